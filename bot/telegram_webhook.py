"""Telegram's updates by webhook: each is stored and committed before Telegram hears that it arrived.

On where GILJABI_TELEGRAM_WEBHOOK_SECRET is set and GILJABI_PUBLIC_URL leads here by HTTPS; else Telegram is polled.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.clock import Clock
from bot.derived_secrets import derived, same
from bot.errors import GiljabiError
from bot.inbox import Inbox
from bot.settings import Settings
from bot.telegram_bot import REFUSED_TOKEN, TelegramBot
from bot.telegram_http import pause_of
from bot.telegram_poller import ALLOWED_UPDATES, TelegramPoller, updates_of

log = structlog.get_logger()

SECRET_HEADER: Final = "x-telegram-bot-api-secret-token"  # noqa: S105 - a header's name
MAX_BYTES: Final = 1024 * 1024  # an update carries no file: the largest ones seen have some tens of kilobytes
CONNECTIONS: Final = 40  # setWebhook's own default, of 100 at most
RETRY_SECONDS: Final = 5.0
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})

Connected = Callable[[], Awaitable[None]]


def is_wanted(settings: Settings) -> bool:
    """Tell whether updates come by webhook: over HTTPS, or on this machine (a Bot API server of one's own)."""
    url = settings.public_url
    if settings.telegram_token is None or settings.telegram_webhook_secret is None or url is None:
        return False
    return url.scheme == "https" or url.host in LOOPBACK


class TelegramWebhook:
    """The route that Telegram posts to, and its announcement."""

    def __init__(self, bot: TelegramBot, inbox: Inbox, clock: Clock, settings: Settings) -> None:
        self._bot = bot
        self._inbox = inbox
        self._clock = clock
        self._secret = settings.telegram_webhook_secret or ""
        self._url = str(settings.public_url).rstrip("/")
        self._path = f"/telegram/{derived(self._secret, 'telegram webhook path')}"
        self._taps = TelegramPoller(bot, inbox, clock)

    @property
    def route(self) -> Route:
        """The route, at a path that only who knows the secret can tell."""
        return Route(self._path, self.take, methods=["POST"])

    async def announce(self, connected: Connected) -> None:
        """Have Telegram post here, however long it takes to reach it; then stay until cancelled.

        Raises:
            GiljabiError: the token is refused.
        """
        params = {
            "url": self._url + self._path,
            "secret_token": self._secret,
            "allowed_updates": list(ALLOWED_UPDATES),
            "max_connections": CONNECTIONS,
        }
        await until_done(self._bot, "setWebhook", params)
        log.info("webhook set")
        try:
            await connected()
        except TelegramError as error:
            log.warning("the menus can't be set", why=type(error).__name__)
        await asyncio.get_running_loop().create_future()

    async def take(self, request: Request) -> Response:
        """Store one update. 200 tells Telegram that it is committed; after 503 it is posted again."""
        if not same(request.headers.get(SECRET_HEADER, ""), self._secret):
            return _refusal(HTTPStatus.FORBIDDEN, "the secret is missing or wrong")
        content = await _content(request)
        if content is None:
            return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"an update has at most {MAX_BYTES} bytes")
        body = _update(content)
        if body is None:
            return _refusal(HTTPStatus.BAD_REQUEST, "this is no update in JSON")
        try:
            await self._inbox.accept(updates_of([body], self._clock, self._bot.known_name))
        except SQLAlchemyError:
            log.warning("an update could not be stored and was not taken")
            return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, "it could not be stored; please post it again")
        self._taps.answer_taps([body])
        return PlainTextResponse("")


async def until_done(bot: TelegramBot, method: str, params: dict[str, Any]) -> None:
    """Make a call again and again until the server takes it.

    Raises:
        GiljabiError: the token is refused.
    """
    while True:
        wait = RETRY_SECONDS
        try:
            await bot.initialize()
            await bot.call(method, params)
        except InvalidToken:
            raise GiljabiError(REFUSED_TOKEN) from None
        except RetryAfter as error:
            wait = pause_of(error).total_seconds()
        except (TelegramError, OSError) as error:
            log.warning("Telegram can't be told how to send updates", call=method, why=type(error).__name__)
        else:
            return
        await asyncio.sleep(wait)


async def poll_instead(bot: TelegramBot, poller: TelegramPoller, connected: Connected) -> None:
    """Take a webhook of earlier days away, for Telegram gives updates either way, never both; then poll.

    Raises:
        GiljabiError: the token is refused.
    """
    await until_done(bot, "deleteWebhook", {})
    await poller.run(connected)


async def _content(request: Request) -> bytes | None:
    """Read the body; None where it is too large, without reading it all."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MAX_BYTES:
            return None
    return bytes(content)


def _update(content: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    is_update = isinstance(body, dict) and isinstance(body.get("update_id"), int)
    return body if is_update else None


def _refusal(status: HTTPStatus, words: str) -> Response:
    return PlainTextResponse(words, status)
