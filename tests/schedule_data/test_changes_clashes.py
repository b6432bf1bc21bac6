from collections.abc import Mapping
from typing import Any

from schedule_data.changes import Shift, cancelled, shifted
from schedule_data.clashes import Squeeze, clashes, gone_by, squeezes
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from tests.build import beijing, document, stop

HALL, PARK = {"place": "강당"}, {"place": "공원"}


def _before_and_after(*stops: Mapping[str, Any], **shifts: Shift) -> tuple[Itinerary, Itinerary]:
    plan = document(*stops)
    return build_itinerary(plan, 1), build_itinerary(shifted(plan, shifts), 2)


def _told(before: Itinerary, after: Itinerary) -> list[tuple[str, str, int]]:
    return [(one.earlier.id, one.later.id, one.minutes) for one in clashes(before, after)]


def test_stops_that_newly_overlap_are_named_with_how_long() -> None:
    plans = _before_and_after(stop("a", "09:00-10:00"), stop("b", "10:00-11:00"), a=Shift.whole(25))
    assert _told(*plans) == [("a", "b", 25)]


def test_an_overlap_that_was_planned_is_not_told_unless_it_grows() -> None:
    stops = stop("a", "09:00-10:00"), stop("b", "09:30-11:00", optional=True)
    assert _told(*_before_and_after(*stops)) == []
    assert _told(*_before_and_after(*stops, a=Shift(end=10))) == [("a", "b", 40)]


def test_other_groups_don_t_clash() -> None:
    stops = stop("a", "09:00-10:00", groups=["bus-1"]), stop("b", "10:00-11:00", groups=["bus-2"])
    assert _told(*_before_and_after(*stops, a=Shift.whole(30))) == []


def test_less_time_before_a_fixed_stop_is_told() -> None:
    before, after = _before_and_after(
        stop("a", "09:00-10:00"), stop("b", "11:00-12:00", fixed=True, gather={"time": "10:50"}), a=Shift.whole(30)
    )
    assert squeezes(before, after) == (Squeeze(after.stop_by_id["b"], 20, 50),)


def test_less_time_on_the_way_is_told_only_where_people_go_somewhere_without_gathering() -> None:
    before, after = _before_and_after(
        stop("a", "09:00-10:00", **HALL), stop("b", "10:30-11:00", **PARK), a=Shift.whole(20)
    )
    assert squeezes(before, after) == (Squeeze(after.stop_by_id["b"], 10, 30),)
    same_place = _before_and_after(
        stop("a", "09:00-10:00", **HALL), stop("b", "10:30-11:00", **HALL), a=Shift.whole(20)
    )
    gathering = _before_and_after(
        stop("a", "09:00-10:00", **HALL), stop("b", "10:30-11:00", gather={"time": "10:25"}, **PARK), a=Shift.whole(20)
    )
    assert (squeezes(*same_place), squeezes(*gathering)) == ((), ())


def test_more_time_or_an_overlap_is_no_squeeze() -> None:
    stops = stop("a", "09:00-10:00", **HALL), stop("b", "10:30-11:00", fixed=True, **PARK)
    assert squeezes(*_before_and_after(*stops, a=Shift.whole(-20))) == ()
    assert squeezes(*_before_and_after(*stops, a=Shift.whole(40))) == ()


def test_a_cancelled_stop_squeezes_nothing() -> None:
    plan = document(stop("a", "09:00-10:00", **HALL), stop("b", "10:30-11:00", **PARK), stop("c", "12:00", **HALL))
    before, after = build_itinerary(plan, 1), build_itinerary(cancelled(plan, "b"), 2)
    assert (squeezes(before, after), clashes(before, after)) == ((), ())
    assert [one.stop.id for one in squeezes(after, before)] == ["c"]


def test_a_departure_that_a_change_puts_into_the_past_is_told() -> None:
    before, after = _before_and_after(stop("a", "09:00-10:00"), stop("b", "12:00-13:00"), b=Shift.whole(-120))
    assert [one.id for one in gone_by(before, after, beijing("09-22 10:30"))] == ["b"]
    assert gone_by(before, after, beijing("09-22 09:30")) == ()
    assert gone_by(before, after, beijing("09-22 13:30")) == ()
