"""Which stops a question means: by name, by site, by kind and date, else the nearest to come."""

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.understanding.matcher import Matcher
from handlers.understanding.question import Question
from handlers.understanding.values import Moment
from schedule_data.agenda import current_stop, ends_at, next_stop
from schedule_data.itinerary import Stop, StopKind


def of_group(matcher: Matcher, moment: Moment) -> list[Stop]:
    """Give the stops that the asker takes part in."""
    return [stop for stop in matcher.itinerary.stops if stop.is_for(moment.group)]


def kind_of(question: Question) -> str | None:
    """Give the kind of stop that a generic word names."""
    return question.value("KIND")


def nearest(matcher: Matcher, moment: Moment, stops: Sequence[Stop], *, of_site: bool = False) -> Stop | None:
    """Give the first of `stops` that is not over, else the last; of a site whose stops are all over, the last visit."""
    for stop in stops:
        if ends_at(matcher.itinerary, stop, moment.group) > moment.at:
            return stop
    visits = [stop for stop in stops if of_site and stop.kind == StopKind.VISIT]
    return (visits or stops)[-1] if stops else None


def on_dates(stops: Iterable[Stop], dates: Sequence[date]) -> list[Stop]:
    """Give those of `stops` on one of `dates`; all where no date is named."""
    return [stop for stop in stops if not dates or stop.day in dates]


def named(matcher: Matcher, moment: Moment, question: Question) -> list[Stop]:
    """Give the stops that the question names by a title, a site, or a kind, on its dates where it has any."""
    theirs = of_group(matcher, moment)
    stops, sites = question.ids("stop"), question.ids("site")
    by_title = [stop for stop in theirs if stop.id in stops]
    by_site = [stop for stop in theirs if stop.site in sites]
    both = [stop for stop in by_title if stop in by_site]
    chosen = both or by_title or by_site
    if not chosen and (kind := kind_of(question)):
        chosen = [stop for stop in theirs if stop.kind == kind]
        chosen = ordinal(question, chosen)
    return on_dates(chosen, question.dates) or chosen


def ordinal(question: Question, stops: list[Stop]) -> list[Stop]:
    """Narrow to the first, last or n-th of `stops` where the question counts them."""
    if not stops:
        return stops
    if question.has("FINAL"):
        return stops[-1:]
    if question.has("FIRST"):
        return stops[:1]
    count = int(question.value("NTH") or 0)
    return stops[count - 1 : count] or stops if count else stops


def stop_meant(matcher: Matcher, moment: Moment, question: Question) -> Stop | None:
    """Give the one stop that is meant: the nearest of those named, or the one that 'now', 'next', 'just' point at."""
    stops = named(matcher, moment, question)
    if stops:
        gathered = [stop for stop in stops if stop.gather] if question.has("GATHER") else []
        return nearest(matcher, moment, gathered or stops, of_site=not question.ids("stop"))
    return pointed_at(matcher, moment, question)


def pointed_at(matcher: Matcher, moment: Moment, question: Question) -> Stop | None:
    """Give the stop that 'now', 'next', 'the one after' or 'just' point at; None where none of them is said."""
    itinerary = matcher.itinerary
    if question.has("NEXT2"):
        return after_next(matcher, moment)
    if question.has("NEXT"):
        return next_stop(itinerary, moment.at, moment.group)
    if question.has("NOW", "HEREWORD"):
        return current_stop(itinerary, moment.at, moment.group)
    if question.has("JUST"):
        return just_over(matcher, moment)
    return None


def after_next(matcher: Matcher, moment: Moment) -> Stop | None:
    """Give the stop after the next one."""
    coming = [stop for stop in of_group(matcher, moment) if stop.leaves_at > moment.at]
    return coming[1] if len(coming) > 1 else None


def following(matcher: Matcher, moment: Moment, stop_id: str) -> Stop | None:
    """Give the stop after the one of that id."""
    theirs = of_group(matcher, moment)
    ids = [stop.id for stop in theirs]
    place = ids.index(stop_id) + 1 if stop_id in ids else len(theirs)
    return theirs[place] if place < len(theirs) else None


def just_over(matcher: Matcher, moment: Moment) -> Stop | None:
    """Give the last stop that began: what 'just now' means."""
    begun = [stop for stop in of_group(matcher, moment) if stop.start <= moment.at and stop.kind != StopKind.TRANSFER]
    return begun[-1] if begun else None
