"""The stops that a question is about: one by its id, or those of a site or kind, on its date."""

from handlers.answers.dates import asked_date
from handlers.phrases import mark
from handlers.question import Question
from schedule_data.agenda import ends_at
from schedule_data.itinerary import Stop, StopKind

KIND_WORDS = {
    StopKind.GATHERING: mark("Gathering"),
    StopKind.VISIT: mark("Visit"),
    StopKind.LECTURE: mark("Lecture"),
    StopKind.MEAL: mark("Meal"),
    StopKind.TRANSFER: mark("Transfer"),
    StopKind.FLIGHT: mark("Flight"),
    StopKind.TRAIN: mark("Train"),
    StopKind.HOTEL: mark("Hotel"),
    StopKind.ACTIVITY: mark("Activity"),
    StopKind.FREE: mark("Free time"),
}


def stops_meant(question: Question) -> tuple[Stop, ...]:
    """Give the stops in their order; only those of the asker's group, unless one is named by its id."""
    slots, itinerary = question.slots, question.itinerary
    if "stop" in slots:
        stop = itinerary.stop_by_id.get(slots["stop"])
        return (stop,) if stop else ()
    theirs = (stop for stop in itinerary.stops if stop.is_for(question.member.group))
    if "site" in slots:
        meant = tuple(stop for stop in theirs if stop.site == slots["site"])
    else:
        meant = tuple(stop for stop in theirs if stop.kind == slots.get("kind"))
    day = asked_date(question)
    return tuple(stop for stop in meant if stop.day == day) if day else meant


def is_over(question: Question, stop: Stop) -> bool:
    """Tell whether a stop has ended for the asker."""
    return ends_at(question.itinerary, stop, question.member.group) <= question.at


def nearest(question: Question, stops: tuple[Stop, ...]) -> Stop:
    """Give the first of `stops` (at least one) that isn't over, else the last."""
    return next((stop for stop in stops if not is_over(question, stop)), stops[-1])
