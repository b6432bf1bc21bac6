"""What a messenger allows, as far as it is published: the figures that a pace starts from."""

from dataclasses import dataclass

# core.telegram.org/bots/faq, 'My bot is hitting limits, how do I avoid this?': about 30 messages a second over all
# chats; one a second in one chat, where short bursts may pass; 20 a minute in one group. How long a burst may be is not
# said. The true limits vary and are not published: these are where a pace starts, 429 is what it obeys.
TELEGRAM_PER_SECOND = 30.0
TELEGRAM_CHAT_PER_SECOND = 1.0
TELEGRAM_CHAT_BURST = 3
TELEGRAM_GROUP_PER_MINUTE = 20
# Answers to taps do not count (core.telegram.org/bots/faq speaks of messages); nor do a bot's menus.
TELEGRAM_UNCOUNTED = frozenset({"answerCallbackQuery", "setMyCommands", "deleteMyCommands", "setChatMenuButton"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls allowed; None is no limit.

    `per_second` over all chats; `chat_per_second` in one chat, after `chat_burst` at once; `group_per_minute` in one
    group, besides. Calls of the `uncounted` methods may be made at any time.
    """

    per_second: float | None = None
    chat_per_second: float | None = None
    chat_burst: int = 1
    group_per_minute: int | None = None
    uncounted: frozenset[str] = frozenset()


UNLIMITED = Limits()
TELEGRAM = Limits(
    TELEGRAM_PER_SECOND, TELEGRAM_CHAT_PER_SECOND, TELEGRAM_CHAT_BURST, TELEGRAM_GROUP_PER_MINUTE, TELEGRAM_UNCOUNTED
)
