"""What we read and write, against an independent implementation of Kakao's formats: the package kakao-chatbot."""

import re
from typing import Any

import pytest
from kakao_chatbot import Payload
from kakao_chatbot.event import EventAPI
from kakao_chatbot.response import KakaoResponse, components

from bot.kakao_event_api import event_body
from bot.kakao_in import read_skill_call
from bot.kakao_out import apology, render
from bot.kakao_push import User
from handlers.reply import Card, Fact, Reply
from tests.bot.test_kakao_in import NOW
from tests.bot.test_kakao_out import VISIT, day
from tests.kakao_api.skill_requests import SHAPES, USER_ID

Json = dict[str, Any]
# null for an object, and an object for a value, are beyond it; they are seen on the wire
BEYOND_IT = {"nulls", "params as objects"}
COMPONENTS = {
    "simpleText": components.SimpleTextComponent,
    "textCard": components.TextCardComponent,
    "listCard": components.ListCardComponent,
    "itemCard": components.ItemCardComponent,
}


def snake(fields: Json) -> Json:
    return {re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name): value for name, value in fields.items()}


def rebuilt(kind: str, body: Json) -> Any:
    """Build the same bubble with the package's own classes; `buttonLayout` it knows for itemCards only."""
    fields = snake({name: value for name, value in body.items() if name != "buttonLayout" or kind == "itemCard"})
    if kind == "carousel":
        return components.CarouselComponent(*(rebuilt(body["type"], item) for item in body["items"]))
    if "buttons" in fields:
        fields["buttons"] = [components.Button(**snake(button)) for button in fields["buttons"]]
    if "header" in fields:
        fields["header"] = components.ListItem(**fields["header"])
        fields["items"] = [components.ListItem(**snake(item)) for item in fields["items"]]
    if "item_list" in fields:
        fields["item_list"] = [components.Item(**item) for item in fields["item_list"]]
    return COMPONENTS[kind](**fields)


def without_layout(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_layout(part) for name, part in value.items() if name != "buttonLayout"}
    return [without_layout(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - BEYOND_IT))
def test_requests_are_read_alike(shape: str) -> None:
    theirs = Payload.from_dict(SHAPES[shape])
    ours = read_skill_call(SHAPES[shape], NOW)
    assert ours.request.sender == theirs.user_id
    assert ours.bot_id == theirs.bot.id
    assert ours.callback_url == theirs.user_request.callback_url
    assert ours.is_friend == bool(theirs.user_request.user.properties.is_friend)
    if ours.request.text and not ours.is_group_chat:
        assert ours.request.text == theirs.utterance


@pytest.mark.parametrize(
    "response",
    [
        render(VISIT),
        render(Reply(("오늘 일정이에요.",), agendas=(day(5),), buttons=VISIT.buttons)),
        render(Reply(("오늘 일정이에요.",), agendas=(day(9),))),
        render(Reply(("연락처예요.",), cards=tuple(Card(f"{n}호차", (Fact("전화", "110"),)) for n in range(3)))),
        apology(),
    ],
)
def test_our_answers_can_be_rebuilt(response: Json) -> None:
    built = KakaoResponse()
    for output in response["template"]["outputs"]:
        ((kind, body),) = output.items()
        built.add_component(rebuilt(kind, body))
    for reply in response["template"].get("quickReplies", []):
        built.add_quick_reply(**snake(reply))
    assert without_layout(built.get_dict()) == without_layout(response)


def test_event_calls_have_the_same_body() -> None:
    event = EventAPI("bot", "key", "reminder", data={"notice": "7"}, params={"event": "reminder"})
    event.add_user("botUserKey", USER_ID, {"delivery": "1"})
    assert event_body("reminder", [User(USER_ID, properties={"delivery": "1"})], {"notice": "7"}, {}) == event.body
