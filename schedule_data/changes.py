"""Changes of a plan: a document (as JSON) in, a changed copy out, in the format of the itinerary file.

Nothing is checked against other stops here: `schedule_data.clashes` tells what now runs into what.
"""

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from schedule_data.itinerary_file.clock_span import Span
from schedule_data.itinerary_file.document import StopEntry
from schedule_data.itinerary_file.moments import StopMoments, stop_moments

_Json = dict[str, Any]


class Obstacle(StrEnum):
    """Why a change can't be written down in the format of the itinerary file."""

    NO_SUCH_STOP = "no such stop"
    GATHERS_THE_DAY_BEFORE = "people would gather on the day before it starts"
    TOO_LONG = "it would end more than a day after it starts"


class ChangeNotPossible(Exception):  # noqa: N818 - it names what is told
    """The change can't be written down; `obstacle` tells why, `stop` for which stop."""

    def __init__(self, obstacle: Obstacle, stop: str) -> None:
        super().__init__(f"{obstacle}: '{stop}'")
        self.obstacle, self.stop = obstacle, stop


@dataclass(frozen=True, slots=True)
class Shift:
    """Minutes by which a stop's gathering, start and end move; earlier where negative."""

    gather: int = 0
    start: int = 0
    end: int = 0

    @staticmethod
    def whole(minutes: int) -> "Shift":
        """Move all of a stop."""
        return Shift(minutes, minutes, minutes)


def shifted(document: Mapping[str, Any], shifts: Mapping[str, Shift]) -> _Json:
    """Move stops (by id), past midnight too.

    A stop that leaves its day is listed under the new one, and the tour is made longer where that lies outside it. A
    sign-up that would close after the new start closes with it.

    Raises:
        ChangeNotPossible: a stop isn't in the document, its gathering and start would fall on two dates, or it would
            last for more than a day.
    """
    changed = deepcopy(dict(document))
    for stop, shift in shifts.items():
        _shift(changed, stop, shift)
    return changed


def delayed(document: Mapping[str, Any], stops: Collection[str], minutes: int) -> _Json:
    """Move whole stops (ids) by minutes, earlier where negative.

    Raises:
        ChangeNotPossible: see `shifted`.
    """
    return shifted(document, dict.fromkeys(stops, Shift.whole(minutes)))


def relocated(document: Mapping[str, Any], stop: str, place: Mapping[str, str], *, leaves_site: bool = False) -> _Json:
    """Let people gather (or, without a gathering, be) elsewhere: `place` is language -> words.

    What other languages said is gone, as it is wrong now; with `leaves_site` so is the site that a stop without a
    gathering was at.

    Raises:
        ChangeNotPossible: the stop isn't in the document.
    """
    changed = deepcopy(dict(document))
    _, entry = _find(changed, stop)
    entry.get("gather", entry)["place"] = dict(place)
    if leaves_site and "gather" not in entry:
        entry.pop("site", None)
    return changed


def cancelled(document: Mapping[str, Any], stop: str) -> _Json:
    """Take a stop out.

    Raises:
        ChangeNotPossible: the stop isn't in the document.
    """
    changed = deepcopy(dict(document))
    day, entry = _find(changed, stop)
    changed["days"][day].remove(entry)
    return changed


def inserted(document: Mapping[str, Any], day: date, entry: Mapping[str, Any]) -> _Json:
    """Put a stop (an entry of the itinerary file) into a day."""
    changed = deepcopy(dict(document))
    changed.setdefault("days", {}).setdefault(day.isoformat(), []).append(deepcopy(dict(entry)))
    return changed


def places_swapped(document: Mapping[str, Any], one: str, other: str) -> _Json:
    """Have people gather for each of two stops where they did for the other: where a group is belongs to the hour.

    Only where both have a gathering.

    Raises:
        ChangeNotPossible: one of them isn't in the document.
    """
    changed = deepcopy(dict(document))
    first, second = (_find(changed, stop)[1].get("gather") for stop in (one, other))
    if first and second:
        places = first.pop("place", None), second.pop("place", None)
        first |= {"place": places[1]} if places[1] else {}
        second |= {"place": places[0]} if places[0] else {}
    return changed


def _find(document: _Json, stop: str) -> tuple[str, _Json]:
    for day, listed in document.get("days", {}).items():
        for entry in listed:
            if entry["id"] == stop:
                return day, entry
    raise ChangeNotPossible(Obstacle.NO_SUCH_STOP, stop)


def _shift(document: _Json, stop: str, shift: Shift) -> None:
    day, entry = _find(document, stop)
    moments = stop_moments(StopEntry.model_validate(entry), date.fromisoformat(day), document["timezone"])
    new_day = _write_hours(entry, moments, shift, document["timezone"]).isoformat()
    if new_day != day:
        document["days"][day].remove(entry)
        document["days"].setdefault(new_day, []).append(entry)
        document["starts"] = min(document["starts"], new_day)
        document["ends"] = max(document["ends"], new_day)


def _write_hours(entry: _Json, moments: StopMoments, shift: Shift, tour_zone: str) -> date:
    zone: str = entry.get("timezone") or tour_zone
    start = _local(moments.start, shift.start, zone)
    end = _local(moments.end, shift.end, entry.get("arrive_timezone", zone)) if moments.end else None
    entry["time"] = _span(start, end, entry["id"]).written
    if moments.gather:
        gather = _local(moments.gather, shift.gather, zone)
        if gather.date() != start.date():
            raise ChangeNotPossible(Obstacle.GATHERS_THE_DAY_BEFORE, entry["id"])
        entry["gather"]["time"] = f"{gather:%H:%M}"
    if moments.closes and moments.closes > start:
        entry["signup"]["closes"] = start.astimezone(ZoneInfo(tour_zone)).replace(tzinfo=None).isoformat()
    return start.date()


def _local(at: datetime, minutes: int, zone: str) -> datetime:
    return (at + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone))


def _span(start: datetime, end: datetime | None, stop: str) -> Span:
    if end is None:
        return Span(_clock(start))
    days_later = (end.date() - start.date()).days
    if days_later not in (0, 1):
        raise ChangeNotPossible(Obstacle.TOO_LONG, stop)
    return Span(_clock(start), _clock(end), days_later)


def _clock(at: datetime) -> time:
    return at.time().replace(second=0, microsecond=0)
