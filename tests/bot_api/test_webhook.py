"""Updates by webhook: with the secret, again until 2xx, and never beside long polling."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.bot_api import BotApiServer, Kind

SECRET = "s3cret_-"


class Receiver:
    """A bot's web server: notes what comes and answers with the statuses it was given, then 200."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.secrets: set[str | None] = set()
        self.statuses: list[int] = []
        self.url = ""

    async def take(self, request: web.BaseRequest) -> web.Response:
        """Take one update."""
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.texts.append(json.loads(await request.read())["message"]["text"])
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    runner = web.ServerRunner(web.Server(receiver.take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@pytest.fixture(autouse=True)
def impatient(server: BotApiServer) -> None:
    server.webhook.retry_seconds = 0.001


async def test_update_is_posted_with_the_secret(server: BotApiServer, bot: Bot, receiver: Receiver) -> None:
    await server.user(1).send("before")
    await bot.set_webhook(receiver.url, secret_token=SECRET)
    await server.user(1).send("after")
    await server.wait_for(lambda: not server.webhook.info()["pending_update_count"])
    assert sorted(receiver.texts) == ["after", "before"]
    assert receiver.secrets == {SECRET}


async def test_update_is_posted_again_until_it_is_taken(server: BotApiServer, bot: Bot, receiver: Receiver) -> None:
    receiver.statuses = [500, 403, 302]
    await bot.set_webhook(receiver.url)
    await server.user(1).send("x")
    await server.wait_for(lambda: not server.webhook.info()["pending_update_count"])
    assert receiver.texts == ["x"] * 4
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"


async def test_update_can_be_posted_twice(server: BotApiServer, bot: Bot, receiver: Receiver) -> None:
    server.faults.add(Kind.DUPLICATE, method="webhook")
    await bot.set_webhook(receiver.url)
    await server.user(1).send("x")
    await server.wait_for(lambda: not server.webhook.info()["pending_update_count"])
    assert receiver.texts == ["x", "x"]


async def test_updates_wait_while_nobody_listens(server: BotApiServer, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:1/hook")
    await server.user(1).send("x")
    await server.wait_for(lambda: server.webhook.posted > 2)
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook()
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["x"]


async def test_polling_and_webhook_exclude_each_other(server: BotApiServer, bot: Bot, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url, allowed_updates=["message"])
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).allowed_updates == ("message",)
    await bot.delete_webhook()
    await server.user(1).send("x")
    assert len(await bot.get_updates()) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_bad_webhook_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await bot.set_webhook("ftp://example.org")
    with pytest.raises(BadRequest, match=r"(?i)secret token contains unallowed characters"):
        await bot.set_webhook("https://example.org", secret_token="no spaces")
