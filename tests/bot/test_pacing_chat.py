import pytest

from bot.pacing import CLOCK_MARGIN
from bot.pacing_chat import ChatPace
from bot.pacing_limits import TELEGRAM, UNLIMITED

INTERVAL = 1.0 + CLOCK_MARGIN


def test_chat_takes_a_short_burst_and_then_one_a_second() -> None:
    pace = ChatPace(TELEGRAM, is_group=False)
    for _ in range(2):
        pace.answered(10.0)
        assert pace.ready_at <= 10.0
    pace.answered(10.0)
    assert pace.ready_at == pytest.approx(10.0 + INTERVAL)
    pace.answered(11.5)
    assert pace.ready_at == pytest.approx(10.0 + 2 * INTERVAL)


def test_chat_is_rested_when_its_bucket_is_full() -> None:
    pace = ChatPace(TELEGRAM, is_group=False)
    assert pace.rested_at < 0
    pace.answered(10.0)
    pace.answered(10.0)
    assert pace.rested_at == pytest.approx(10.0 + 2 * INTERVAL)


def test_group_takes_twenty_in_a_minute() -> None:
    pace, now, times = ChatPace(TELEGRAM, is_group=True), 100.0, []
    for _ in range(45):
        now = max(now, pace.ready_at)
        times.append(now)
        pace.answered(now)
    assert times[19] - times[0] < 30
    assert min(later - earlier for earlier, later in zip(times, times[20:], strict=False)) > 60


def test_group_is_rested_after_a_minute() -> None:
    pace = ChatPace(TELEGRAM, is_group=True)
    pace.answered(10.0)
    assert pace.rested_at == pytest.approx(70.0 + CLOCK_MARGIN)


def test_pause_of_a_chat_ends_without_a_burst() -> None:
    pace = ChatPace(TELEGRAM, is_group=False)
    pace.pause(10.0, 5)
    assert pace.ready_at == pytest.approx(15.0 + CLOCK_MARGIN)
    pace.answered(15.1)
    assert pace.ready_at == pytest.approx(15.0 + CLOCK_MARGIN + INTERVAL)


def test_unlimited_chat_rests_at_once_but_obeys_a_pause() -> None:
    pace = ChatPace(UNLIMITED, is_group=True)
    pace.answered(10.0)
    assert pace.rested_at < 0
    pace.pause(10.0, 5)
    assert pace.ready_at == pytest.approx(15.0 + CLOCK_MARGIN)
