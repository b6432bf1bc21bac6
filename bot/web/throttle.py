"""A limit on how often something may happen for one key, in bounded memory."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

MOST_KEYS = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    seen: float


class Throttle:
    """Lets `burst` happen at once for a key, and one more every `seconds_each`; forgets the keys seen longest ago."""

    def __init__(self, burst: int, seconds_each: float, timer: Callable[[], float] = monotonic) -> None:
        self._burst = burst
        self._seconds_each = seconds_each
        self._timer = timer
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, key: str) -> float:
        """Give the seconds until one more may happen, 0 where it may now."""
        bucket = self._bucket(key)
        return max(0.0, (1 - bucket.left) * self._seconds_each)

    def take(self, key: str) -> None:
        """Count one."""
        bucket = self._bucket(key)
        bucket.left = max(0.0, bucket.left - 1)

    def _bucket(self, key: str) -> _Bucket:
        now = self._timer()
        bucket = self._buckets.pop(key, None) or _Bucket(self._burst, now)
        bucket.left = min(self._burst, bucket.left + (now - bucket.seen) / self._seconds_each)
        bucket.seen = now
        self._buckets[key] = bucket
        if len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        return bucket
