"""What a changed plan now runs into: other stops, fixed appointments, too little time on the way, hours gone by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from schedule_data.itinerary import Itinerary, Stop
from schedule_data.knock_on import ends, runs_into, share_people


@dataclass(frozen=True, slots=True)
class Clash:
    """`earlier` lasts `minutes` into `later` (into its gathering, where it has one), longer than it did before."""

    earlier: Stop
    later: Stop
    minutes: int


@dataclass(frozen=True, slots=True)
class Squeeze:
    """Less time than before is left ahead of `stop`: `left` minutes instead of `was`.

    `stop` is fixed, or is somewhere else than the stop before it and has no gathering: the time left is for the way.
    """

    stop: Stop
    left: int
    was: int


def clashes(before: Itinerary, after: Itinerary) -> tuple[Clash, ...]:
    """Give the pairs of stops that overlap, or overlap for longer, since the plan is no longer `before`."""
    return tuple(_clashes(before, after))


def _clashes(before: Itinerary, after: Itinerary) -> Iterator[Clash]:
    for place, earlier in enumerate(after.stops):
        for later in after.stops[place + 1 :]:
            minutes = runs_into(ends(earlier), later.leaves_at)
            if minutes > _overlap(before, earlier.id, later.id) and share_people(earlier, later):
                yield Clash(earlier, later, minutes)


def _overlap(itinerary: Itinerary, one: str, other: str) -> int:
    """Give the minutes by which two stops overlap, whichever comes first; 0 where one isn't there."""
    stops = [stop for stop in itinerary.stops if stop.id in {one, other}]
    return runs_into(ends(stops[0]), stops[1].leaves_at) if len(stops) > 1 else 0


def squeezes(before: Itinerary, after: Itinerary) -> tuple[Squeeze, ...]:
    """Give the stops that less time is left ahead of, as far as that matters; an overlap is a clash instead."""
    return tuple(_squeezes(before, after))


def _squeezes(before: Itinerary, after: Itinerary) -> Iterator[Squeeze]:
    for stop in after.stops:
        then, now = _time_ahead(before, stop.id), _time_ahead(after, stop.id)
        if then and now and 0 <= now[1] < then[1] and (stop.fixed or _is_a_way(now[0], stop)):
            yield Squeeze(stop, now[1], then[1])


def _time_ahead(itinerary: Itinerary, stop_id: str) -> tuple[Stop, int] | None:
    """Give the stop before one, and the minutes between the two; None where there is none."""
    stop = itinerary.stop_by_id.get(stop_id)
    if stop is None:
        return None
    earlier = [one for one in itinerary.stops if one.leaves_at < stop.leaves_at and share_people(one, stop)]
    if not earlier:
        return None
    last = max(earlier, key=ends)
    return last, int((stop.leaves_at - ends(last)).total_seconds() // 60)


def _is_a_way(earlier: Stop, later: Stop) -> bool:
    here, there = (stop.site or stop.place for stop in (earlier, later))
    return later.gather is None and there is not None and here != there


def gone_by(before: Itinerary, after: Itinerary, at: datetime) -> tuple[Stop, ...]:
    """Give the stops whose departure a change would put into the past: they would never be told in time."""
    return tuple(
        stop
        for stop in after.stops
        if stop.leaves_at <= at and (old := before.stop_by_id.get(stop.id)) != stop and (not old or old.leaves_at > at)
    )
