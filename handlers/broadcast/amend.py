"""A notice that is wrong: corrected or withdrawn, previewed and confirmed; what was sent is changed in place."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from handlers import proposals
from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_understood import expired
from handlers.broadcast.draft import LONGEST_TEXT
from handlers.broadcast.reader import Reader
from handlers.broadcast.scheduled import moment
from handlers.broadcast.spoken_orders import LAST
from handlers.broadcast.standing import broadcast_of, is_to_come, last_standing, standing
from handlers.broadcast.words import body
from handlers.identity import Caller
from handlers.live import refresh, refresh_reports
from handlers.nudges import nudges_of
from handlers.phrases import phrases
from handlers.proposals import Proposal, propose
from handlers.question import Question
from handlers.reply import Action, Awaited, Outcome, Reply
from handlers.tables import DeliveryRow, DeliveryState, NoticeRow


def correct(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview other words for a notice; ask for them first."""
    notice = _named(session, question, question.slots.get("notice", LAST))
    if notice is None:
        return _none(question)
    say = phrases(question.language)
    text = question.slots.get("text", "").strip()[:LONGEST_TEXT]
    slots = {"notice": str(notice.id)}
    if not text:
        awaits = Awaited("notice.correct", "text", slots, free=True)
        return Reply((say("Please write the corrected notice."),), outcome=Outcome.CLARIFY, awaits=awaits)
    proposal = propose(session, question, {"slots": {**slots, "text": text}})
    waits = is_to_come(notice, question.at)
    count = standing(session, notice.id).total
    if waits:
        first = say.plural(
            "Change the notice that goes out {when}, to one person?",
            "Change the notice that goes out {when}, to {count} people?",
            count,
            when=moment(question, notice),
        )
        follows = say("Nobody has it yet.")
    else:
        first = say.plural("Correct it for one person?", "Correct it for {count} people?", count)
        follows = say("What was sent is changed in place; whoever confirmed the old text is asked again.")
    old = _words(question, notice)
    before = (say("Before: “{text}”", text=old),) if old else ()
    file = (say("The file that goes with it stays the same."),) if notice.payload.get("file") else ()
    return Reply(
        (first, *before, say("Now: “{text}”", text=text), *file, follows), buttons=proposals.buttons(question, proposal)
    )


def withdraw(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview taking a notice back."""
    notice = _named(session, question, question.slots.get("notice", LAST))
    if notice is None:
        return _none(question)
    say = phrases(question.language)
    proposal = propose(session, question, {"slots": {"notice": str(notice.id)}})
    own = _words(question, notice)
    return Reply(
        (say("Withdraw this notice?"), _who_has_it(session, question, notice), *((f"“{own}”",) if own else ())),
        buttons=proposals.buttons(question, proposal),
    )


def _who_has_it(session: Session, question: Question, notice: NoticeRow) -> str:
    """Say what becomes of those who have a notice that is withdrawn, and of those who don't."""
    say = phrases(question.language)
    people = standing(session, notice.id)
    reached, rest = people.accepted, people.total - people.accepted
    if not reached:
        return say.plural(
            "Nobody has it yet; one person won't get it.", "Nobody has it yet; {count} people won't get it.", rest
        )
    if rest:
        return say(
            "It has gone to {sent}: they will see that it was withdrawn. {rest} won't get it.", sent=reached, rest=rest
        )
    return say("It has gone to all {sent}: they will see that it was withdrawn.", sent=reached)


def carry_out_correction(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Change the words: for copies that wait as well as for those that were sent."""
    notice = _named(session, question, proposal.payload["slots"]["notice"])
    if notice is None:
        return expired(question.language)
    say = phrases(question.language)
    waits = is_to_come(notice, question.at)  # who never had other words reads no correction
    corrected = {} if waits else {"corrected": True}
    _change(
        session, question, notice, {"text": proposal.payload["slots"]["text"], "template": "", "place": "", **corrected}
    )
    _ask_again(session, notice)
    if waits:
        return Reply((say("Changed. The new words go out {when}.", when=moment(question, notice)),))
    return Reply((say("Corrected. Messages are being changed now."),))


def carry_out_withdrawal(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Take the notice back: copies that wait are not sent, those that were sent say so."""
    notice = _named(session, question, proposal.payload["slots"]["notice"])
    if notice is None:
        return expired(question.language)
    waits = is_to_come(notice, question.at)
    _change(session, question, notice, {"withdrawn": True})
    say = phrases(question.language)
    words = (
        say("Withdrawn. Nobody gets this notice.")
        if waits
        else say("Withdrawn. Everyone who got the notice sees that now.")
    )
    return Reply((words,))


def _named(session: Session, question: Question, number: str) -> NoticeRow | None:
    """Give the notice, locked, so that corrections and withdrawals take turns; None where it is withdrawn already."""
    number = last_standing(session, question.itinerary.tour, question.member.id) if number == LAST else number
    notice = broadcast_of(session, question.itinerary.tour, number, lock=True)
    return None if notice is None or notice.payload.get("withdrawn") else notice


def _words(question: Question, notice: NoticeRow) -> str:
    reader = Reader(question.itinerary, question.member.group, question.language)
    return body(notice.payload, reader, datetime.fromisoformat(notice.payload["sent_at"]))


def _none(question: Question) -> Reply:
    """Say that no notice is left to amend: none was sent, or it was withdrawn already."""
    if question.slots.get("notice", LAST) != LAST:
        return expired(question.language)
    words = phrases(question.language)("There is no notice that could be changed.")
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=offer(question, Action("notice.send"), NEXT))


def _change(session: Session, question: Question, notice: NoticeRow, change: dict[str, Any]) -> None:
    """Write the change with who made it and what it was before, and have every copy follow."""
    history = [
        *notice.payload.get("history", []),
        {"at": question.at.isoformat(), "by": question.member.id, "text": notice.payload["text"]},
    ]
    notice.payload = {**notice.payload, **change, "history": history}
    session.flush()
    copies = [notice.id, *(row.id for row in nudges_of(session, notice))]
    if change.get("withdrawn"):
        _supersede(session, copies)
    for copy in copies:
        refresh(session, copy, question.at, follow_up=True)
    refresh_reports(session, [notice.id])


def _supersede(session: Session, notices: list[int]) -> None:
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.notice_id.in_(notices), DeliveryRow.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.SUPERSEDED)
        .execution_options(synchronize_session=False)
    )


def _ask_again(session: Session, notice: NoticeRow) -> None:
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.notice_id == notice.id)
        .values(acknowledged_at=None)
        .execution_options(synchronize_session=False)
    )
