"""python-telegram-bot's Bot, with calls that carry and give plain JSON.

The inbox stores updates as they came and the answers to them as parameters, so objects would be built only to be taken
apart again. Errors are python-telegram-bot's own.
"""

from collections.abc import Mapping
from typing import Any

from telegram import Bot

from bot.telegram_http import AiohttpRequest


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

    async def call(self, method: str, params: Mapping[str, Any], *, read_timeout: float | None = None) -> Any:
        """Call a method of the Bot API and give its `result`.

        Raises:
            telegram.error.TelegramError: what the server or the network said.
        """
        if read_timeout is None:
            return await self._post(method, dict(params))
        return await self._post(method, dict(params), read_timeout=read_timeout)
