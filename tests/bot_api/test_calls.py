"""The wire itself: bodies of every kind, bodies that are none, and what is told of them."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.bot_api import BotApiServer

KIM = 11


class Wire:
    """Calls without a bot library in between."""

    def __init__(self, server: BotApiServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def post(self, method: str, **how: Any) -> tuple[int, dict[str, Any]]:
        """Call a method; gives status and answer."""
        url = f"{self.server.url}/bot{self.server.token}/{method}"
        async with self.session.post(url, **how) as answer:
            body: dict[str, Any] = await answer.json()
            assert body["ok"] is (answer.status == 200)
            assert body.get("error_code", 200) == answer.status
            return answer.status, body

    async def refusal(self, method: str, **params: Any) -> str:
        """Call a method that is refused; gives why."""
        status, body = await self.post(method, json=params)
        assert status == 400
        return str(body["description"]).removeprefix("Bad Request: ")


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with BotApiServer() as server, aiohttp.ClientSession() as session:
        server.user(KIM).chat.started = True
        yield Wire(server, session)


async def test_every_kind_of_body_says_the_same(wire: Wire) -> None:
    keyboard = '{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}'
    params = {"chat_id": str(KIM), "text": "안녕", "reply_markup": keyboard}
    multipart = aiohttp.FormData(params)
    multipart.add_field("unused", b"x", filename="x.bin")
    for how in ({"json": params}, {"data": params}, {"data": multipart}, {"params": params}):
        status, body = await wire.post("sendMessage", **how)
        assert (status, body["result"]["text"]) == (200, "안녕")
    assert [message.buttons for message in wire.server.user(KIM).messages] == [["x"]] * 4


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"'])
async def test_body_that_is_none_is_refused(wire: Wire, body: bytes) -> None:
    status, answer = await wire.post("getMe", data=body, headers={"Content-Type": "application/json"})
    assert (status, answer["description"][:26]) == (400, "Bad Request: can't parse r")


@pytest.mark.parametrize(
    ("method", "params", "why"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": KIM}, "message text is empty"),
        ("sendMessage", {"chat_id": KIM, "text": "\ud83d"}, "strings must be encoded in UTF-8"),
        ("sendMessage", {"chat_id": KIM, "text": "x", "parse_mode": "Klingon"}, "unsupported parse_mode"),
        ("sendMessage", {"chat_id": KIM, "text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
        ("sendMessage", {"chat_id": KIM, "text": "x", "reply_markup": 7}, "object expected as reply markup"),
        (
            "sendMessage",
            {"chat_id": KIM, "text": "x", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
        ),
        ("sendVenue", {"chat_id": KIM, "longitude": 1}, "latitude is empty or invalid"),
        ("sendDocument", {"chat_id": KIM}, "there is no document in the request"),
        ("sendChatAction", {"chat_id": KIM}, "wrong parameter action in request"),
        ("editMessageText", {"chat_id": KIM, "message_id": "x", "text": "y"}, "message_id must be an integer"),
        ("setMyCommands", {"scope": {"type": "odd"}}, "can't parse BotCommandScope: unsupported type specified"),
        ("setMyCommands", {"scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
        ("setMyCommands", {"language_code": "korean"}, "invalid language code specified"),
        ("setMyCommands", {"commands": [{"command": "x", "description": "y"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setChatMenuButton", {"menu_button": {"type": "x"}}, "can't parse menu button: unsupported type specified"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
    ],
)
async def test_refusals(wire: Wire, method: str, params: dict[str, Any], why: str) -> None:
    assert await wire.refusal(method, **params) == why


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [[{"text": "x", "copy_text": {"text": "x" * 257}}]]}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"inline_keyboard": [[{"text": "x", "url": "http://["}]]},
            "inline keyboard button URL 'http://[' is invalid: Wrong HTTP URL",
        ),
        ({"inline_keyboard": [[{"text": "x", "callback_data": ""}]]}, "BUTTON_DATA_INVALID"),
    ],
)
async def test_keyboards_that_are_refused(wire: Wire, markup: dict[str, Any], why: str) -> None:
    assert await wire.refusal("sendMessage", chat_id=KIM, text="x", reply_markup=markup) == why


async def test_keyboards_that_pass(wire: Wire) -> None:
    row = [
        {"text": "주소 복사", "copy_text": {"text": "北京市"}},
        {"text": "열기", "url": "example.org/x"},
        {"text": "앱", "url": "tg://resolve?domain=x"},
    ]
    markups: list[dict[str, Any]] = [{"inline_keyboard": [row]}, {"inline_keyboard": [[]]}, {"remove_keyboard": True}]
    for markup in markups:
        status, _ = await wire.post("sendMessage", json={"chat_id": KIM, "text": "x", "reply_markup": markup})
        assert status == 200
    assert [len(message.buttons) for message in wire.server.user(KIM).messages] == [3, 0, 0]


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("a&#33;&#x41;&quot;&nope;&lt", 'a!A"&nope;<', []),
        ("&#55296;", "&#55296;", []),
        (
            '<a href="https://x.org/?a=1&amp;b">x</a>',
            "x",
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://x.org/?a=1&b"}],
        ),
        ("<b></b>x", "x", []),
        ("  <B>😀</b>  ", "😀", [{"type": "bold", "offset": 0, "length": 2}]),
        (
            "<b>가<i>나</i></b>",
            "가나",
            [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
        ),
    ],
)
async def test_html_is_read(wire: Wire, html: str, text: str, entities: list[dict[str, Any]]) -> None:
    _, body = await wire.post("sendMessage", json={"chat_id": KIM, "text": html, "parse_mode": "HTML"})
    assert (body["result"]["text"], body["result"].get("entities", [])) == (text, entities)


async def test_reply_quotes_what_it_answers(wire: Wire) -> None:
    asked = await wire.server.user(KIM).send("몇 시?")
    for extra in ({"message_id": asked.id}, {"message_id": 999, "allow_sending_without_reply": True}):
        await wire.post("sendMessage", json={"chat_id": KIM, "text": "8시", "reply_parameters": extra})
    quoted = [message.raw.get("reply_to_message", {}).get("text") for message in wire.server.user(KIM).messages]
    assert quoted == ["몇 시?", None]


async def test_log_tells_what_was_asked(wire: Wire) -> None:
    await wire.post("sendMessage", json={"chat_id": KIM, "text": "x"})
    await wire.refusal("sendMessage", chat_id=99, text="x")
    calls = wire.server.calls
    assert [(call.chat, call.status, call.description) for call in calls.of("sendMessage")] == [
        (KIM, 200, ""),
        (99, 400, "Bad Request: chat not found"),
    ]
    assert calls.of("sendMessage", status=400)[0].as_json()["params"] == {"chat_id": 99, "text": "x"}
    assert (calls.count("sendMessage"), calls.count("sendMessage", None)) == (1, 2)
    calls.clear()
    calls.keep = False
    await wire.post("getMe")
    assert (calls.records, calls.count("getMe")) == ([], 1)


async def test_person_cannot_follow_a_link_that_is_none() -> None:
    async with BotApiServer() as server:
        with pytest.raises(ValueError, match="no start payload"):
            await server.user(KIM).start("has spaces")
        assert server.updates.created == 0
