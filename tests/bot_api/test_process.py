"""The server as a process of its own, steered through /control/."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.bot_api import TOKEN

ROOT = Path(__file__).parents[2]


class Remote:
    """The control endpoint of a server elsewhere."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session

    async def ask(self, what: str, expected: int = 200, **body: Any) -> dict[str, Any]:
        """Call one action; `expected` is the status it must answer with."""
        async with self.session.post(f"{self.url}/control/{what}", json=body) as answer:
            assert answer.status == expected
            content: dict[str, Any] = await answer.json()
            return content


@pytest.fixture
async def remote() -> AsyncIterator[Remote]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot_api", "--limits", "telegram", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session:
        yield Remote(url, session)
    process.terminate()
    assert await process.wait() == 0


async def test_process_is_steered_from_outside(remote: Remote) -> None:
    async with Bot(TOKEN, base_url=remote.url + "/bot") as bot:
        await remote.ask("messages", messages=[{"user": 5, "text": "/start X1"}, {"user": 5, "text": "hi"}])
        await remote.ask("crowd", people=3, each=2, text="hello")
        await remote.ask("crowd", people=2, text="slowly", rate=1000.0)
        await remote.ask("join", people=10, first=2000)
        started = (await bot.get_updates(timeout=5))[0]
        assert started.message is not None
        assert (started.message.text, started.message.entities[0].type) == ("/start X1", "bot_command")
        await bot.get_updates(offset=started.update_id + 10)
        assert (await remote.ask("wait", pending=0, timeout=5))["updates_pending"] == 0
        await bot.send_message(2009, "joined")
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Here", callback_data="here")]])
        await bot.send_message(5, "there?", reply_markup=keyboard)
        query = (await remote.ask("tap", user=5, button="Here"))["query"]
        assert await bot.answer_callback_query(query)
        await remote.ask("block", user=5)
        await remote.ask("unblock", user=5)
    counts = await remote.ask("wait", method="sendMessage", count=2, timeout=5)
    assert counts["calls"]["sendMessage"] == {"200": 2}
    assert counts["stored"] == {"5": 1, "2009": 1}
    assert counts["updates_created"] == 1 + 1 + 6 + 2 + 1 + 2
    assert [call["params"]["text"] for call in (await remote.ask("calls", method="sendMessage"))["calls"]] == [
        "joined",
        "there?",
    ]
    assert [message["text"] for message in (await remote.ask("seen", user=5))["messages"]] == ["there?"]


async def test_process_refuses_as_it_is_told(remote: Remote) -> None:
    await remote.ask("clear")
    await remote.ask("join", people=1, first=7)
    await remote.ask("fault", kind="server_error", status=500)
    await remote.ask("latency", seconds=0.001)
    url, body = f"{remote.url}/bot{TOKEN}/sendMessage", {"chat_id": "7", "text": "x"}
    statuses = []
    for _ in range(5):
        async with remote.session.post(url, json=body) as answer:
            statuses.append(answer.status)
            content = await answer.read()
    assert statuses == [500, 200, 200, 200, 429]
    assert b'"parameters": {"retry_after": 1}' in content
    await remote.ask("advance", seconds=60)
    await remote.ask("limits", global_per_second=1)
    for expected in (200, 429):
        async with remote.session.get(url, params=body) as answer:
            assert answer.status == expected
    assert (await remote.ask("wait", 408, method="sendMessage", count=99, timeout=0.01))["calls"] == {
        "sendMessage": {"500": 1, "200": 4, "429": 2}
    }


async def test_control_says_what_it_did_not_understand(remote: Remote) -> None:
    assert "KeyError" in (await remote.ask("nonsense", 400))["error"]
    assert "LookupError" in (await remote.ask("tap", 400, user=1, button="none"))["error"]
