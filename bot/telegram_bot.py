"""python-telegram-bot's Bot, with calls that carry and give plain JSON.

The inbox stores updates as they came and the answers to them as parameters, so objects would be built only to be taken
apart again. Errors are python-telegram-bot's own.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.errors import GiljabiError
from bot.settings import Settings
from bot.telegram_http import AiohttpRequest

REFUSED_TOKEN = "Telegram refuses the token. Copy it anew from @BotFather into GILJABI_TELEGRAM_TOKEN."  # noqa: S105


class TelegramBot(Bot):
    """A Bot on the aiohttp backend."""

    def __init__(self, token: str, api_url: str) -> None:
        """Prepare to talk to the Bot API server at `api_url`, such as https://api.telegram.org."""
        server = api_url.rstrip("/")
        super().__init__(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        )

        self._known_name = ""

    async def initialize(self) -> None:
        """Open the connections and learn the bot's own name; again has no effect."""
        await super().initialize()
        self._known_name = self.username

    @property
    def known_name(self) -> str:
        """The bot's user name; '' before the server was reached."""
        return self._known_name

    async def call(self, method: str, params: Mapping[str, Any], *, read_timeout: float | None = None) -> Any:
        """Call a method of the Bot API and give its `result`.

        Raises:
            telegram.error.TelegramError: what the server or the network said.
        """
        if read_timeout is None:
            return await self._post(method, dict(params))
        return await self._post(method, dict(params), read_timeout=read_timeout)


def bot_name(settings: Settings) -> str:
    """Ask Telegram for the bot's user name; '' where no token is set.

    Raises:
        GiljabiError: the token is refused, or Telegram can't be reached.
    """
    token = settings.telegram_token
    if token is None:
        return ""
    bot = TelegramBot(token.get_secret_value(), str(settings.telegram_api_url))

    async def ask() -> str:
        async with bot:
            return bot.known_name

    try:
        return asyncio.run(ask())
    except InvalidToken:
        raise GiljabiError(REFUSED_TOKEN) from None
    except TelegramError as error:
        raise GiljabiError(f"Telegram can't be reached at {settings.telegram_api_url}: {error.message}") from None
