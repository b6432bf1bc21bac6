"""The calls for help that are open, for leaders and staff: who, since when, in which words, and who is on the way."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.tables import TroubleRow
from handlers.trouble.told import who_calls
from handlers.wording import clock
from schedule_data.agenda import local_zone
from schedule_data.members import member_of
from schedule_data.tables import MemberRow

MOST_SHOWN: Final = 5  # whoever has more at once needs the phone, not a list


def listed(session: Session, _caller: Caller, question: Question) -> Reply:
    """List them, the oldest first, each with a way to take it or to end it."""
    say = phrases(question.language)
    still = select(TroubleRow).where(TroubleRow.tour_id == question.itinerary.tour, TroubleRow.over_at.is_(None))
    calls = session.scalars(still.order_by(TroubleRow.id)).all()
    if not calls:
        return Reply((say("No call for help is open now."),), buttons=offer(question, NEXT))
    first = say.plural("{count} call for help is open.", "{count} calls for help are open.", len(calls))
    shown = calls[:MOST_SHOWN]
    buttons = [button for call in shown for button in _buttons(session, question, call)]
    return Reply((first, *(_line(session, question, call) for call in shown)), buttons=tuple(buttons))


def _line(session: Session, question: Question, call: TroubleRow) -> str:
    say = phrases(question.language)
    member = member_of(session.get_one(MemberRow, call.member_id))
    zone = local_zone(question.itinerary, call.opened_at, member.group).key
    taker = session.get(MemberRow, call.taken_by) if call.taken_by else None
    lines = (
        " · ".join((clock(call.opened_at, zone), who_calls(question.itinerary, member, question.language))),
        f"“{call.words}”" if call.words else "",
        say("{name} is on the way.", name=taker.name) if taker else say("Nobody has taken it yet."),
    )
    return "\n".join(filter(None, lines))


def _buttons(session: Session, question: Question, call: TroubleRow) -> list[Button]:
    say, member = phrases(question.language), session.get_one(MemberRow, call.member_id)
    slots = {"trouble": str(call.id)}
    phone = [Button(say("Call: {name}", name=member.name), phone=member.phone)] if member.phone else []
    if call.taken_by is None:
        return [Button(say("I'm going: {name}", name=member.name), Action("trouble.take", slots)), *phone]
    return [Button(say("It's over: {name}", name=member.name), Action("trouble.over", slots)), *phone]
