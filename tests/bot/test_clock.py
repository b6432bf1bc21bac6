from datetime import UTC, datetime, timedelta

from bot.clock import Clock, SettableClock

START = datetime(2025, 9, 22, 7, tzinfo=UTC)


def test_a_plain_clock_is_the_machine_s() -> None:
    clock, before = Clock(), datetime.now(UTC)
    told: list[str] = []
    clock.on_change(lambda: told.append("changed"))
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.real_time_of(START) == START
    assert told == []


def test_a_paused_clock_stands_still() -> None:
    clock = SettableClock(START, speed=0)
    assert (clock.now(), clock.now(), clock.speed) == (START, START, 0)


def test_a_paused_clock_never_comes_to_what_lies_ahead() -> None:
    clock = SettableClock(START, speed=0)
    assert clock.real_time_of(START + timedelta(seconds=1)) is None
    past = clock.real_time_of(START)
    assert past is not None
    assert past <= datetime.now(UTC)


def test_a_fast_clock_shortens_the_wait() -> None:
    clock, before = SettableClock(START, speed=3600), datetime.now(UTC)
    comes = clock.real_time_of(START + timedelta(hours=10))
    assert comes is not None
    assert timedelta(0) < comes - before <= timedelta(seconds=10.1)
    assert clock.now() >= START


def test_setting_moves_the_clock_and_tells_listeners() -> None:
    clock = SettableClock(START, speed=0)
    told: list[datetime] = []
    clock.on_change(lambda: told.append(clock.now()))
    clock.set(START + timedelta(days=1))
    clock.set(START - timedelta(days=1))
    assert told == [START + timedelta(days=1), START - timedelta(days=1)]


def test_changing_the_speed_keeps_the_moment() -> None:
    clock = SettableClock(START, speed=0)
    clock.set(speed=60)
    assert clock.speed == 60
    assert START <= clock.now() <= START + timedelta(minutes=1)
    clock.set(START, speed=0)
    assert (clock.now(), clock.speed) == (START, 0)
