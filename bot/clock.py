"""The only clock. It can be set, paused and sped up: the demo and the rehearsal do so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time, in aware UTC. A plain clock is the machine's own."""

    def now(self) -> datetime:
        """Give this moment."""
        return datetime.now(UTC)

    @property
    def speed(self) -> float:
        """How many seconds pass in one real second."""
        return 1.0

    def real_time_of(self, moment: datetime) -> datetime | None:
        """Give when `moment` comes by the machine's clock; None while the clock stands still and it lies ahead."""
        return moment

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever the clock is set or its speed changes; a plain clock never is."""


class SettableClock(Clock):
    """A clock that runs at `speed` from `start`; 0 is paused. Set from the event loop's thread, read from any."""

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self._course = (start, datetime.now(UTC), speed)
        self._listeners: list[Callable[[], None]] = []

    @property
    def speed(self) -> float:
        """How many seconds pass in one real second."""
        return self._course[2]

    def now(self) -> datetime:
        """Give this moment, as the clock has it."""
        base, real_base, speed = self._course
        return base + (datetime.now(UTC) - real_base) * speed

    def real_time_of(self, moment: datetime) -> datetime | None:
        """Give when `moment` comes by the machine's clock; None while the clock stands still and it lies ahead."""
        ahead = moment - self.now()
        if ahead <= timedelta(0):
            return datetime.now(UTC)
        if self.speed == 0:
            return None
        return datetime.now(UTC) + ahead / self.speed

    def set(self, moment: datetime | None = None, speed: float | None = None) -> None:
        """Move the clock to `moment`, change its speed, or both, and tell the listeners."""
        self._course = (moment or self.now(), datetime.now(UTC), self.speed if speed is None else speed)
        for listener in self._listeners:
            listener()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever the clock is set or its speed changes."""
        self._listeners.append(listener)
