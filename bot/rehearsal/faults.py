"""What goes wrong on the rehearsal's messenger, drawn from a seed: 429, 403, outages, answers that get lost."""

import random
import time
from collections import Counter
from datetime import timedelta

from bot.outcomes import CallProblem, OutcomeUnknown, Paused, Unavailable, Unreachable

TOO_MANY = 0.004  # of calls: each pauses the whole messenger
PAUSE = timedelta(seconds=0.3)  # of real time
LOST_ANSWERS = 0.004  # of calls: taken, but nobody hears that
OUTAGE_SECONDS = 1.0


class Faults:
    """Decides what becomes of each call; counts what it did."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._down_until = 0.0
        self.blocked: set[str] = set()
        self.counts: Counter[str] = Counter()

    def begin_outage(self) -> None:
        """Be away for a while."""
        self._down_until = time.monotonic() + OUTAGE_SECONDS
        self.counts["outages"] += 1

    def before(self, address: str) -> CallProblem | None:
        """Give why a call is not taken, None where it is."""
        if time.monotonic() < self._down_until:
            return Unavailable("away")
        if address in self.blocked:
            self.counts["403"] += 1
            return Unreachable("blocked")
        if self._rng.random() < TOO_MANY:
            self.counts["429"] += 1
            return Paused(PAUSE)
        return None

    def after(self) -> CallProblem | None:
        """Give why a call that was taken looks as if it might not have been; None where it doesn't."""
        if self._rng.random() < LOST_ANSWERS:
            self.counts["lost answers"] += 1
            return OutcomeUnknown("the answer was lost")
        return None
