"""Which stop a word of attendance is about, where it names none."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.question import Question
from handlers.roll_call.calls import call_expecting
from schedule_data.agenda import current_stop, next_stop
from schedule_data.itinerary import Itinerary, Stop

AHEAD = timedelta(hours=3)  # nobody is there earlier for a stop: who says so is trying it out, or means something else
STILL_ARRIVING = timedelta(minutes=30)  # who writes 'I'm here' this long after the start means that stop


def stop_meant(session: Session, question: Question, *, ahead: timedelta | None = None) -> Stop | None:
    """Give the stop that was named, else the one whose roll call is open, else where people gather or arrive.

    With `ahead`, people gather only within that time.
    """
    itinerary, group = question.itinerary, question.member.group
    if "stop" in question.slots:
        return itinerary.stop_by_id.get(question.slots["stop"])
    call = call_expecting(session, itinerary, question.member, question.at)
    if call is not None:
        return itinerary.stop_by_id[call.stop_id]
    return gathering_at(itinerary, question.at, group, ahead=ahead)


def gathering_at(
    itinerary: Itinerary, at: datetime, group: str | None = None, *, ahead: timedelta | None = None
) -> Stop | None:
    """Give the stop that people of a group gather for or arrive at, within `ahead`; after the last one, that one."""
    gathering = current_stop(itinerary, at, group)
    if gathering is not None and at - gathering.start <= STILL_ARRIVING:
        return gathering
    stop = next_stop(itinerary, at, group) or gathering
    return stop if stop is None or ahead is None or stop.leaves_at - at <= ahead else None
