"""Answering a question of a participant: by its button and then in words, or by replying to it; previewed, relayed."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.live import refresh
from handlers.notices import Notice, queue
from handlers.passed_files import file_of
from handlers.phrases import phrases
from handlers.proposals import Proposal, propose
from handlers.question import Question
from handlers.relay.kept import keep_answer
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow, StaffQuestionRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow

LONGEST_ANSWER = 1500  # characters: fits one message of every channel with the question above it


def answer(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview an answer; ask for it first."""
    row = question_named(session, question, question.slots.get("question"))
    if row is None:
        return expired(question.language)
    say = phrases(question.language)
    asker = session.get_one(MemberRow, row.member_id)
    if row.answered_at is not None:
        return _answered_already(session, question, row)
    text = question.slots.get("text", "").strip()[:LONGEST_ANSWER]
    asked = say("{name} asks: “{text}”", name=asker.name, text=row.words)
    slots = {"question": str(row.id)}
    if not text:
        awaits = Awaited("staff.answer", "text", slots, free=True)
        return Reply((asked, say("Please write the answer.")), outcome=Outcome.CLARIFY, awaits=awaits)
    proposal = str(propose(session, question, {"slots": {**slots, "text": text}}))
    send = Button(say("Send it"), Action("confirm", {"proposal": proposal}))
    keep = Button(say("Send and keep it"), Action("confirm", {"proposal": proposal, "keep": "1"}))
    drop = Button(say("Don't do it"), Action("discard", {"proposal": proposal}))
    yours = say("Your answer: “{text}”", text=text)
    if file_of(session, row):  # what is said of one photo is no answer to the same words with another
        return Reply((asked, yours), buttons=(send, drop))
    keeping = say("Kept answers are given to everyone who asks the same.")
    return Reply((asked, yours, keeping), buttons=(send, keep, drop))


def carry_out(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Relay an answer: to the asker as a message, to the others of the staff as what the question reads now."""
    slots = proposal.payload["slots"]
    row = question_named(session, question, slots["question"])
    if row is None:
        return expired(question.language)
    if row.answered_at is not None:
        return _answered_already(session, question, row)
    row.answer, row.answered_by, row.answered_at = slots["text"], question.member.id, question.at
    session.flush()
    asker = member_of(session.get_one(MemberRow, row.member_id))
    _calm(session, row, question)
    queue(session, Notice(row.tour_id, NoticeKind.ANSWER, {"question": row.id}), [asker], question.at)
    say = phrases(question.language)
    sent = say("Sent to {name}.", name=asker.name)
    slot = {"question": str(row.id)}
    if file_of(session, row):
        return Reply((sent,), buttons=offer(question, NEXT))
    if question.slots.get("keep") == "1":
        keep_answer(session, row, question.member.id, question.at)
        told = say("Whoever asks the same is answered at once from now on.")
        return Reply((sent, told), buttons=(Button(say("Don't keep it"), Action("staff.drop", slot)),))
    return Reply((sent,), buttons=(Button(say("Keep it for others"), Action("staff.keep", slot)),))


def question_named(session: Session, question: Question, number: str | None) -> StaffQuestionRow | None:
    """Give a question of this tour by its number in a button, locked; None where there is none."""
    given = row_number(number)
    row = session.get(StaffQuestionRow, given, with_for_update=True) if given else None
    return row if row is not None and row.tour_id == question.itinerary.tour else None


def _answered_already(session: Session, question: Question, row: StaffQuestionRow) -> Reply:
    say = phrases(question.language)
    who = session.get_one(MemberRow, row.answered_by).name if row.answered_by else ""
    words = say("{name} has answered already: “{text}”", name=who, text=row.answer)
    if file_of(session, row):
        return Reply((words,), buttons=offer(question, NEXT))
    button = Button(say("Keep it for others"), Action("staff.keep", {"question": str(row.id)}))
    return Reply((words,), buttons=(button,))


def _calm(session: Session, row: StaffQuestionRow, question: Question) -> None:
    """Chase nobody any more, and have what the staff were sent say who answered."""
    of = NoticeRow.payload["question"].as_integer() == row.id
    kinds = NoticeRow.kind.in_((NoticeKind.QUESTION, NoticeKind.ANSWER))
    notices = session.execute(
        select(NoticeRow.id, NoticeRow.kind).where(NoticeRow.tour_id == row.tour_id, kinds, of)
    ).all()
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.notice_id.in_([one.id for one in notices]), DeliveryRow.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.SUPERSEDED)
        .execution_options(synchronize_session=False)
    )
    for one in notices:
        if one.kind == NoticeKind.QUESTION:
            refresh(session, one.id, question.at)
