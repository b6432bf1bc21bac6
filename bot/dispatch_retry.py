"""Whether a call that failed is repeated, and after how long; whose limit a 429 speaks of."""

import math
import random

from bot.dispatch_chat import Chat
from bot.dispatch_job import Work
from bot.pacing import Slot

# A call whose outcome is unknown may have been seen: few repetitions, not at once.
UNKNOWN_TRIES = 3
UNKNOWN_PAUSE = 2.0  # seconds
# A call that fails while others pass is at fault itself: it backs off alone, then ends.
ALONE_TRIES = 8
ALONE_LONGEST_PAUSE = 60.0  # seconds
# A second chat that is refused this soon after another was: the limit is everybody's.
SUSPICION = 1.0  # seconds


def pause_after_unknown(work: Work) -> float | None:
    """Give the seconds until a call of unknown outcome is repeated; None where it was repeated enough."""
    work.unknown += 1
    return UNKNOWN_PAUSE if work.unknown < UNKNOWN_TRIES else None


def pause_after_unavailable(work: Work, now: float, answered_at: float, rng: random.Random) -> float | None:
    """Give the seconds that a call which could not be made waits for reasons of its own; None where it should end.

    `answered_at` is when the messenger last answered anything. An outage is no such reason: nothing is lost in it.
    """
    if work.failed_at < answered_at:
        work.alone += 1
    work.failed_at = now
    if work.alone >= ALONE_TRIES:
        return None
    return rng.uniform(0, min(2.0**work.alone, ALONE_LONGEST_PAUSE)) if work.alone else 0.0


class Suspicion:
    """Guesses whose limit a 429 speaks of where the messenger doesn't tell."""

    def __init__(self) -> None:
        self._chat: Chat | None = None
        self._since = -math.inf

    def falls_on(self, chat: Chat, slot: Slot, now: float) -> bool:
        """Tell whether it is the chat's own limit: it was written to lately, and no other chat is suspect already."""
        if chat.pace.rested_at <= slot.left_at or (self._chat is not chat and now - self._since < SUSPICION):
            return False
        self._chat, self._since = chat, now
        return True
