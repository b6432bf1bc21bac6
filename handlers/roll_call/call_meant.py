"""Which roll call a leader means, and what is said where it can't be told."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.board import scope
from handlers.roll_call.calls import call_of, open_calls
from handlers.tables import RollCallRow

LAST_HOLDS: Final = timedelta(hours=12)  # an older result is another day's, and in the spreadsheet


def call_meant(session: Session, question: Question, *, lock: bool = False) -> RollCallRow | Reply:
    """Give the roll call of the button, else the open one that the words name; a question back where that isn't one."""
    slots, tour = question.slots, question.itinerary.tour
    if "call" in slots:
        return call_of(session, tour, slots["call"], lock=lock) or none_open(question)
    found = [
        call
        for call in open_calls(session, tour)
        if call.stop_id in question.itinerary.stop_by_id  # nobody is called for a stop that was cancelled
        and slots.get("stop") in {None, call.stop_id}
        and slots.get("group") in {None, call.group}
    ]
    if len(found) > 1:
        own = [call for call in found if call.group and call.group == question.member.group]
        found = own if len(own) == 1 else found
    if len(found) > 1:
        return _which(question, found)
    return (call_of(session, tour, str(found[0].id), lock=lock) if found else None) or none_open(question)


def last_closed(session: Session, question: Question) -> RollCallRow | None:
    """Give the roll call that was closed last, of the stop and the bus that are named; None where none was of late."""
    slots = question.slots
    closed = select(RollCallRow).where(
        RollCallRow.tour_id == question.itinerary.tour,
        RollCallRow.closed_at > question.at - LAST_HOLDS,
        RollCallRow.called_off.is_(False),
        RollCallRow.stop_id.in_(question.itinerary.stop_by_id),
        *((RollCallRow.stop_id == slots["stop"],) if "stop" in slots else ()),
        *((RollCallRow.group == slots["group"],) if "group" in slots else ()),
    )
    return session.scalars(closed.order_by(RollCallRow.closed_at.desc(), RollCallRow.id.desc()).limit(1)).first()


def none_open(question: Question) -> Reply:
    """Say that no roll call is open, and offer to open one."""
    say = phrases(question.language)
    steps = (Button(say("Open a roll call"), Action("rollcall.open")), *offer(question, NEXT, TODAY))
    return Reply((say("No roll call is open now."),), buttons=steps)


def _which(question: Question, calls: list[RollCallRow]) -> Reply:
    words = phrases(question.language)("Which roll call do you mean?")
    buttons = tuple(
        Button(
            scope(question.itinerary, call.stop_id, call.group, question.language),
            Action(question.intent, {"call": str(call.id)}),
        )
        for call in calls
    )
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=buttons)
