"""Changes of a plan: a document (as JSON) in, a changed copy out, in the format of the itinerary file.

Nothing is checked against other stops here: `itinerary_file.itinerary_problems` of the result tells what now overlaps.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from schedule_data.itinerary_file.clock_span import Span
from schedule_data.itinerary_file.document import StopEntry
from schedule_data.itinerary_file.moments import StopMoments, stop_moments

_Json = dict[str, Any]


class ChangeNotPossible(Exception):  # noqa: N818 - it names what is told
    """The change can't be written down: no such stop, or hours that a stop can't have."""


def delayed(document: Mapping[str, Any], stops: Collection[str], minutes: int) -> _Json:
    """Move stops (ids) by minutes, earlier where negative: start, end and gathering, past midnight too.

    A stop that leaves its day is listed under the new one, and the tour is made longer where that lies outside it.

    Raises:
        ChangeNotPossible: a stop isn't in the document, or its gathering and start would fall on two dates.
    """
    changed = deepcopy(dict(document))
    for stop in stops:
        _shift(changed, stop, lambda _start: timedelta(minutes=minutes))
    return changed


def moved(document: Mapping[str, Any], stop: str, start: datetime) -> _Json:
    """Move one stop to begin at `start` (aware); it lasts as long and gathers as long before as it did.

    Raises:
        ChangeNotPossible: see `delayed`.
    """
    changed = deepcopy(dict(document))
    _shift(changed, stop, lambda old_start: start - old_start)
    return changed


def relocated(document: Mapping[str, Any], stop: str, place: str, language: str) -> _Json:
    """Let people gather (or, without a gathering, be) elsewhere; what other languages said is gone, as it is wrong now.

    Raises:
        ChangeNotPossible: the stop isn't in the document.
    """
    changed = deepcopy(dict(document))
    _, entry = _find(changed, stop)
    entry.get("gather", entry)["place"] = {language: place}
    return changed


def cancelled(document: Mapping[str, Any], stop: str) -> _Json:
    """Take a stop out.

    Raises:
        ChangeNotPossible: the stop isn't in the document.
    """
    changed = deepcopy(dict(document))
    _take_out(changed, *_find(changed, stop))
    return changed


def _find(document: _Json, stop: str) -> tuple[str, _Json]:
    for day, listed in document.get("days", {}).items():
        for entry in listed:
            if entry["id"] == stop:
                return day, entry
    raise ChangeNotPossible(f"there is no stop '{stop}' in the tour")


def _take_out(document: _Json, day: str, entry: _Json) -> None:
    document["days"][day].remove(entry)


def _shift(document: _Json, stop: str, by: Callable[[datetime], timedelta]) -> None:
    day, entry = _find(document, stop)
    zone: str = entry.get("timezone") or document["timezone"]
    moments = stop_moments(StopEntry.model_validate(entry), date.fromisoformat(day), document["timezone"])
    distance = by(moments.start)
    new_day = _write_hours(entry, moments, distance, zone)
    _take_out(document, day, entry)
    document["days"].setdefault(new_day.isoformat(), []).append(entry)
    document["starts"] = min(document["starts"], new_day.isoformat())
    document["ends"] = max(document["ends"], new_day.isoformat())


def _write_hours(entry: _Json, moments: StopMoments, distance: timedelta, zone: str) -> date:
    start = _local(moments.start + distance, zone)
    end = _local(moments.end + distance, entry.get("arrive_timezone", zone)) if moments.end else None
    entry["time"] = _span(start, end).written
    if moments.gather:
        gather = _local(moments.gather + distance, zone)
        if gather.date() != start.date():
            raise ChangeNotPossible(f"people would gather for '{entry['id']}' on the day before it starts")
        entry["gather"]["time"] = f"{gather:%H:%M}"
    return start.date()


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _span(start: datetime, end: datetime | None) -> Span:
    if end is None:
        return Span(_clock(start))
    days_later = (end.date() - start.date()).days
    if days_later not in (0, 1):
        raise ChangeNotPossible("a stop can't end more than a day after it starts")
    return Span(_clock(start), _clock(end), days_later)


def _clock(at: datetime) -> time:
    return at.time().replace(second=0, microsecond=0)
