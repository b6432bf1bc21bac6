"""How far stops move when one does: the one itself by the hour it is, those after it until a gap absorbs the delay.

A following stop moves by as much as the one before it runs into its gathering (else its start), so that spare time is
used up first; what overlapped by plan may go on to. Fixed stops never move, nor does what people have left for already.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from schedule_data.changes import Shift
from schedule_data.itinerary import Itinerary, Stop

STILL_GATHERING = timedelta(minutes=30)  # people who should have gathered longer ago than that have left
_STAYS = Shift()


def delay_of(stop: Stop, minutes: int, at: datetime) -> Shift | None:
    """Give what a delay (earlier where negative) moves of a stop at the moment `at`; None where nothing can.

    A visit that has begun lasts longer. People who have left for one begin it later. Otherwise all of it moves.
    """
    if stop.fixed:
        return None
    if at >= stop.start:
        return Shift(end=minutes) if stop.end and at < stop.end and stop.start < _later(stop.end, minutes) else None
    if at >= stop.leaves_at and not _gathers_still(stop, minutes, at):
        return Shift(start=minutes, end=minutes) if max(at, stop.leaves_at) < _later(stop.start, minutes) else None
    return Shift.whole(minutes) if at < _later(stop.leaves_at, minutes) else None


def _gathers_still(stop: Stop, minutes: int, at: datetime) -> bool:
    return at - stop.leaves_at <= STILL_GATHERING and at < _later(stop.leaves_at, minutes)


def following(
    itinerary: Itinerary,
    moved: Mapping[str, Shift],
    at: datetime,
    *,
    reordered: bool = False,
    yielding: Collection[str] = (),
) -> Mapping[str, Shift]:
    """Give the shifts of `moved` (by id) and of the stops after them that have to follow.

    The stops keep their order; with `reordered` what is moved takes its place by its new hour. Those of `moved` that
    are `yielding` go further still where what is before them then needs it.
    """
    shifts = dict(moved)
    order = sorted(itinerary.stops, key=lambda stop: _leaves(stop, moved if reordered else {}))
    for place, stop in enumerate(order):
        stays = stop.fixed or stop.leaves_at <= at or (stop.id in moved and stop.id not in yielding)
        push = 0 if stays else _push(stop, order[:place], shifts)
        if push > 0:
            shifts[stop.id] = Shift.whole(shifts.get(stop.id, _STAYS).start + push)
    return shifts


def _push(stop: Stop, before: Sequence[Stop], shifts: Mapping[str, Shift]) -> int:
    overlaps = (
        runs_into(ends(earlier, shifts.get(earlier.id, _STAYS)), _leaves(stop, shifts)[0]) - _by_plan(earlier, stop)
        for earlier in before
        if earlier.id in shifts and share_people(earlier, stop)
    )
    return max(overlaps, default=0)


def _by_plan(earlier: Stop, later: Stop) -> int:
    """Give the minutes by which the first of two stops was planned to run into the other."""
    return runs_into(ends(earlier), later.leaves_at) if earlier.leaves_at <= later.leaves_at else 0


def runs_into(end: datetime, leaves_at: datetime) -> int:
    """Give the minutes by which an end comes after a departure, 0 where it doesn't."""
    return max(0, -int((leaves_at - end).total_seconds() // 60))


def ends(stop: Stop, shift: Shift = _STAYS) -> datetime:
    """Give when a stop is over as far as it is known: its end, else its start."""
    return _later(stop.end, shift.end) if stop.end else _later(stop.start, shift.start)


def share_people(one: Stop, other: Stop) -> bool:
    """Tell whether two stops have a group in common."""
    return not one.groups or not other.groups or not set(one.groups).isdisjoint(other.groups)


def _leaves(stop: Stop, moved: Mapping[str, Shift]) -> tuple[datetime, datetime]:
    shift = moved.get(stop.id, _STAYS)
    minutes = shift.gather if stop.gather else shift.start
    return _later(stop.leaves_at, minutes), _later(stop.start, shift.start)


def _later(moment: datetime, minutes: int) -> datetime:
    return moment + timedelta(minutes=minutes)
