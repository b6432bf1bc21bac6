"""What an update says: text, commands, taps, attachments, blocking; and no JSON that breaks it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram_commands import INTENTS, MENUS, WORDS, commands_for
from bot.telegram_in import Arrival, Membership, read_update
from handlers.actions import encode
from handlers.phrases import phrases
from handlers.reply import Action
from handlers.request import Attachment, Request
from tests.bot_api import BotApiServer
from tests.bot_api.profile import COMMAND, MAX_COMMAND_DESCRIPTION

AT = datetime(2025, 9, 22, 1, 30, tzinfo=UTC)
KIM = {"id": 11, "is_bot": False, "first_name": "Kim", "language_code": "ko-KR"}
PRIVATE = {"id": 11, "type": "private"}
GROUP = {"id": -100123, "type": "supergroup"}
BOT = "giljabi_bot"


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"update_id": 7, "message": {"message_id": 3, "from": KIM, "chat": chat, "date": 1, **content}}


def read(body: Any) -> Arrival:
    arrival = read_update(body, AT, BOT)
    assert arrival is not None
    return arrival


def requested(body: Any) -> Request:
    request = read(body).request
    assert request is not None
    return request


def test_text_becomes_a_request() -> None:
    assert read(message(text="  오늘 일정 ")) == Arrival(
        update_id=7,
        chat_id=11,
        chat_type="private",
        user_id=11,
        request=Request("telegram", "11", AT, text="오늘 일정", language="ko"),
        message_id=3,
        language="ko",
    )


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("/start", {"action": Action("help")}),
        ("/start AbC-_9", {"code": "AbC-_9"}),
        ("/start " + "x" * 65, {"action": Action("help")}),
        ("/start 초대", {"action": Action("help")}),
        ("/today", {"action": Action("agenda.day")}),
        ("/TODAY@Giljabi_Bot", {"action": Action("agenda.day")}),
        ("/tomorrow", {"text": "내일 일정"}),
        ("/next 바이두", {"text": "next 바이두"}),
        ("/next\n바이두", {"text": "next 바이두"}),
        ("/hotpot", {"text": "hotpot"}),
        ("/", {"text": "/"}),
        ("/오늘", {"text": "/오늘"}),
        ("9/23 일정", {"text": "9/23 일정"}),
        ("a\x00b\ud83d", {"text": "a�b�"}),
    ],
)
def test_text_and_commands(text: str, content: dict[str, Any]) -> None:
    assert requested(message(text=text)) == Request("telegram", "11", AT, language="ko", **content)


@pytest.mark.parametrize("command", sorted(INTENTS))
def test_every_command_asks_its_intent(command: str) -> None:
    assert requested(message(text=f"/{command}")).action == Action(INTENTS[command])


@pytest.mark.parametrize(
    ("content", "attachment"),
    [
        ({"photo": [{"file_id": "x"}]}, Attachment.PHOTO),
        ({"sticker": {"file_id": "x"}}, Attachment.STICKER),
        ({"voice": {"file_id": "x"}}, Attachment.VOICE),
        ({"location": {"latitude": 39.9, "longitude": 116.4}}, Attachment.LOCATION),
        ({"venue": {"title": "x"}, "location": {"latitude": 1}}, Attachment.LOCATION),
        ({"contact": {"phone_number": "1"}}, Attachment.OTHER),
        ({"something_new_of_2030": {"x": 1}}, Attachment.OTHER),
    ],
)
def test_attachment_is_named(content: dict[str, Any], attachment: Attachment) -> None:
    assert requested(message(**content)).attachment is attachment


def test_caption_is_what_the_person_asks() -> None:
    assert requested(message(photo=[{"file_id": "x"}], caption="여기 어디예요?")).text == "여기 어디예요?"


def test_tap_carries_its_action() -> None:
    action = Action("attendance.here", {"stop": "d2-xiaomi"})
    body = {
        "update_id": 8,
        "callback_query": {
            "id": "4242",
            "from": KIM,
            "message": {"message_id": 3, "chat": PRIVATE},
            "data": encode(action),
        },
    }
    assert read(body) == Arrival(
        update_id=8,
        chat_id=11,
        chat_type="private",
        user_id=11,
        request=Request("telegram", "11", AT, action=action, language="ko"),
        query_id="4242",
        message_id=3,
        language="ko",
    )


@pytest.mark.parametrize("data", ["", None, "??", 7, "x" * 65])
def test_tap_with_unknown_data_has_expired(data: object) -> None:
    arrival = read({"update_id": 8, "callback_query": {"id": "1", "from": KIM, "data": data}})
    assert arrival.request == Request("telegram", "11", AT, action=Action("expired"), language="ko")


@pytest.mark.parametrize(
    ("status", "membership"),
    [("kicked", Membership.BLOCKED), ("left", Membership.BLOCKED), ("member", Membership.UNBLOCKED)],
)
def test_blocking_is_told(status: str, membership: Membership) -> None:
    change = {"chat": PRIVATE, "from": KIM, "new_chat_member": {"status": status}}
    arrival = read({"update_id": 9, "my_chat_member": change})
    assert (arrival.membership, arrival.request, arrival.chat_id) == (membership, None, 11)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"update_id": None, "message": {}},
        message(text="x") | {"update_id": True},
        {"update_id": 1, "edited_message": message(text="x")["message"]},
        {"update_id": 1, "channel_post": message(text="x")["message"]},
        message(chat={"id": -1, "type": "channel"}, text="x"),
        message(chat={"id": "11", "type": "private"}, text="x"),
        message(),
        message(pinned_message={"message_id": 1}),
        message(text=None, photo=None),
        {"update_id": 1, "message": {"chat": PRIVATE, "from": KIM | {"is_bot": True}, "text": "x"}},
        {"update_id": 1, "my_chat_member": {"chat": PRIVATE, "new_chat_member": {"status": "restricted"}}},
        {"update_id": 1, "my_chat_member": {"chat": None, "new_chat_member": None}},
        {"update_id": 1, "callback_query": {"from": KIM, "data": "help"}},
        {"update_id": 1, "inline_query": {"id": "1"}},
    ],
)
def test_what_needs_no_answer_is_left(body: object) -> None:
    assert read_update(body, AT, BOT) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"text": "just talking"}, None),
        ({"text": "/today"}, Request("telegram", "-100123", AT, action=Action("agenda.day"), language="ko")),
        ({"text": "/today@other_bot"}, None),
        ({"text": "@Giljabi_bot 다음 일정"}, Request("telegram", "-100123", AT, text="다음 일정", language="ko")),
        ({"text": "@giljabi_bot"}, Request("telegram", "-100123", AT, action=Action("help"), language="ko")),
        ({"text": "@giljabi_bot2 다음"}, None),
        (
            {"text": "네", "reply_to_message": {"from": {"username": "giljabi_bot"}}},
            Request("telegram", "-100123", AT, text="네", language="ko"),
        ),
        ({"photo": [{"file_id": "x"}]}, None),
    ],
)
def test_groups_are_answered_only_where_addressed(content: dict[str, Any], expected: Request | None) -> None:
    arrival = read_update(message(GROUP, **content), AT, BOT)
    assert (arrival.request if arrival else None) == expected


def test_bot_without_a_name_reads_commands_only_in_groups() -> None:
    assert read_update(message(GROUP, text="@giljabi_bot x"), AT) is None
    assert read_update(message(GROUP, text="/today"), AT) is not None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(
    ["id", "type", "from", "chat", "message", "text", "caption", "data", "status", "new_chat_member", "photo"]
)
telegram_like = st.recursive(
    json_values | st.sampled_from(["private", "group", "kicked", "/start", "@giljabi_bot"]),
    lambda inner: st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=300)
@given(
    kind=st.sampled_from(["message", "callback_query", "my_chat_member", "edited_message"]),
    content=telegram_like,
    update_id=st.integers() | json_values,
)
def test_no_json_breaks_the_reader(kind: str, content: Any, update_id: Any) -> None:
    arrival = read_update({"update_id": update_id, kind: content}, AT, BOT)
    assert arrival is None or (arrival.request is None) != (arrival.membership is None)


@settings(max_examples=200)
@given(st.text(st.characters(codec=None), max_size=50))
def test_any_text_is_one_storable_request_or_none(text: str) -> None:
    arrival = read_update(message(text=text), AT, BOT)
    request = arrival.request if arrival else None
    assert request is not None or not text.strip()
    if request:
        assert sum(part is not None for part in (request.text, request.action, request.code, request.attachment)) == 1
        assert "\x00" not in (request.text or "").encode().decode()


@pytest.mark.parametrize("role", [*MENUS, None, "unheard-of"])
@pytest.mark.parametrize("language", ["ko", "en", "zh", "fr"])
def test_menu_is_what_telegram_takes(role: str | None, language: str) -> None:
    menu = commands_for(role, language)
    names = [name for name, _ in menu]
    assert len(set(names)) == len(names) >= 3
    assert {"help", "language"} <= set(names)
    assert all(COMMAND.fullmatch(name) for name in names)
    assert all(1 <= len(description) <= MAX_COMMAND_DESCRIPTION for _, description in menu)
    assert set(names) <= set(INTENTS) | set(WORDS)


def test_menu_speaks_the_language() -> None:
    assert dict(commands_for("participant", "ko"))["tomorrow"] == "내일 일정"
    assert dict(commands_for("participant", "en"))["today"] == phrases("en")("Today's plan")
    assert dict(commands_for("leader", "zh"))["tomorrow"] == "明天的行程"
    assert "rollcall" not in dict(commands_for("participant", "ko"))
    assert "me" not in dict(commands_for(None, "ko"))


async def test_what_people_do_is_read() -> None:
    async with BotApiServer() as server:
        kim = server.user(11)
        await kim.start("CODE")
        await kim.send_sticker()
        await kim.send_photo()
        await kim.send_voice()
        await kim.send_location(39.9, 116.4)
        await kim.block()
        texts = await server.updates.poll({})
    arrivals = [read_update(body, AT, BOT) for body in json.loads(texts)]
    requests = [arrival.request for arrival in arrivals if arrival and arrival.request]
    assert [request.code or request.attachment for request in requests] == [
        "CODE",
        Attachment.STICKER,
        Attachment.PHOTO,
        Attachment.VOICE,
        Attachment.LOCATION,
    ]
    assert [arrival.membership for arrival in arrivals if arrival][-1] is Membership.BLOCKED
