"""How fast a channel may be written to: a window that holds by construction, an even spread, and a rate that learns.

**The window.** At most `ceil(rate)` calls in any `ceil(rate) / rate` seconds (30 in one second). The messenger counts a
call when it arrives, some time between leaving here and being answered. The later of two calls arrives no sooner than
it left plus the way there, the earlier arrived no later than its answer less the way back; so a call's second starts at
its answer, less (most of) the shortest time that any answer took. No jitter of the network and no stalled event loop
then puts 31 calls in one second, and a long but steady way costs little.

**The spread.** Calls that nobody is waiting for are spaced evenly (the leaky bucket as a meter, ITU-T I.371, with a
little credit for late timers). Whoever hurries may use the window's next free place at once, and with others spread
evenly that is at most `1 / rate` away.

**The rate** follows additive increase, multiplicative decrease, which is what converges when the limit is unknown and
shared: D.-M. Chiu, R. Jain, 'Analysis of the Increase and Decrease Algorithms for Congestion Avoidance in Computer
Networks', 1989.

- A 429 pauses everything for as long as it says, and the rate falls to `KEEP` of what the messenger accepted in the
  second before: that count *is* its limit when the limit is per second (the delivery-rate sample of BBR, N. Cardwell et
  al., 2016). By half at most (RFC 5681), since what was accepted may have been little for other reasons. Refusals of
  calls that left before the fall belong to the same event (RFC 6582).
- While the rate is what holds calls back, each accepted one lets it grow by `GROWTH`, up to the published limit: by
  calls, not by seconds, so that a slow messenger is put to the test as rarely per call as a fast one. A sender with
  little to say learns nothing and keeps the rate it found (RFC 7661).
"""

import math
from collections import deque
from dataclasses import dataclass

from bot.pacing_limits import TELEGRAM, UNLIMITED, Limits

# A call without an answer is taken to have arrived this long after it left.
UNANSWERED = 0.5
# The shortest time of so many answers is known well enough to rely on this part of it.
TRIPS = 30
SHORTEST_TRIP_PART = 0.75
# The clocks of two machines, and two clocks of one, are adjusted at up to 500 ppm (adjtimex(2)); and a little.
CLOCK_MARGIN = 0.001
# How much of the spread a late timer may make good: three calls at 30/s.
SPREAD_CREDIT = 0.1
# After a fall to 95%, a growth of 0.25% a second finds the limit again after 20 s; the pause of a second that this
# costs is 5% of them. From 15/s back to 30/s takes 5 minutes of steady sending.
KEEP = 0.95
FALL_AT_MOST = 0.5
GROWTH = 0.0025
SLOWEST = 0.2  # a second


@dataclass(slots=True, eq=False)
class Slot:
    """A call's place in the window: when it left, when it counts from, whether it had to wait for its place."""

    left_at: float
    counts_from: float
    held: bool = False
    accepted: bool = False
    counted: bool = True


class Pace:
    """The pace of one channel. Times are seconds of a monotonic clock, which the caller reads.

    It is asked `free_at` before every call, told `leave` when the call leaves, and `answered` or `refused` after it.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rate = limits.per_second or math.inf
        self.paused_until = -math.inf
        self._slots: deque[Slot] = deque()
        self._next_even = -math.inf
        self._held = False
        self._fell_at = -math.inf
        self._trips = 0
        self._shortest_trip = math.inf

    @classmethod
    def telegram(cls) -> "Pace":
        """Make a pace that starts from Telegram's published limits."""
        return cls(TELEGRAM)

    @classmethod
    def unlimited(cls) -> "Pace":
        """Make a pace without limits; it pauses when told to."""
        return cls(UNLIMITED)

    def free_at(self, now: float, *, hurry: bool) -> float:
        """Give when the next call may leave, `now` or earlier meaning at once. `hurry`: a person is waiting for it."""
        if self.rate == math.inf:
            return self.paused_until
        free = max(self.paused_until, self._place_free_at(now))
        if not hurry:
            free = max(free, self._next_even)
        self._held = self._held or free > now
        return free

    def leave(self, now: float, *, hurry: bool) -> Slot:
        """Note that a call leaves."""
        slot = Slot(now, now + UNANSWERED, self._held)
        if self.rate == math.inf:
            return slot
        self._held = False
        self._slots.append(slot)
        if not hurry:
            self._next_even = max(self._next_even, now - SPREAD_CREDIT) + 1 / self.rate
        return slot

    def answered(self, slot: Slot, now: float, *, accepted: bool) -> None:
        """Note that a call came to its end in any way but a refusal for being one too many."""
        slot.accepted = accepted
        if accepted:
            self._trips += 1
            self._shortest_trip = min(self._shortest_trip, now - slot.left_at)
        self._arrived(slot, now)
        if accepted and slot.held and self.limits.per_second and slot.left_at > self._fell_at:
            self.rate = min(self.limits.per_second, self.rate + GROWTH)

    def refused(self, slot: Slot, now: float, wait: float) -> None:
        """Note that the messenger asked for a pause of `wait` seconds, and slow down."""
        self.pause(now, wait)
        self._arrived(slot, now)
        if slot.left_at <= self._fell_at or self.rate == math.inf:
            return
        allowed = sum(one.accepted for one in self._slots if one.counts_from > now - 1)
        if slot.held or allowed > self.rate * FALL_AT_MOST:
            found = min(self.rate, float(allowed)) * KEEP
            self.rate = max(SLOWEST, self.rate * FALL_AT_MOST, found)
            self._fell_at = now

    def leave_uncounted(self, now: float) -> Slot:
        """Note that a call leaves which the limits don't count; it heeds `paused_until` and nothing else."""
        return Slot(now, now, counted=False)

    def pause(self, now: float, wait: float) -> None:
        """Let nothing leave for `wait` seconds."""
        self.paused_until = max(self.paused_until, now + wait + CLOCK_MARGIN)

    def _arrived(self, slot: Slot, now: float) -> None:
        certain = self._shortest_trip * SHORTEST_TRIP_PART if self._trips >= TRIPS else 0.0
        slot.counts_from = min(slot.counts_from, now - certain)

    def _place_free_at(self, now: float) -> float:
        places = math.ceil(self.rate)
        span = places / self.rate + CLOCK_MARGIN
        slots = self._slots
        while slots and slots[0].counts_from + span <= now:
            slots.popleft()
        return slots[-places].counts_from + span if len(slots) >= places else -math.inf
