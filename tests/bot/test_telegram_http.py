"""PTB's client on our aiohttp backend, against a server that is slow, refuses, cuts and keeps silent."""

import asyncio
import socket
import warnings
from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.telegram_http import AiohttpRequest, FloodWait, NotSentError, pause_of
from tests.bot_api import BotApiServer, Kind, Limits

KIM = 11


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        running.user(KIM).chat.started = True
        yield running


@pytest.fixture
async def http() -> AsyncIterator[AiohttpRequest]:
    async with AiohttpRequest(read_timeout=5) as running:
        yield running


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    calling, polling = AiohttpRequest(), AiohttpRequest()
    async with Bot(server.token, server.url + "/bot", request=calling, get_updates_request=polling) as running:
        yield running


def url(server: BotApiServer, method: str) -> str:
    return f"{server.url}/bot{server.token}/{method}"


async def test_bot_speaks_through_it(server: BotApiServer, bot: Bot) -> None:
    sent = await bot.send_message(KIM, "<b>집합</b> 😀", parse_mode="HTML")
    assert (sent.text, server.user(KIM).last.marked("bold")) == ("집합 😀", ["집합"])
    assert bot.request.read_timeout == 10


async def test_files_are_uploaded(server: BotApiServer, bot: Bot) -> None:
    await bot.send_document(KIM, InputFile("이름,조\n".encode(), "명단.csv"), caption="명단")
    shown = server.user(KIM).last
    assert (shown.text, shown.raw["document"]["file_name"]) == ("명단", "명단.csv")
    assert server.world.files[shown.raw["document"]["file_id"]] == "이름,조\n".encode()


async def test_raw_call_gives_the_result(server: BotApiServer, http: AiohttpRequest) -> None:
    keyboard = {"inline_keyboard": [[{"text": "왔어요", "callback_data": "here"}]]}
    params = {"chat_id": KIM, "text": "왔나요?", "reply_markup": keyboard}
    result = await http.call(url(server, "sendMessage"), params)
    assert result["message_id"] == server.user(KIM).last.id
    assert server.user(KIM).last.buttons == ["왔어요"]


async def test_raw_call_uploads_a_stored_file(server: BotApiServer, http: AiohttpRequest) -> None:
    file = {"name": "tour.ics", "media_type": "text/calendar", "content": b64encode(b"BEGIN:VCALENDAR").decode()}
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    params = {"chat_id": KIM, "document": file, "disable_notification": True, "reply_markup": keyboard}
    await http.call(url(server, "sendDocument"), params)
    document = server.user(KIM).last.raw["document"]
    assert (document["file_name"], document["mime_type"]) == ("tour.ics", "text/calendar")
    assert server.world.files[document["file_id"]] == b"BEGIN:VCALENDAR"
    assert server.calls.of("sendDocument")[0].params["disable_notification"] == "true"


async def test_stored_file_is_uploaded_through_ptb_too(server: BotApiServer, bot: Bot) -> None:
    file = {"name": "명단.csv", "media_type": "text/csv", "content": b64encode(b"1,2").decode()}
    await bot.send_photo(KIM, "a-file-id", api_kwargs={"photo": file})
    photo = server.user(KIM).last.raw["photo"][0]
    assert (photo["file_name"], server.world.files[photo["file_id"]]) == ("명단.csv", b"1,2")


async def test_flood_wait_tells_its_time_without_a_warning(server: BotApiServer, bot: Bot) -> None:
    server.faults.add(Kind.TOO_MANY, method="sendMessage", retry_after=7200)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(KIM, "x")
    assert isinstance(refused.value, FloodWait)
    assert refused.value.retry_after == pause_of(refused.value) == timedelta(hours=2)


async def test_limits_are_told_as_flood_wait(server: BotApiServer, bot: Bot) -> None:
    server.flood.set(Limits(private_per_second=1, private_burst=1))
    await bot.send_message(KIM, "1")
    with pytest.raises(FloodWait, match="0:00:01"):
        await bot.send_message(KIM, "2")
    server.advance(1)
    await bot.send_message(KIM, "2")


def test_pause_of_ptbs_own_error() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PTB warns that it still tells whole seconds: this is that case
        assert pause_of(RetryAfter(3)) == timedelta(seconds=3)


async def test_proxy_without_json_says_too_many(http: AiohttpRequest) -> None:
    async def refuse(_: web.BaseRequest) -> web.Response:
        return web.Response(status=429, text="slow down")

    runner = web.ServerRunner(web.Server(refuse))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with pytest.raises(FloodWait) as refused:
        await http.call(f"http://127.0.0.1:{runner.addresses[0][1]}/", {})
    await runner.cleanup()
    assert pause_of(refused.value) == timedelta(seconds=1)


@pytest.mark.parametrize(
    ("kind", "rule", "error"),
    [
        (Kind.FORBIDDEN, {}, Forbidden),
        (Kind.BAD_REQUEST, {}, BadRequest),
        (Kind.SERVER_ERROR, {"status": 500}, NetworkError),
        (Kind.MIGRATED, {"new_chat_id": -9}, ChatMigrated),
        (Kind.RESET, {}, NetworkError),
        (Kind.ANSWER_LOST, {}, NetworkError),
    ],
)
async def test_refusals_and_cuts_become_ptbs_errors(
    server: BotApiServer, bot: Bot, kind: Kind, rule: dict[str, object], error: type[Exception]
) -> None:
    server.faults.add(kind, method="sendMessage", **rule)
    with pytest.raises(error) as raised:
        await bot.send_message(KIM, "x")
    assert type(raised.value) is error
    assert (await bot.send_message(KIM, "y")).text == "y"
    assert server.calls.count("sendMessage", None) == 2


async def test_wrong_token_is_told(server: BotApiServer, http: AiohttpRequest) -> None:
    with pytest.raises(InvalidToken):
        await http.call(f"{server.url}/bot1:{'x' * 35}/getMe", {})


async def test_silence_is_a_time_out(server: BotApiServer, bot: Bot) -> None:
    server.faults.add(Kind.ANSWER_HANGS, method="sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(KIM, "x", read_timeout=0.05)
    assert [message.text for message in server.user(KIM).messages] == ["x"]


async def test_long_poll_may_take_longer_than_an_answer(server: BotApiServer) -> None:
    async with AiohttpRequest(read_timeout=0.05) as short, AiohttpRequest(read_timeout=0.05) as poll:
        bot = Bot(server.token, base_url=server.url + "/bot", request=short, get_updates_request=poll)
        server.faults.add(Kind.SLOW, method="getUpdates", delay=0.2)
        await server.user(KIM).send("hi")
        assert len(await bot.get_updates(timeout=1)) == 1


async def test_nobody_listening_is_certainly_not_sent(http: AiohttpRequest) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotSentError):
        await http.call(f"http://127.0.0.1:{port}/bot1:x/sendMessage", {"chat_id": KIM, "text": "x"})


async def test_no_free_connection_is_certainly_not_sent(server: BotApiServer) -> None:
    server.faults.add(Kind.ANSWER_HANGS, method="sendMessage")
    async with AiohttpRequest(connections=1, pool_timeout=0.05, connect_timeout=0.05) as http:
        first = asyncio.create_task(http.call(url(server, "sendMessage"), {"chat_id": KIM, "text": "1"}))
        await server.wait_for(lambda: server.calls.of("sendMessage"))
        with pytest.raises(NotSentError):
            await http.call(url(server, "sendMessage"), {"chat_id": KIM, "text": "2"})
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
    assert [message.text for message in server.user(KIM).messages] == ["1"]


async def test_it_opens_and_closes_more_than_once(server: BotApiServer) -> None:
    http = AiohttpRequest()
    await http.shutdown()
    with pytest.raises(NetworkError, match="not initialized"):
        await http.call(url(server, "getMe"), {})
    for _ in range(2):
        await http.initialize()
        await http.initialize()
        assert (await http.call(url(server, "getMe"), {}))["is_bot"] is True
        await http.shutdown()
        await http.shutdown()


async def test_get_without_a_body(server: BotApiServer, http: AiohttpRequest) -> None:
    assert b'"is_bot":true' in await http.retrieve(url(server, "getMe"))
