"""One changed stop in words, old -> new: a line of a preview, of the history, of a notice."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.answers.stop_words import hours, meeting_place, meets, title, where
from handlers.changes.affected import Affected
from handlers.phrases import phrases
from handlers.reply import Action, Item
from handlers.wording import clock, dated, day_words, listing
from schedule_data.itinerary import Itinerary, Stop

ARROW = " → "


@dataclass(frozen=True, slots=True)
class Telling:
    """How changes are told: from which tour, in which language, and on which date (where people are)."""

    itinerary: Itinerary
    language: str
    today: date


def line(telling: Telling, change: Affected) -> Item:
    """Give a changed stop as a line: its hours old -> new, and its place where that changed."""
    stop, say = change.stop, phrases(telling.language)
    action = Action("agenda.when", {"stop": stop.id}) if change.after else None
    name = title(stop, telling.language)
    if change.after is None:
        return Item(_hours_of(telling, stop), name, say("cancelled"))
    if change.before is None:
        return Item(_hours_of(telling, stop), name, _rest(telling, (say("new"), _place(telling, stop))), action)
    return Item(_when(telling, change.before, change.after), name, _rest(telling, _details(telling, change)), action)


def in_a_line(telling: Telling, change: Affected) -> str:
    """Give a changed stop in one sentence part: '공장 견학 집합 08:20 → 08:50 · 09:30–12:00 → 10:00–12:30'."""
    item = line(telling, change)
    return " · ".join(filter(None, (f"{item.title} {item.when}" if item.when else item.title, item.where)))


def day_beside(telling: Telling, moment: datetime, zone: str) -> str:
    """Give a time of day, with its date where that isn't today."""
    day = moment.astimezone(ZoneInfo(zone)).date()
    time = clock(moment, zone)
    return time if day == telling.today else dated(day, time, telling.language)


def plain_time(telling: Telling, stop: Stop) -> str:
    """Give when people had to be there: '집합 08:20', '12:50–13:50'."""
    if stop.gather is None:
        return _hours_of(telling, stop)
    return phrases(telling.language)("gather {meeting}", meeting=_leaves(telling, stop))


def _when(telling: Telling, before: Stop, after: Stop) -> str:
    """Give the hours people have to be there, old -> new where they differ."""
    if not after.gather:
        return _changed(_hours_of(telling, before), _hours_of(telling, after), telling, before, after)
    words = _changed(_leaves(telling, before), _leaves(telling, after), telling, before, after)
    return phrases(telling.language)("gather {meeting}", meeting=words)


def _changed(old: str, new: str, telling: Telling, before: Stop, after: Stop) -> str:
    """Give old -> new; a date that both share stands once."""
    if old == new:
        return new
    days = [stop.local_leaves_at().date() for stop in (before, after)]
    shared = days[0] == days[1] != telling.today
    return old + ARROW + (new.removeprefix(day_words(days[1], telling.language)).strip() if shared else new)


def _leaves(telling: Telling, stop: Stop) -> str:
    return day_beside(telling, stop.leaves_at, stop.timezone)


def _hours_of(telling: Telling, stop: Stop) -> str:
    """Give the hours of a stop as people there read their watches."""
    start = day_beside(telling, stop.start, stop.timezone)
    if stop.end is None:
        return start
    if stop.timezone != stop.arrive_timezone:
        return hours(telling.itinerary, stop, telling.language)
    return f"{start}–{clock(stop.end, stop.timezone)}"


def _details(telling: Telling, change: Affected) -> tuple[str | None, ...]:
    before, after = change.before, change.after
    if before is None or after is None:
        return ()
    old, new = _plain_hours(before), _plain_hours(after)
    places = [_place(telling, stop) for stop in (before, after)]
    return (
        old + ARROW + new if after.gather and old != new else None,
        f"{places[0] or '–'}{ARROW}{places[1] or '–'}" if places[0] != places[1] else None,
    )


def _plain_hours(stop: Stop) -> str:
    start = clock(stop.start, stop.timezone)
    return f"{start}–{clock(stop.end, stop.arrive_timezone)}" if stop.end else start


def _place(telling: Telling, stop: Stop) -> str | None:
    place = meeting_place if meets(stop) else where
    return place(telling.itinerary, stop, telling.language)


def _rest(telling: Telling, words: tuple[str | None, ...]) -> str | None:
    return listing(filter(None, words), telling.language) or None
