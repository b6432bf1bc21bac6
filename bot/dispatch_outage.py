"""When a messenger does not answer: nobody calls it for a while, then one call tries, then all go on."""

import math
import random

# 'Exponential Backoff And Jitter', AWS Architecture Blog, 2015: full jitter. Seconds.
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
# So many calls in a row without an answer are no accident of one of them.
SILENCE = 5


class Outage:
    """Whether a messenger is down. Times are monotonic seconds; `since` is None while it is up."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.since: float | None = None
        self._round_at = -math.inf
        self._longest = FIRST_WAIT
        self._try_at = -math.inf
        self._silent = 0

    @property
    def try_at(self) -> float:
        """When the next call may try; infinite while one is trying."""
        return self._try_at

    def leave(self) -> None:
        """Note that a call leaves: while the messenger is down it is the only one."""
        if self.since is not None:
            self._try_at = math.inf

    def answered(self) -> None:
        """Note that the messenger answered, whatever it said."""
        self._silent = 0
        if self.since is not None:
            self.since = None
            self._longest = FIRST_WAIT
            self._try_at = -math.inf

    def failed(self, left_at: float, now: float) -> None:
        """Note that a call could not be made. Calls that left before the last such note say nothing new."""
        if left_at < self._round_at:
            return
        self.since = now if self.since is None else self.since
        self._round_at = now
        self._try_at = now + self._rng.uniform(0, self._longest)
        self._longest = min(self._longest * 2, LONGEST_WAIT)

    def unanswered(self, left_at: float, now: float) -> None:
        """Note that a call ended without an answer: once it may be bad luck."""
        self._silent += 1
        if self.since is not None or self._silent >= SILENCE:
            self.failed(left_at, now)
