"""Telegram's flood limits: whole bot per second, one private chat per second, one group per minute.

The true limits are not published and vary; the figures in `TELEGRAM` are the ones Telegram's FAQ names. Edits count,
answers to taps do not. `silent_global_per_second` is a lower limit that nobody was told of, to see that a sender obeys
429 rather than a number.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bot_api.errors import too_many_requests

COUNTED = frozenset(
    {
        "sendMessage",
        "sendVenue",
        "sendLocation",
        "sendPhoto",
        "sendDocument",
        "sendVoice",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages allowed; None is no limit. `private_burst` messages may come at once before the rate holds."""

    global_per_second: float | None = None
    private_per_second: float | None = None
    private_burst: int = 3
    group_per_minute: int | None = None
    silent_global_per_second: float | None = None

    @property
    def effective_global(self) -> float | None:
        """The lower of the published and the silent limit."""
        known = [limit for limit in (self.global_per_second, self.silent_global_per_second) if limit]
        return min(known, default=None)


TELEGRAM = Limits(global_per_second=30, private_per_second=1, private_burst=3, group_per_minute=20)


@dataclass(slots=True)
class _Window:
    """At most `size` events in `seconds`."""

    size: int
    seconds: float
    events: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.events and self.events[0] <= now - self.seconds:
            self.events.popleft()
        return 0.0 if len(self.events) < self.size else self.events[0] + self.seconds - now

    def take(self, now: float) -> None:
        self.events.append(now)


@dataclass(slots=True)
class _Bucket:
    """`burst` events at once, then `rate` a second."""

    rate: float
    burst: int
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        self.tokens = min(float(self.burst), self.tokens + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate

    def take(self, now: float) -> None:
        self.wait(now)
        self.tokens -= 1


class Flood:
    """Counts what was sent and refuses what is too much."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.set(Limits())

    def set(self, limits: Limits) -> None:
        """Hold `limits` from now on; what was counted is forgotten."""
        self.limits = limits
        rate = limits.effective_global
        self._everyone = _Window(max(1, int(rate)), max(1.0, 1 / rate)) if rate else None
        self._chats: dict[int, _Window | _Bucket] = {}

    def check(self, method: str, chat_id: int) -> None:
        """Count one call, or raise the 429 it earns."""
        if method not in COUNTED or self.limits == Limits():
            return
        now = self._clock()
        counters = [counter for counter in (self._everyone, self._chat(chat_id, now)) if counter]
        wait = max((counter.wait(now) for counter in counters), default=0.0)
        if wait > 0:
            raise too_many_requests(max(1, int(wait + 0.999)))
        for counter in counters:
            counter.take(now)

    def _chat(self, chat_id: int, now: float) -> "_Window | _Bucket | None":
        counter = self._chats.get(chat_id)
        if counter is None and chat_id < 0 and self.limits.group_per_minute:
            counter = self._chats[chat_id] = _Window(self.limits.group_per_minute, 60.0)
        if counter is None and chat_id > 0 and self.limits.private_per_second:
            burst = self.limits.private_burst
            counter = self._chats[chat_id] = _Bucket(self.limits.private_per_second, burst, float(burst), now)
        return counter
