"""Updates by webhook through the whole application: what is taken, what is refused, what a crash leaves."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import pytest
from pydantic import HttpUrl, SecretStr
from sqlalchemy import select

from bot.settings import Settings
from bot.tables import UpdateRow
from bot.telegram_webhook import MAX_BYTES, SECRET_HEADER, is_wanted
from tests.bot.telegram_scene import Scene, telegram_scene, texts
from tests.bot_api import BotApiServer, Kind

pytestmark = pytest.mark.both_databases

SECRET = "s3cret_-"
WAIT = 15.0
PORT = "http://127.0.0.1:{port}"


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        running.webhook.retry_seconds = 0.01
        yield running


@asynccontextmanager
async def hooked(url: str, server: BotApiServer) -> AsyncIterator[Scene]:
    """Run the application with a webhook on the port that the system chooses."""
    async with aiohttp.ClientSession() as session, session.get(server.url):
        pass  # the server listens
    changes: dict[str, Any] = {"telegram_webhook_secret": SECRET, "public_url": "http://127.0.0.1:1"}
    async with telegram_scene(url, server, begun=False, **changes) as scene:
        webhook = scene.application.telegram.webhook  # its address is known once the port is
        assert webhook is not None
        webhook._url = scene.application.url  # noqa: SLF001
        scene.running = asyncio.create_task(scene.application.run())
        await server.wait_for(lambda: server.updates.webhook_url, WAIT)
        await scene.settled()
        yield scene


async def post(server: BotApiServer, body: bytes, headers: Mapping[str, str] | None = None) -> int:
    """Post to the webhook and give the status."""
    headers = {SECRET_HEADER: SECRET} if headers is None else headers
    async with aiohttp.ClientSession() as session:
        with suppress(aiohttp.ClientOSError):  # an answer before all of the body was sent
            async with session.post(server.updates.webhook_url, data=io.BytesIO(body), headers=headers) as response:
                return response.status
    return 0


def stored(scene: Scene) -> list[str]:
    """Give the keys of the updates that are stored."""
    with scene.application.database.reading() as session:
        return list(session.scalars(select(UpdateRow.update_key).order_by(UpdateRow.id)))


async def test_people_are_answered(sample_url: str, server: BotApiServer) -> None:
    async with hooked(sample_url, server) as scene:
        kim = await scene.joined()
        answer = await scene.answer(kim, "샤오미 공장 집합 몇 시예요?")
        assert "08:20" in answer.text
        tap = await kim.tap(answer, answer.buttons[0])
        await server.wait_for(lambda: kim.answer(tap) is not None, WAIT)
        assert server.calls.count("getUpdates", None) == 0


async def test_an_update_that_comes_twice_is_answered_once(sample_url: str, server: BotApiServer) -> None:
    async with hooked(sample_url, server) as scene:
        server.faults.add(Kind.DUPLICATE, times=2)
        kim = await scene.joined()
        body = json.dumps({"update_id": 77, "message": _message(kim.id)}).encode()
        assert [await post(server, body), await post(server, body)] == [200, 200]
        await scene.shown(kim, 2)
        assert stored(scene).count("77") == 1
        await scene.answer(kim, "오늘 일정")
        assert len(texts(kim)) == 3


def _message(chat: int) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Kim"}
    return {"message_id": 9, "date": 1, "chat": {"id": chat, "type": "private"}, "from": person, "text": "다음 일정"}


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"update_id": 5}', {}, 403),
        (b'{"update_id": 5}', {SECRET_HEADER: "wrong"}, 403),
        (b'{"update_id": 5}', {SECRET_HEADER: SECRET + "x"}, 403),
        (b"{", None, 400),
        (b"[" * 100_000, None, 400),
        (b"\xff\xfe", None, 400),
        (b"[1]", None, 400),
        (b'{"update_id": "x"}', None, 400),
        (b'{"message": {}}', None, 400),
    ],
)
async def test_what_is_no_update_of_telegram_is_refused(
    sample_url: str, server: BotApiServer, body: bytes, headers: Mapping[str, str] | None, status: int
) -> None:
    async with hooked(sample_url, server) as scene:
        assert await post(server, body, headers) == status
        assert stored(scene) == []


async def test_too_large_a_body_is_refused(sample_url: str, server: BotApiServer) -> None:
    async with hooked(sample_url, server) as scene:
        assert await post(server, b" " * (MAX_BYTES + 1)) in {413, 0}
        assert stored(scene) == []


async def test_only_the_secret_path_is_there(sample_url: str, server: BotApiServer) -> None:
    async with hooked(sample_url, server) as scene, aiohttp.ClientSession() as session:
        async with session.post(f"{scene.application.url}/telegram/guess", data=b"{}") as response:
            assert response.status == 404
        async with session.get(server.updates.webhook_url) as response:
            assert response.status == 405
        assert SECRET not in server.updates.webhook_url


async def test_what_can_t_be_stored_is_posted_again(sample_url: str, server: BotApiServer) -> None:
    async with hooked(sample_url, server) as scene:
        kim = await scene.joined()
        with scene.application.database.unit() as session:
            session.connection().exec_driver_sql("ALTER TABLE updates RENAME TO away")
        await kim.send("다음 일정")
        await server.wait_for(lambda: server.webhook.info().get("last_error_message"), WAIT)
        with scene.application.database.unit() as session:
            session.connection().exec_driver_sql("ALTER TABLE away RENAME TO updates")
        await scene.shown(kim, 2)


async def test_polling_takes_an_old_webhook_away(sample_url: str, server: BotApiServer) -> None:
    server.updates.webhook_url = "http://127.0.0.1:1/old"
    async with telegram_scene(sample_url, server) as scene:
        assert server.updates.webhook_url == ""
        await scene.joined()


async def test_the_webhook_is_announced_once_telegram_can_be_reached(sample_url: str, server: BotApiServer) -> None:
    server.faults.add(Kind.TOO_MANY, method="setWebhook", retry_after=1)
    async with hooked(sample_url, server) as scene:
        await scene.joined()


@pytest.mark.parametrize(
    ("url", "secret", "wanted"),
    [
        ("https://tour.example", SECRET, True),
        ("http://127.0.0.1:8080", SECRET, True),
        ("http://tour.example", SECRET, False),
        ("https://tour.example", None, False),
        (None, SECRET, False),
    ],
)
def test_a_webhook_needs_https_and_a_secret(url: str | None, secret: str | None, wanted: bool) -> None:  # noqa: FBT001
    public = HttpUrl(url) if url else None
    settings = Settings(telegram_token=SecretStr("1:x"), public_url=public, telegram_webhook_secret=secret)
    assert is_wanted(settings) is wanted
