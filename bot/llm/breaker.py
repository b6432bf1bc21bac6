"""A circuit breaker: after some failures in a row nobody is asked for a while, so that nobody waits for nothing."""

from collections.abc import Callable
from typing import Final

FAILURES: Final = 3  # in a row
REST_SECONDS: Final = 60.0


class Breaker:
    """Counts failures in a row. After a rest it lets through again; the next failure begins another rest."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._failures = 0
        self._rests_until = float("-inf")

    def lets_through(self) -> bool:
        """Tell whether there may be another try now."""
        return self._monotonic() >= self._rests_until

    def failed(self) -> bool:
        """Note a failure; tell whether a rest begins with it."""
        self._failures += 1
        begins = self._failures >= FAILURES and self.lets_through()
        if begins:
            self._rests_until = self._monotonic() + REST_SECONDS
        return begins

    def succeeded(self) -> None:
        """Note a success: whatever went wrong is over."""
        self._failures = 0
