"""Fetches Telegram's updates: each batch is stored and committed before the next call confirms it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot import telegram_in, telegram_out
from bot.channel import Update
from bot.clock import Clock
from bot.errors import GiljabiError
from bot.inbox import Inbox
from bot.telegram_bot import REFUSED_TOKEN, TelegramBot
from bot.telegram_http import pause_of

log = structlog.get_logger()

POLL_SECONDS = 25  # how long the server keeps a call open while there is nothing to fetch
READ_MARGIN_SECONDS = 10
ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")
FIRST_RETRY_SECONDS = 0.5
LAST_RETRY_SECONDS = 30.0


def updates_of(bodies: Sequence[Any], clock: Clock) -> list[Update]:
    """Give Telegram's raw updates as the inbox keeps them; what is for nobody has no sender."""
    return [_update(body, clock) for body in bodies]


def _update(body: Any, clock: Clock) -> Update:
    arrival = telegram_in.read_update(body, clock.now())
    sender = str(arrival.chat_id) if arrival else ""
    return Update(telegram_in.CHANNEL, str(body["update_id"]), sender, body, clock.now())


class TelegramPoller:
    """Long polling, one call at a time."""

    def __init__(self, bot: TelegramBot, inbox: Inbox, clock: Clock) -> None:
        self._bot = bot
        self._inbox = inbox
        self._clock = clock
        self._taps: set[asyncio.Task[None]] = set()

    async def run(self, connected: Callable[[], Awaitable[None]]) -> None:
        """Fetch until cancelled; a network that is away is waited for. `connected` is called once, beside the fetching.

        Raises:
            GiljabiError: the token is refused.
        """
        offset = 0
        retry = FIRST_RETRY_SECONDS
        greeting: asyncio.Task[None] | None = None
        while True:
            try:
                await self._bot.initialize()
                greeting = greeting or asyncio.create_task(_beside(connected))
                offset = await self._fetch(offset)
                retry = FIRST_RETRY_SECONDS
            except InvalidToken:
                raise GiljabiError(REFUSED_TOKEN) from None
            except RetryAfter as error:
                await asyncio.sleep(pause_of(error).total_seconds())
            except (TelegramError, OSError) as error:
                log.warning("updates can't be fetched", why=_why(error), retry_seconds=retry)
                await asyncio.sleep(retry)
                retry = min(retry * 2, LAST_RETRY_SECONDS)

    async def _fetch(self, offset: int) -> int:
        """Fetch once and give the next offset; it confirms what was stored."""
        bodies = await self._bot.call(
            "getUpdates",
            {"offset": offset, "timeout": POLL_SECONDS, "allowed_updates": list(ALLOWED_UPDATES)},
            read_timeout=POLL_SECONDS + READ_MARGIN_SECONDS,
        )
        if not bodies:
            return offset
        await self._inbox.accept(updates_of(bodies, self._clock))
        self.answer_taps(bodies)
        return int(bodies[-1]["update_id"]) + 1

    def answer_taps(self, bodies: Sequence[Any]) -> None:
        """Tell Telegram at once that a tap arrived, so that the button stops turning; the answer follows."""
        for body in bodies:
            if query := body.get("callback_query"):
                task = asyncio.ensure_future(self._answer_tap(query["id"]))
                self._taps.add(task)
                task.add_done_callback(self._taps.discard)

    async def _answer_tap(self, query_id: str) -> None:
        call = telegram_out.answer_tap(query_id)
        try:
            await self._bot.call(call.method, call.params)
        except (BadRequest, NetworkError) as error:
            log.info("tap not confirmed", why=_why(error))  # too old, or no network: the answer itself still goes out


async def _beside(connected: Callable[[], Awaitable[None]]) -> None:
    """Do what can wait while updates are fetched already; it is done anew at the next start where it fails."""
    try:
        await connected()
    except TelegramError as error:
        log.warning("the menus can't be set", why=_why(error))


def _why(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another program fetches this bot's updates, or a webhook is set"
    return type(error).__name__
