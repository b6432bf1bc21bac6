"""Flood limits: counted per bot, per private chat and per group; all told by 429 and its `retry_after`."""

from dataclasses import dataclass

import pytest

from tests.bot_api.errors import RefusedError
from tests.bot_api.flood import TELEGRAM, Flood, Limits

KIM, GROUP = 1, -1


@dataclass
class Clock:
    """A clock that is set."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Give the time it is set to."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def refused_for(flood: Flood, chat: int, method: str = "sendMessage") -> int:
    """Give the seconds to wait, 0 where the call passes."""
    try:
        flood.check(method, chat)
    except RefusedError as refused:
        return int(refused.parameters["retry_after"])
    return 0


def test_nothing_is_limited_by_default(clock: Clock) -> None:
    flood = Flood(clock)
    assert [refused_for(flood, KIM) for _ in range(100)] == [0] * 100


def test_private_chat_takes_a_burst_then_one_a_second(clock: Clock) -> None:
    flood = Flood(clock)
    flood.set(TELEGRAM)
    assert [refused_for(flood, KIM) for _ in range(4)] == [0, 0, 0, 1]
    with pytest.raises(RefusedError, match="Too Many Requests: retry after 1"):
        flood.check("sendMessage", KIM)
    clock.now += 1
    assert [refused_for(flood, KIM) for _ in range(2)] == [0, 1]
    assert refused_for(flood, KIM + 1) == 0


def test_group_takes_twenty_a_minute(clock: Clock) -> None:
    flood = Flood(clock)
    flood.set(Limits(group_per_minute=20))
    assert [refused_for(flood, GROUP) for _ in range(21)] == [0] * 20 + [60]
    clock.now += 59.5
    assert refused_for(flood, GROUP) == 1
    clock.now += 0.5
    assert refused_for(flood, GROUP) == 0


def test_whole_bot_takes_thirty_a_second_and_edits_count(clock: Clock) -> None:
    flood = Flood(clock)
    flood.set(Limits(global_per_second=30))
    methods = ["sendMessage", "editMessageText", "sendVenue"] * 10
    assert [refused_for(flood, chat, method) for chat, method in enumerate(methods, 1)] == [0] * 30
    assert refused_for(flood, 99) == 1
    assert refused_for(flood, 99, "answerCallbackQuery") == 0
    clock.now += 1
    assert refused_for(flood, 99) == 0


def test_silent_limit_is_the_one_that_holds(clock: Clock) -> None:
    flood = Flood(clock)
    flood.set(Limits(global_per_second=30, silent_global_per_second=5))
    assert [refused_for(flood, chat) for chat in range(1, 7)] == [0] * 5 + [1]


def test_less_than_one_a_second_is_held_too(clock: Clock) -> None:
    flood = Flood(clock)
    flood.set(Limits(global_per_second=0.25))
    assert [refused_for(flood, chat) for chat in (1, 2)] == [0, 4]
