"""python-telegram-bot's Bot, with calls that carry and give plain JSON.

The inbox stores updates as they came and the answers to them as parameters, so objects would be built only to be taken
apart again. Errors are python-telegram-bot's own.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest, RequestData

from bot.errors import GiljabiError
from bot.files import FETCH_LIMIT, NotFetched
from bot.settings import Settings
from bot.telegram_http import AiohttpRequest
from bot.telegram_params import RawParams

REFUSED_TOKEN = "Telegram refuses the token. Copy it anew from @BotFather into GILJABI_TELEGRAM_TOKEN."  # noqa: S105


class TelegramBot(Bot):
    """A Bot on the aiohttp backend."""

    def __init__(self, token: str, api_url: str) -> None:
        """Prepare to talk to the Bot API server at `api_url`, such as https://api.telegram.org."""
        server = api_url.rstrip("/")
        self._http, self._polling = AiohttpRequest(), AiohttpRequest(connections=1)
        super().__init__(
            token,
            base_url=f"{server}/bot",
            base_file_url=f"{server}/file/bot",
            request=self._http,
            get_updates_request=self._polling,  # apart, so that no rush of answers keeps it from a connection
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

        Goes past the Bot's own preparation of parameters, which costs as much as the call itself.

        Raises:
            telegram.error.TelegramError: what the server or the network said.
        """
        raw = cast("RequestData", RawParams(dict(params), {}))
        timeout = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
        http = self._polling if method == "getUpdates" else self._http
        return await http.post(f"{self.base_url}/{method}", raw, read_timeout=timeout)

    async def download(self, file_id: str) -> bytes:
        """Give what is in a file that somebody sent.

        Raises:
            NotFetched: it is larger than bots are given, gone, or Telegram can't be reached. The reason is not passed
                on: an address has the token in it.
        """
        try:
            await self._http.initialize()  # in a process that only serves pages nobody has done so
            told = await self.call("getFile", {"file_id": file_id})
            path = told.get("file_path", "") if isinstance(told, dict) else ""
            if not path or path.startswith("/") or told.get("file_size", 0) > FETCH_LIMIT:
                raise NotFetched("no file of that size, or not by HTTP")
            return await self._http.retrieve(f"{self.base_file_url}/{quote(path)}")
        except TelegramError as error:
            raise NotFetched(type(error).__name__) from None


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
