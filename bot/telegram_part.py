"""Telegram in an application: the bot, how its updates come, and its pace. Without a token nothing of it is there."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from starlette.routing import BaseRoute

from bot.channel import Channel
from bot.clock import Clock
from bot.files import Fetch, Files
from bot.inbox import Inbox
from bot.pacing import Pace
from bot.pacing_limits import TELEGRAM
from bot.settings import Settings
from bot.telegram_bot import TelegramBot
from bot.telegram_channel import TelegramChannel
from bot.telegram_menu import publish_menus
from bot.telegram_poller import TelegramPoller
from bot.telegram_webhook import TelegramWebhook, is_wanted, poll_instead


class TelegramPart:
    """What an application needs of Telegram. Updates come by webhook where that is wanted, else they are polled."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        token = settings.telegram_token
        self._bot = TelegramBot(token.get_secret_value(), str(settings.telegram_api_url)) if token else None
        self.by_webhook = is_wanted(settings)
        self.webhook: TelegramWebhook | None = None

    @property
    def known_name(self) -> str:
        """The bot's user name; '' before the server was reached."""
        return self._bot.known_name if self._bot else ""

    @property
    def fetch(self) -> Mapping[str, Fetch]:
        """How files are fetched that people sent on Telegram."""
        return {TelegramChannel.name: self._bot.download} if self._bot else {}

    def channels(self, files: Files) -> Mapping[str, Channel]:
        """Give the channel."""
        return {TelegramChannel.name: TelegramChannel(self._bot, files)} if self._bot else {}

    @property
    def paces(self) -> Mapping[str, Pace]:
        """How fast may be sent: bots that pay for it may send faster, and a server of one's own has no limits."""
        rate = self._settings.telegram_per_second
        return {TelegramChannel.name: Pace(replace(TELEGRAM, per_second=rate)) if rate else Pace.unlimited()}

    def listen(self, inbox: Inbox) -> None:
        """Take updates into `inbox`, where they come by webhook."""
        if self._bot and self.by_webhook:
            self.webhook = TelegramWebhook(self._bot, inbox, self._clock, self._settings)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """The webhook's route, where there is one."""
        return [self.webhook.route] if self.webhook else []

    def announced(self) -> list[asyncio.Task[None]]:
        """Begin to tell Telegram where to post, for as long as it takes."""
        if self._bot is None or self.webhook is None:
            return []
        return [asyncio.create_task(self.webhook.announce(partial(publish_menus, self._bot)))]

    def polled(self, inbox: Inbox) -> list[asyncio.Task[None]]:
        """Begin to poll, where updates don't come by webhook."""
        if self._bot is None or self.by_webhook:
            return []
        poller = TelegramPoller(self._bot, inbox, self._clock)
        return [asyncio.create_task(poll_instead(self._bot, poller, partial(publish_menus, self._bot)))]

    async def close(self) -> None:
        """Let the connections go."""
        if self._bot:
            await self._bot.shutdown()
