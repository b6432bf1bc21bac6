"""A local Telegram Bot API server for tests, rehearsals and benchmarks.

async with BotApiServer() as server:
    kim = server.user(1)
    await kim.start("CODE")
    await server.wait_for(lambda: kim.messages)
"""

from tests.bot_api.faults import Kind
from tests.bot_api.flood import TELEGRAM, Limits
from tests.bot_api.people import Group, Person, Seen
from tests.bot_api.server import TOKEN, BotApiServer

__all__ = ["TELEGRAM", "TOKEN", "BotApiServer", "Group", "Kind", "Limits", "Person", "Seen"]
