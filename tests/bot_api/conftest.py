"""A server, and python-telegram-bot's own client for it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.bot_api import BotApiServer


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.url + "/bot") as running:
        yield running
