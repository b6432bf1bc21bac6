"""The only clock. It can be set, paused and sped up: the demo and the rehearsal do so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time, in aware UTC. A plain clock is the machine's own."""

    def now(self) -> datetime:
        """Give this moment."""
        return datetime.now(UTC)

    def real_time_of(self, moment: datetime) -> datetime | None:
        """Give when `moment` comes by the machine's clock; None while the clock stands still and it lies ahead."""
        return moment

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever the clock is set or its speed changes; a plain clock never is."""


class SettableClock(Clock):
    """A clock that runs at `speed` from `start`; 0 is paused. Set and read from the event loop's thread."""

    def __init__(self, start: datetime, speed: float = 1.0) -> None:
        self._base = start
        self._real_base = datetime.now(UTC)
        self._speed = speed
        self._listeners: list[Callable[[], None]] = []

    @property
    def speed(self) -> float:
        """How many seconds pass in one real second."""
        return self._speed

    def now(self) -> datetime:
        """Give this moment, as the clock has it."""
        return self._base + (datetime.now(UTC) - self._real_base) * self._speed

    def real_time_of(self, moment: datetime) -> datetime | None:
        """Give when `moment` comes by the machine's clock; None while the clock stands still and it lies ahead."""
        ahead = moment - self.now()
        if ahead <= timedelta(0):
            return datetime.now(UTC)
        if self._speed == 0:
            return None
        return datetime.now(UTC) + ahead / self._speed

    def set(self, moment: datetime | None = None, speed: float | None = None) -> None:
        """Move the clock to `moment`, change its speed, or both, and tell the listeners."""
        self._base = moment or self.now()
        self._real_base = datetime.now(UTC)
        if speed is not None:
            self._speed = speed
        for listener in self._listeners:
            listener()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever the clock is set or its speed changes."""
        self._listeners.append(listener)
