"""How fast one chat may be written to."""

import math
from collections import deque

from bot.pacing import CLOCK_MARGIN
from bot.pacing_limits import Limits

MINUTE = 60.0


class ChatPace:
    """The pace of one chat, which gets one call at a time.

    A bucket of `chat_burst` calls, filled at `chat_per_second` (the generic cell rate algorithm, ITU-T I.371: the whole
    bucket is one number, the time at which it is full again); a group has its window of a minute besides. As the next
    call leaves after the last was answered, counting from the answer is never too early.
    """

    __slots__ = ("_burst", "_full_at", "_interval", "_minute", "_per_minute", "_ready_at", "paused_until")

    def __init__(self, limits: Limits, *, is_group: bool) -> None:
        rate = limits.chat_per_second
        self._interval = 1 / rate + CLOCK_MARGIN if rate else 0.0
        self._burst = (limits.chat_burst - 1) * self._interval
        self._per_minute = limits.group_per_minute if is_group else None
        self._minute: deque[float] | None = deque(maxlen=self._per_minute) if self._per_minute else None
        self._full_at = -math.inf
        self._ready_at = -math.inf
        self.paused_until = -math.inf

    @property
    def ready_at(self) -> float:
        """When the next call may leave."""
        return self._ready_at

    @property
    def rested_at(self) -> float:
        """When nothing is left to remember: the bucket is full, the minute over, the pause past."""
        minute = self._minute[-1] + MINUTE + CLOCK_MARGIN if self._minute else -math.inf
        return max(self._full_at, self._ready_at, minute)

    def answered(self, now: float) -> None:
        """Note that a call has arrived."""
        if self._interval:
            self._full_at = max(self._full_at, now) + self._interval
            self._ready_at = max(self._ready_at, self._full_at - self._burst)
        if self._minute is not None:
            self._minute.append(now)
            if len(self._minute) == self._per_minute:
                self._ready_at = max(self._ready_at, self._minute[0] + MINUTE + CLOCK_MARGIN)

    def pause(self, now: float, wait: float) -> None:
        """Let nothing leave for `wait` seconds, and nothing in a burst afterwards."""
        self.paused_until = max(self.paused_until, now + wait + CLOCK_MARGIN)
        self._ready_at = max(self._ready_at, self.paused_until)
        self._full_at = max(self._full_at, self._ready_at + self._burst)
