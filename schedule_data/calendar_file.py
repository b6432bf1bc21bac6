"""A plan as an iCalendar file (RFC 5545): hours in the zones they are meant in, which the file itself explains.

An event keeps its UID for good. SEQUENCE grows with the revision of the plan, so that a calendar that knows an event
takes the newer words, and strikes out what is cancelled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # loaded when a file is written: it is slow to load, and seldom asked for
    from icalendar import Alarm, Event

ICS: Final = "text/calendar"
PRODUCT: Final = "-//Giljabi//Giljabi//KO"


@dataclass(frozen=True, slots=True)
class Entry:
    """An event. `start` and `end` are in zones of their own (ZoneInfo), `end` None where the plan names none.

    `point` is latitude and longitude. `alarms` are times before `start` at which the calendar rings.
    """

    uid: str
    title: str
    start: datetime
    end: datetime | None = None
    place: str = ""
    point: tuple[float, float] | None = None
    description: str = ""
    alarms: Sequence[timedelta] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What the events are of: a title, the zone it is told in, the number of its revision and when that was made."""

    title: str
    timezone: str
    revision: int
    made_at: datetime


def calendar_file(plan: Plan, entries: Sequence[Entry]) -> bytes:
    """Give the .ics file; the same plan gives the same bytes."""
    from icalendar import Calendar  # noqa: PLC0415 - see above

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", plan.title)  # RFC 7986
    calendar.add("x-wr-calname", plan.title)  # what calendars read that are older than it
    calendar.add("x-wr-timezone", plan.timezone)
    for entry in entries:
        calendar.add_component(_event(plan, entry))
    years = [moment.year for entry in entries for moment in (entry.start, entry.end or entry.start)]
    if years:  # the rules of the zones, for no longer than they are needed
        calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
        calendar.subcomponents.sort(key=lambda part: (part.name != "VTIMEZONE", part.get("tzid", "")))
    return bytes(calendar.to_ical())


def _event(plan: Plan, entry: Entry) -> "Event":
    from icalendar import Event  # noqa: PLC0415 - see above

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", plan.made_at)
    event.add("sequence", plan.revision)
    event.add("summary", entry.title)
    event.add("dtstart", entry.start)
    if entry.end is not None:
        event.add("dtend", entry.end)
    if entry.place:
        event.add("location", entry.place)
    if entry.point:
        event.add("geo", entry.point)
    if entry.description:
        event.add("description", entry.description)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    for before in () if entry.cancelled else entry.alarms:
        event.add_component(_alarm(entry, before))
    return event


def _alarm(entry: Entry, before: timedelta) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415 - see above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -before)
    return alarm
