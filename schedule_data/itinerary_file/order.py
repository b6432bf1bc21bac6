"""Dates and hours that contradict one another. A value that can't be read is left out here: it has its own problem."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import TypeAdapter, ValidationError

from schedule_data.itinerary_file.clock_span import read_span
from schedule_data.itinerary_file.document import StopEntry
from schedule_data.itinerary_file.fields import Day, zones
from schedule_data.itinerary_file.moments import StopMoments, exists, stop_moments
from schedule_data.itinerary_file.overlaps import Timed, overlap_problems
from schedule_data.itinerary_file.problems import Problem
from schedule_data.itinerary_file.references import stops_in
from schedule_data.itinerary_file.yaml_nodes import Path

LONGEST_TOUR = timedelta(days=366)
"""Longer than a year is a slip in the year."""

_HOURS = ("time", "timezone", "arrive_timezone", "groups", "optional")
_DAY = TypeAdapter[date](Day)


def order_problems(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Check the tour's dates, then each stop's hours, then the stops of each group against one another."""
    starts, ends = _date(values.get("starts")), _date(values.get("ends"))
    if starts and ends:
        yield from _span_problems(starts, ends)
        if starts <= ends <= starts + LONGEST_TOUR:
            yield from _days_outside(values, starts, ends)
    zone = values.get("timezone")
    if isinstance(zone, str) and zone in zones():
        yield from _hour_problems(values, zone)


def _date(value: object) -> date | None:
    try:
        return _DAY.validate_python(value)
    except ValidationError:
        return None


def _span_problems(starts: date, ends: date) -> Iterator[Problem]:
    if ends < starts:
        yield Problem(("ends",), f"{ends} is before the start, {starts}; write the last day of the tour", ("starts",))
    elif ends - starts > LONGEST_TOUR:
        yield Problem(("ends",), f"{ends} is more than a year after {starts}; check the year", ("starts",))


def _days_outside(values: Mapping[str, Any], starts: date, ends: date) -> Iterator[Problem]:
    """Name a single stray day where it stands; of several, the tour's own first or last date is the likelier slip."""
    days = values.get("days")
    listed = {day: key for key in (days if isinstance(days, dict) else ()) if (day := _date(key))}
    for limit, beyond in (
        ("starts", [day for day in listed if day < starts]),
        ("ends", [day for day in listed if day > ends]),
    ):
        if len(beyond) == 1:
            sentence = f"is outside the tour, {starts} to {ends}; mend the date, or '{limit}'"
            yield Problem(("days", listed[beyond[0]]), sentence, (limit,))
        elif beyond:
            names = ", ".join(map(str, sorted(beyond)))
            yield Problem((limit,), f"leaves out days that are listed ({names}); mend it, or those days")


def _hour_problems(values: Mapping[str, Any], zone: str) -> Iterator[Problem]:
    sound = []
    for path, stop in stops_in(values):
        day, entry = _date(path[1]), _hours_of(stop)
        if day is None or entry is None:
            continue
        moments = stop_moments(entry, day, zone)
        found = [*_missing_hours(path, entry, day, zone), *_contradictions(path, entry, moments)]
        yield from found
        if not any(problem.path[-1] == "time" and problem.path[:-1] == path for problem in found):
            sound.append(Timed(path, str(stop.get("id")), moments, frozenset(entry.groups), optional=entry.optional))
    yield from overlap_problems(sound)


def _hours_of(stop: Mapping[str, Any]) -> StopEntry | None:
    """Give the stop with nothing but what orders it; its gathering and sign-up only where they can be read."""
    hours: dict[str, Any] = {"id": "x", "kind": "free"} | {key: stop[key] for key in _HOURS if key in stop}
    gather, signup = stop.get("gather"), stop.get("signup")
    further: dict[str, Any] = {}
    if isinstance(gather, dict):
        further["gather"] = {"time": gather.get("time")}
    if isinstance(signup, dict):
        further["signup"] = {"capacity": 1, "closes": signup.get("closes")}
    for key, value in further.items():
        hours |= {key: value} if _readable(hours | {key: value}) else {}
    return _readable(hours)


def _readable(values: dict[str, Any]) -> StopEntry | None:
    try:
        return StopEntry.model_validate(values)
    except ValidationError:
        return None


def _missing_hours(path: Path, stop: StopEntry, day: date, tour_zone: str) -> Iterator[Problem]:
    """Find local times that a clock never shows, in the night that summer time begins."""
    span, zone = read_span(stop.time), stop.timezone or tour_zone
    hours: list[tuple[Path, datetime, str]] = [((*path, "time"), datetime.combine(day, span.start), zone)]
    if span.end:
        last_day = day + timedelta(days=span.days_later)
        hours.append(((*path, "time"), datetime.combine(last_day, span.end), stop.arrive_timezone or zone))
    if stop.gather:
        hours.append(((*path, "gather", "time"), datetime.combine(day, time.fromisoformat(stop.gather.time)), zone))
    if stop.signup and stop.signup.closes:
        hours.append(((*path, "signup", "closes"), stop.signup.closes, tour_zone))
    for place, local, where in hours:
        if not exists(local, where):
            yield Problem(
                place,
                f"{local:%H:%M} doesn't exist on {local:%Y-%m-%d} in {where}: clocks go forward then; "
                "write the hour after",
            )


def _contradictions(path: Path, stop: StopEntry, moments: StopMoments) -> Iterator[Problem]:
    if moments.end and moments.end <= moments.start:
        yield Problem((*path, "time"), _end_sentence(stop))
    if moments.gather and moments.gather > moments.start:
        yield Problem(
            (*path, "gather", "time"),
            f"people gather after the start, {stop.time}; write an earlier time, or make "
            "a gathering on the day before a stop of its own",
        )
    if moments.closes and moments.closes > moments.start:
        closes = stop.signup.closes if stop.signup else None
        yield Problem(
            (*path, "signup", "closes"),
            f"the sign-up closes at {closes:%Y-%m-%d %H:%M}, after the start ({stop.time}); write an earlier time",
        )


def _end_sentence(stop: StopEntry) -> str:
    zones_matter = stop.arrive_timezone and stop.arrive_timezone != stop.timezone
    hint = "; check timezone and arrive_timezone too" if zones_matter else ""
    mended = stop.time if stop.time.endswith("+1") else f"{stop.time}+1"
    return f"'{stop.time}' ends before it has begun; write a later end, or {mended} where it ends on the next day{hint}"
