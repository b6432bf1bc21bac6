from collections.abc import Mapping
from typing import Any

import pytest

from schedule_data.changes import Shift
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from schedule_data.knock_on import delay_of, following, share_people
from tests.build import beijing, document, sample_document, stop

SAMPLE = build_itinerary(sample_document(), 1)
EARLY = beijing("09-22 00:00")
WHOLE = Shift.whole


def _tour(*stops: Mapping[str, Any]) -> Itinerary:
    return build_itinerary(document(*stops), 1)


def _pushed(itinerary: Itinerary, minutes: int, first: str = "a") -> dict[str, int]:
    shifts = following(itinerary, {first: WHOLE(minutes)}, EARLY)
    assert all(shift == WHOLE(shift.start) for shift in shifts.values())
    return {name: shift.start for name, shift in shifts.items()}


def test_the_following_stops_use_up_the_gaps_until_one_absorbs_the_delay() -> None:
    shifts = following(SAMPLE, {"d2-xiaomi": WHOLE(30)}, EARLY)
    assert {name: shift.start for name, shift in shifts.items()} == {
        "d2-xiaomi": 30,
        "d2-drive": 30,
        "d2-lunch": 20,
        "d2-tusfiic": 20,
        "d2-zyw": 15,
    }


def test_a_gap_that_is_large_enough_moves_nothing_else() -> None:
    assert _pushed(_tour(stop("a", "09:00-10:00"), stop("b", "11:00-12:00")), 60) == {"a": 60}


def test_a_gathering_is_what_must_not_be_run_into() -> None:
    tour = _tour(stop("a", "09:00-10:00"), stop("b", "11:00-12:00", gather={"time": "10:20"}))
    assert _pushed(tour, 30) == {"a": 30, "b": 10}


def test_a_fixed_stop_never_moves_and_what_is_after_it_only_if_it_must() -> None:
    tour = _tour(
        stop("a", "09:00-10:00"),
        stop("b", "10:10-10:30", fixed=True),
        stop("c", "10:40-11:00"),
        stop("d", "12:00-13:00"),
    )
    assert _pushed(tour, 60) == {"a": 60, "c": 20}


def test_stops_of_another_group_stay() -> None:
    tour = _tour(
        stop("a", "09:00-10:00", groups=["bus-1"]),
        stop("b", "10:00-11:00", groups=["bus-2"]),
        stop("c", "10:00-11:00", groups=["bus-1"]),
        stop("d", "11:00-12:00"),
    )
    assert _pushed(tour, 15) == {"a": 15, "c": 15, "d": 15}


def test_what_overlapped_by_plan_may_go_on_to() -> None:
    tour = _tour(stop("a", "09:00-11:00"), stop("b", "10:30-11:30", optional=True))
    assert _pushed(tour, 20) == {"a": 20, "b": 20}
    assert _pushed(_tour(stop("a", "09:00-11:00"), stop("b", "10:30-12:30", optional=True)), 0) == {"a": 0}


def test_a_stop_without_an_end_pushes_by_its_start() -> None:
    assert _pushed(_tour(stop("a", "08:00"), stop("b", "08:20-09:00")), 30) == {"a": 30, "b": 10}


def test_what_people_have_left_for_already_stays() -> None:
    tour = _tour(stop("a", "09:00-10:00"), stop("b", "10:00-11:00"))
    assert following(tour, {"a": Shift(end=30)}, beijing("09-22 10:00")) == {"a": Shift(end=30)}


def test_a_stop_moved_past_others_leaves_them_where_they_are() -> None:
    tour = _tour(stop("a", "09:00-10:00"), stop("b", "10:00-11:00"), stop("c", "13:00-14:00"), stop("d", "14:00-15:00"))
    assert following(tour, {"a": WHOLE(240)}, EARLY, reordered=True) == {
        "a": WHOLE(240),
        "c": WHOLE(60),
        "d": WHOLE(60),
    }


def test_what_yields_goes_after_what_is_before_it_then() -> None:
    tour = _tour(stop("a", "09:00-09:30"), stop("b", "10:00-12:00"))
    shifts = following(tour, {"a": WHOLE(60), "b": WHOLE(-60)}, EARLY, reordered=True, yielding={"a"})
    assert shifts == {"a": WHOLE(120), "b": WHOLE(-60)}


@pytest.mark.parametrize(
    ("at", "minutes", "shift"),
    [
        ("09-23 08:00", 30, WHOLE(30)),
        ("09-23 08:00", -10, WHOLE(-10)),
        ("09-23 08:00", -20, None),  # people would have had to gather by now
        ("09-23 08:40", 30, WHOLE(30)),  # they still gather
        ("09-23 08:40", 10, Shift(0, 10, 10)),  # 08:30 is over
        ("09-23 09:00", 30, Shift(0, 30, 30)),  # they have left
        ("09-23 09:00", -20, Shift(0, -20, -20)),
        ("09-23 09:00", -30, None),
        ("09-23 09:30", 30, Shift(0, 0, 30)),  # it lasts longer
        ("09-23 11:00", -60, Shift(0, 0, -60)),
        ("09-23 11:00", -150, None),
        ("09-23 12:00", 30, None),  # it is over
    ],
)
def test_a_delay_moves_what_has_not_happened_yet(at: str, minutes: int, shift: Shift | None) -> None:
    assert delay_of(SAMPLE.stop_by_id["d2-xiaomi"], minutes, beijing(at)) == shift


@pytest.mark.parametrize(
    ("name", "at"), [("d3-flight", "09-24 12:00"), ("d1-hotel", "09-22 21:00"), ("d3-flight", "09-24 20:00")]
)
def test_neither_a_fixed_stop_nor_a_night_that_has_begun_is_delayed(name: str, at: str) -> None:
    assert delay_of(SAMPLE.stop_by_id[name], 30, beijing(at)) is None


def test_everybody_s_stop_shares_people_with_any_group_s() -> None:
    tour = _tour(stop("a", "09:00"), stop("b", "10:00", groups=["bus-1"]), stop("c", "11:00", groups=["bus-2"]))
    a, b, c = tour.stops
    assert (share_people(a, b), share_people(b, c), share_people(c, c)) == (True, False, True)
