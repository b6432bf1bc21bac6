"""Fetches Telegram's updates: each batch is stored and committed before the next call confirms it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import telegram_in, telegram_out
from bot.channel import Update
from bot.clock import Clock
from bot.ending import cancel
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


def updates_of(bodies: Sequence[Any], clock: Clock, username: str) -> list[Update]:
    """Give Telegram's raw updates as the inbox keeps them, without those that are for nobody.

    `username` is the bot's own: in groups only what is addressed to it counts.
    """
    at = clock.now()
    read = [(body, telegram_in.read_update(body, at, username)) for body in bodies]
    return [
        Update(telegram_in.CHANNEL, str(arrival.update_id), str(arrival.chat_id), body, at)
        for body, arrival in read
        if arrival is not None
    ]


class TelegramPoller:
    """Long polling, one call at a time."""

    def __init__(self, bot: TelegramBot, inbox: Inbox, clock: Clock) -> None:
        self._bot = bot
        self._inbox = inbox
        self._clock = clock
        self._beside: set[asyncio.Task[None]] = set()

    async def run(self, connected: Callable[[], Awaitable[None]]) -> None:
        """Fetch until cancelled; a network or database that is away is waited for, and nothing is confirmed meanwhile.

        `connected` is called once, beside the fetching.

        Raises:
            GiljabiError: the token is refused.
        """
        try:
            await self._run(connected)
        except InvalidToken:
            raise GiljabiError(REFUSED_TOKEN) from None
        finally:
            await cancel(list(self._beside))

    async def _run(self, connected: Callable[[], Awaitable[None]]) -> None:
        offset, retry, greeted = 0, FIRST_RETRY_SECONDS, False
        while True:
            try:
                await self._bot.initialize()
                if not greeted:
                    self._do_beside(_greet(connected))
                    greeted = True
                offset = await self._fetch(offset)
                retry = FIRST_RETRY_SECONDS
            except InvalidToken:
                raise
            except RetryAfter as error:
                await asyncio.sleep(pause_of(error).total_seconds())
            except (TelegramError, OSError, SQLAlchemyError) as error:
                log.warning("updates can't be taken", why=_why(error), retry_seconds=retry)
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
        await self._inbox.accept(updates_of(bodies, self._clock, self._bot.known_name))
        self.answer_taps(bodies)
        return max(int(body["update_id"]) for body in bodies) + 1

    def answer_taps(self, bodies: Sequence[Any]) -> None:
        """Tell Telegram at once that a tap arrived, so that the button stops turning; the answer follows."""
        for body in bodies:
            if query := body.get("callback_query"):
                self._do_beside(self._answer_tap(query["id"]))

    async def _answer_tap(self, query_id: str) -> None:
        call = telegram_out.answer_tap(query_id)
        try:
            await self._bot.call(call.method, call.params)
        except TelegramError as error:
            log.info("tap not confirmed", why=_why(error))  # too old, or no network: the answer itself still goes out

    def _do_beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _greet(connected: Callable[[], Awaitable[None]]) -> None:
    """Do what can wait while updates are fetched already; it is done anew at the next start where it fails."""
    try:
        await connected()
    except TelegramError as error:
        log.warning("the menus can't be set", why=_why(error))


def _why(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another program fetches this bot's updates, or a webhook is set"
    return type(error).__name__
