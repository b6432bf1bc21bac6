"""A Bot API server, and the application talking to it."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.telegram_scene import Scene, telegram_scene
from tests.bot_api import BotApiServer


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest.fixture
async def scene(sample_url: str, server: BotApiServer) -> AsyncIterator[Scene]:
    async with telegram_scene(sample_url, server) as running:
        yield running
