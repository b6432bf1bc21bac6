"""Whether a call that failed is repeated, and after how long; whose limit a 429 speaks of."""

import math

from bot.dispatch_chat import Chat
from bot.dispatch_job import Work
from bot.pacing import Slot

# A call whose outcome is unknown may have been seen: few repetitions, not at once.
UNKNOWN_TRIES = 3
UNKNOWN_PAUSE = 2.0  # seconds
# After a call that could not be made others may go first, more so each time: one message's trouble is not everybody's.
YIELD = 0.01  # seconds
YIELD_GROWTH = 4.0
LONGEST_YIELD = 60.0  # seconds
# A message that fails so often while others pass is at fault itself.
ALONE_TRIES = 8
# A second chat that is refused this soon after another was: the limit is everybody's.
SUSPICION = 1.0  # seconds


def pause_after_unknown(work: Work) -> float | None:
    """Give the seconds until a call of unknown outcome is repeated; None where it was repeated enough."""
    work.unknown += 1
    work.failures += 1
    return UNKNOWN_PAUSE if work.unknown < UNKNOWN_TRIES else None


def pause_after_unavailable(work: Work, now: float, answered_at: float) -> float | None:
    """Give the seconds that a message whose call could not be made lets others go first; None where it should end.

    `answered_at` is when the messenger last answered anything: in an outage nothing is lost.
    """
    work.failures += 1
    work.alone += work.failed_at < answered_at
    work.failed_at = now
    return min(YIELD * YIELD_GROWTH**work.failures, LONGEST_YIELD) if work.alone < ALONE_TRIES else None


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
