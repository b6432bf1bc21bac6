"""What is going on: the stops of a day, now and next, read from the snapshot.

`group` is the asker's bus or party; None takes part in everything. `at` is any aware moment.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from schedule_data.itinerary import Itinerary, Stop


def stops_on(itinerary: Itinerary, day: date, group: str | None = None) -> tuple[Stop, ...]:
    """Give the stops listed under `day`, in the order people leave for them."""
    return tuple(stop for stop in itinerary.stops if stop.day == day and stop.is_for(group))


def ends_at(itinerary: Itinerary, stop: Stop, group: str | None = None) -> datetime:
    """Give the moment (UTC) a stop is over: its end, else the next gathering or start of its group.

    The last stop of all, where it has no end, is over with its day.
    """
    if stop.end is not None:
        return stop.end
    later = (one.leaves_at for one in itinerary.stops if one.leaves_at > stop.start and _shares(stop, one, group))
    return min(later, default=_midnight_after(stop))


def current_stop(itinerary: Itinerary, at: datetime, group: str | None = None) -> Stop | None:
    """Give what is going on: from its gathering time on, a stop is.

    Of several, the one that gathered last; an optional or sign-up stop only where nothing else is going on.
    """
    under_way = [stop for stop, begins, ends in _spans(itinerary, group) if begins <= at < ends]
    return max(under_way, key=lambda stop: (for_everyone(stop), stop.leaves_at), default=None)


def _spans(itinerary: Itinerary, group: str | None) -> tuple[tuple[Stop, datetime, datetime], ...]:
    """Give a group's stops with the moments from which and until which each is going on."""
    kept = itinerary.spans.get(group)
    if kept is None:
        theirs = (stop for stop in itinerary.stops if stop.is_for(group))
        kept = tuple((stop, stop.leaves_at, ends_at(itinerary, stop, group)) for stop in theirs)
        itinerary.spans[group] = kept
    return kept


def next_stop(itinerary: Itinerary, at: datetime, group: str | None = None) -> Stop | None:
    """Give the first stop that people have yet to leave for; it may be optional or need a sign-up."""
    return next((stop for stop, begins, _ in _spans(itinerary, group) if begins > at), None)


def next_stops(itinerary: Itinerary, at: datetime, group: str | None = None) -> tuple[Stop, ...]:
    """Give the following stops up to and including the first that everyone of the group goes to."""
    following: list[Stop] = []
    for stop in itinerary.stops:
        if stop.leaves_at > at and stop.is_for(group):
            following.append(stop)
            if for_everyone(stop):
                break
    return tuple(following)


def for_everyone(stop: Stop) -> bool:
    """Tell whether everyone of its groups goes: it is neither optional nor signed up for."""
    return not stop.optional and stop.signup is None


def local_zone(itinerary: Itinerary, at: datetime, group: str | None = None) -> ZoneInfo:
    """Give the zone people are in: of the stop under way, else of the next one; after the last stop, home's."""
    stop = current_stop(itinerary, at, group) or next_stop(itinerary, at, group)
    return ZoneInfo(stop.timezone if stop else itinerary.home_timezone)


def local_date(itinerary: Itinerary, at: datetime, group: str | None = None) -> date:
    """Give today's date where the tour is."""
    return at.astimezone(local_zone(itinerary, at, group)).date()


def _shares(stop: Stop, other: Stop, group: str | None) -> bool:
    if group is not None:
        return other.is_for(group)
    return not stop.groups or not other.groups or not set(stop.groups).isdisjoint(other.groups)


def _midnight_after(stop: Stop) -> datetime:
    local = stop.local_start()
    return datetime.combine(local.date() + timedelta(days=1), time(), ZoneInfo(stop.timezone)).astimezone(UTC)
