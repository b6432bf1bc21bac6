import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import CLOCK_MARGIN, FALL_AT_MOST, GROWTH, KEEP, SLOWEST, UNANSWERED, Pace, Slot
from bot.pacing_limits import Limits


def _fill(pace: Pace, now: float, calls: int, *, accepted: bool = True) -> list[Slot]:
    slots = [pace.leave(now, hurry=True) for _ in range(calls)]
    for slot in slots:
        pace.answered(slot, now, accepted=accepted)
    return slots


def _next_call(pace: Pace, now: float) -> Slot:
    """Make a call as soon as there is a place."""
    return pace.leave(max(now, pace.free_at(now, hurry=False)), hurry=False)


def test_window_lets_thirty_go_at_once_and_the_next_a_second_after_the_first_was_answered() -> None:
    pace = Pace.telegram()
    for slot in [pace.leave(10.0, hurry=True) for _ in range(30)]:
        pace.answered(slot, 10.02, accepted=True)
    assert pace.free_at(10.5, hurry=True) == pytest.approx(11.02 + CLOCK_MARGIN)
    assert pace.free_at(11.022, hurry=True) <= 11.022


def test_window_counts_a_call_without_an_answer_from_a_while_after_it_left() -> None:
    pace = Pace.telegram()
    for _ in range(30):
        pace.leave(10.0, hurry=True)
    assert pace.free_at(10.5, hurry=True) == pytest.approx(11.0 + UNANSWERED + CLOCK_MARGIN)


def test_window_counts_a_late_answer_no_later_than_an_absent_one() -> None:
    pace = Pace.telegram()
    for slot in [pace.leave(10.0, hurry=True) for _ in range(30)]:
        pace.answered(slot, 10.9, accepted=True)
    assert pace.free_at(10.9, hurry=True) == pytest.approx(11.0 + UNANSWERED + CLOCK_MARGIN)


def test_bulk_is_spread_evenly() -> None:
    pace, now, left = Pace.telegram(), 10.0, []
    for _ in range(6):
        now = max(now, pace.free_at(now, hurry=False))
        pace.leave(now, hurry=False)
        left.append(now)
    # The credit for late timers lets the first three go; from then on there is one every thirtieth of a second.
    gaps = [later - earlier for earlier, later in pairwise(left[3:])]
    assert gaps == pytest.approx([1 / 30, 1 / 30])


def test_hurried_call_does_not_wait_for_the_spread() -> None:
    pace = Pace.telegram()
    for _ in range(5):
        pace.leave(10.0, hurry=False)
    assert pace.free_at(10.0, hurry=False) > 10.0
    assert pace.free_at(10.0, hurry=True) <= 10.0


@given(
    st.tuples(st.floats(0, 0.1), st.floats(0, 0.1)),
    st.lists(st.tuples(st.floats(0, 0.15), st.floats(0, 0.15)), min_size=120, max_size=120),
    st.booleans(),
)
def test_no_jitter_puts_more_than_thirty_in_one_second(
    way: tuple[float, float],
    jitter: list[tuple[float, float]],
    hurry: bool,  # noqa: FBT001 - hypothesis passes it by position
) -> None:
    pace, now, arrivals = Pace.telegram(), 100.0, []
    answers: list[tuple[float, Slot]] = []
    for there, back in [(0.0, 0.0), *jitter]:
        now = max(now, pace.free_at(now, hurry=hurry))
        while answers and min(answers, key=lambda one: one[0])[0] <= now:
            answered_at, slot = answers.pop(answers.index(min(answers, key=lambda one: one[0])))
            pace.answered(slot, answered_at, accepted=True)
            now = max(now, pace.free_at(now, hurry=hurry))
        arrivals.append(now + way[0] + there)
        answers.append((arrivals[-1] + way[1] + back, pace.leave(now, hurry=hurry)))
    arrivals.sort()
    assert min(later - earlier for earlier, later in zip(arrivals, arrivals[30:], strict=False)) > 1.0


@pytest.mark.parametrize("trip", [0.001, 0.05, 0.3])
def test_long_but_steady_way_costs_little(trip: float) -> None:
    pace, now = Pace.telegram(), 100.0
    under_way: list[Slot] = []
    for _ in range(300):
        while (free_at := pace.free_at(now, hurry=True)) > now:
            now = min([free_at, *(slot.left_at + trip for slot in under_way)])
            while under_way and under_way[0].left_at + trip <= now:
                pace.answered(under_way.pop(0), now, accepted=True)
        under_way.append(pace.leave(now, hurry=True))
    assert now - 100.0 < 9 * (1 + 0.26 * trip + 0.002) + trip


def test_refusal_pauses_everything_for_as_long_as_it_says() -> None:
    pace = Pace.telegram()
    pace.refused(pace.leave(10.0, hurry=True), 10.1, 3600)
    assert pace.free_at(10.2, hurry=True) == pytest.approx(3610.1 + CLOCK_MARGIN)


def test_shorter_pause_does_not_lift_a_longer_one() -> None:
    pace = Pace.unlimited()
    pace.pause(10.0, 60)
    pace.pause(11.0, 1)
    assert pace.free_at(11.0, hurry=True) == pytest.approx(70.0 + CLOCK_MARGIN)


def test_rate_falls_to_what_was_accepted_in_the_second_before() -> None:
    pace = Pace.telegram()
    _fill(pace, 10.0, 20)
    pace.refused(_next_call(pace, 10.0), 10.2, 1)
    assert pace.rate == pytest.approx(20 * KEEP)


def test_rate_does_not_count_what_was_refused_or_is_old() -> None:
    pace = Pace.telegram()
    _fill(pace, 10.0, 4)
    _fill(pace, 11.005, 18)
    _fill(pace, 11.006, 7, accepted=False)
    pace.refused(pace.leave(11.1, hurry=True), 11.1, 1)
    assert pace.rate == pytest.approx(18 * KEEP)


def test_rate_falls_by_half_at_most() -> None:
    pace = Pace.telegram()
    _fill(pace, 10.0, 3)
    for _ in range(4):
        pace.leave(10.0, hurry=False)
    pace.free_at(10.0, hurry=False)
    pace.refused(pace.leave(10.1, hurry=False), 10.1, 1)
    assert pace.rate == pytest.approx(30 * FALL_AT_MOST)


def test_rate_never_falls_below_the_slowest() -> None:
    pace, now = Pace.telegram(), 10.0
    for _ in range(40):
        for _ in range(40):
            pace.free_at(now, hurry=False)
            slot = pace.leave(now, hurry=False)
        pace.refused(slot, now, 1)
        now += 100
    assert pace.rate == SLOWEST


def test_refusals_of_calls_that_left_before_the_fall_are_one_event() -> None:
    pace = Pace.telegram()
    _fill(pace, 10.0, 20)
    pace.free_at(10.0, hurry=False)
    late = [pace.leave(10.1, hurry=True) for _ in range(5)]
    for slot in late:
        pace.refused(slot, 10.2, 1)
    assert pace.rate == pytest.approx(20 * KEEP)


def test_refusal_of_a_lone_call_says_nothing_about_the_rate() -> None:
    pace = Pace.telegram()
    assert pace.free_at(10.0, hurry=False) <= 10.0
    pace.refused(pace.leave(10.0, hurry=False), 10.1, 30)
    assert pace.rate == 30


def test_rate_grows_while_it_is_what_holds_calls_back() -> None:
    pace = Pace.telegram()
    pace.rate = 20.0
    _fill(pace, 10.0, 20)
    pace.answered(_next_call(pace, 10.0), 11.1, accepted=True)
    assert pace.rate == pytest.approx(20 + GROWTH)


def test_rate_is_kept_by_a_sender_with_little_to_say() -> None:
    pace, now = Pace.telegram(), 10.0
    pace.rate = 20.0
    for _ in range(50):
        assert pace.free_at(now, hurry=False) <= now
        pace.answered(pace.leave(now, hurry=False), now, accepted=True)
        now += 10
    assert pace.rate == 20.0


def test_rate_does_not_grow_beyond_what_is_published() -> None:
    pace = Pace.telegram()
    _fill(pace, 10.0, 30)
    pace.answered(_next_call(pace, 10.0), 11.1, accepted=True)
    assert pace.rate == 30


def test_slow_rate_keeps_its_distance_between_calls() -> None:
    pace = Pace(Limits(per_second=0.5))
    pace.answered(pace.leave(10.0, hurry=True), 10.0, accepted=True)
    assert pace.free_at(10.0, hurry=True) == pytest.approx(12.0 + CLOCK_MARGIN)


def test_fallen_rate_counts_calls_that_left_at_the_higher_one() -> None:
    pace = Pace.telegram()
    _fill(pace, 10.0, 20)
    _fill(pace, 10.5, 9)
    pace.rate = 10.0
    assert pace.free_at(11.2, hurry=True) <= 11.2
    _fill(pace, 11.2, 1)
    assert pace.free_at(11.2, hurry=True) == pytest.approx(11.5 + CLOCK_MARGIN)


def test_unlimited_pace_never_waits_and_learns_nothing() -> None:
    pace = Pace.unlimited()
    slots = _fill(pace, 10.0, 1000)
    assert pace.free_at(10.0, hurry=False) <= 10.0
    pace.refused(slots[0], 10.0, 5)
    assert pace.rate == math.inf
    assert pace.free_at(10.0, hurry=False) == pytest.approx(15.0 + CLOCK_MARGIN)
