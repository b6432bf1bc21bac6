"""Somebody takes a call for help: the others see who, and the one who called hears that help is coming."""

from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.row_number import row_number
from handlers.tables import NoticeKind, TroubleRow
from handlers.trouble.open import calm, follow
from handlers.trouble.told import place_of, who_calls
from schedule_data.members import member_of
from schedule_data.people import Role
from schedule_data.tables import MemberRow


def take(session: Session, _caller: Caller, question: Question) -> Reply:
    """Take a call for help; who comes second learns who has it."""
    trouble = _named(session, question)
    if trouble is None:
        return expired(question.language)
    say = phrases(question.language)
    asker = member_of(session.get_one(MemberRow, trouble.member_id))
    buttons = (
        Button(say("Call: {name}", name=asker.name), phone=asker.phone) if asker.phone else None,
        Button(say("It's over"), Action("trouble.over", {"trouble": str(trouble.id)})),
    )
    shown = tuple(filter(None, buttons))
    if trouble.over_at is not None:
        return Reply((say("This call for help is over."),), buttons=offer(question, NEXT))
    if trouble.taken_by is not None and trouble.taken_by != question.member.id:
        other = session.get_one(MemberRow, trouble.taken_by).name
        return Reply((say("{name} is on the way already.", name=other),), buttons=shown)
    if trouble.taken_by is None:
        trouble.taken_by, trouble.taken_at = question.member.id, question.at
        session.flush()
        calm(session, trouble)
        follow(session, trouble, question.at, by=question.member.id)
        payload = {"trouble": trouble.id, "asker": 1}
        queue(session, Notice(trouble.tour_id, NoticeKind.TROUBLE, payload, urgent=True), [asker], question.at)
    words = say("It's yours; the others and {name} are told.", name=asker.name)
    caller = who_calls(question.itinerary, asker, question.language)
    return Reply((words, caller), place=place_of(trouble, asker, question.language), buttons=shown)


def over(session: Session, _caller: Caller, question: Question) -> Reply:
    """Close a call for help: by who called, or by a leader or the staff."""
    trouble = _named(session, question)
    if trouble is None or (question.member.role is Role.PARTICIPANT and trouble.member_id != question.member.id):
        return expired(question.language)
    say = phrases(question.language)
    if trouble.over_at is None:
        trouble.over_at = question.at
        session.flush()
        calm(session, trouble)
        follow(session, trouble, question.at, by=question.member.id)
    mine = trouble.member_id == question.member.id
    words = say("Good to hear. Your leaders are told.") if mine else say("Closed; the others see that it is over.")
    return Reply((words,), buttons=offer(question, NEXT))


def _named(session: Session, question: Question) -> TroubleRow | None:
    number = row_number(question.slots.get("trouble"))
    row = session.get(TroubleRow, number, with_for_update=True) if number else None
    return row if row is not None and row.tour_id == question.itinerary.tour else None
