"""'샤오미 10시로 변경': a stop begins at another hour, or on another date; what comes after it then follows."""

from datetime import date, time

from sqlalchemy.orm import Session

from handlers.answers.dates import asked_date, is_outside, outside_the_tour
from handlers.answers.stop_words import title
from handlers.changes.obstacles import fixed, obstacle, too_late, under_way
from handlers.changes.old_new import day_beside
from handlers.changes.one_group import shared_with_others
from handlers.changes.preview import Change, document_of, show, telling_of
from handlers.changes.said import is_elsewhere, means_gathering, minutes_from, moment_of, name_in, place_words, time_in
from handlers.changes.stops_meant import discarding, named, to_come, which
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Awaited, Outcome, Reply
from schedule_data.changes import ChangeNotPossible, Shift, relocated, shifted
from schedule_data.itinerary import Stop
from schedule_data.knock_on import following


def move(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview a stop at another time: of its start, or of its gathering where that is what was said."""
    stop = named(question)
    if stop is None:
        words = phrases(question.language)("Which stop is moved?")
        return which(question, words, (one for one in to_come(question) if not one.fixed))
    if (barred := _barred(question, stop)) is not None:
        return barred
    day = asked_date(question)
    if day is not None and is_outside(question, day):
        return outside_the_tour(question, day)
    clock = time_in(question.slots.get("time", ""))
    if clock is None:
        return _what_time(question, stop)
    return _preview(session, question, stop, day, clock)


def _barred(question: Question, stop: Stop) -> Reply | None:
    """Say why a stop can't be moved at all, or not as it was said; None where it can."""
    if stop.fixed:
        return fixed(question, stop)
    if stop.leaves_at <= question.at:
        return under_way(question, stop)
    return shared_with_others(question, stop)


def _what_time(question: Question, stop: Stop) -> Reply:
    say = phrases(question.language)
    starts = day_beside(telling_of(question), stop.start, stop.timezone)
    words = say("When does {title} start now? (So far: {time})", title=title(stop, question.language), time=starts)
    slots = {"stop": stop.id} | {slot: question.slots[slot] for slot in ("date", "topic") if slot in question.slots}
    awaits = Awaited(question.intent, "time", slots)
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(discarding(question),), awaits=awaits)


def _preview(session: Session, question: Question, stop: Stop, day: date | None, clock: time) -> Reply:
    gathering = stop.gather is not None and means_gathering(question)
    old, local = (stop.leaves_at, stop.local_leaves_at()) if gathering else (stop.start, stop.local_start())
    new = moment_of(day or local.date(), clock, stop.timezone)
    minutes = minutes_from(old, new)
    if minutes_from(question.at, stop.leaves_at) + minutes <= 0:
        return too_late(question, stop)
    shifts = following(question.itinerary, {stop.id: Shift.whole(minutes)}, question.at, reordered=True)
    try:
        document = shifted(document_of(session, question), shifts if minutes else {})
    except ChangeNotPossible as problem:
        return obstacle(question, problem)
    if place := name_in(question.slots.get("place", "")):
        there = place_words(question.itinerary, place, question.language)
        document = relocated(document, stop.id, there, leaves_site=is_elsewhere(there))
    say = phrases(question.language)
    values = {"title": title(stop, question.language), "time": day_beside(telling_of(question), new, stop.timezone)}
    words = say("{title} gathers at {time}.", **values) if gathering else say("{title} starts at {time}.", **values)
    slots = {"stop": stop.id, "time": f"{clock:%H:%M}", "date": new.date().isoformat()}
    slots |= {"place": place} if place else {}
    return show(session, question, Change(words, slots | ({"topic": "gathering"} if gathering else {}), document))
