import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.kakao_check import check_file, check_response
from bot.kakao_demands import CARDS, Severity
from bot.kakao_rules import RULES

Json = dict[str, Any]
LINK = {"label": "지도", "action": "webLink", "webLinkUrl": "https://uri.amap.com/marker"}
SAY = {"label": "다음 일정", "action": "message", "messageText": "다음 일정"}
THUMBNAIL = {"imageUrl": "https://example.org/a.jpg", "altText": "정문"}
BODIES: dict[str, Json] = {
    "textCard": {"title": "제목", "description": "설명", "buttons": [LINK]},
    "basicCard": {"title": "제목", "description": "설명", "thumbnail": THUMBNAIL, "buttons": [LINK]},
    "commerceCard": {"title": "제목", "price": 1000, "thumbnails": [THUMBNAIL], "buttons": [LINK]},
    "listCard": {
        "header": {"title": "오늘"},
        "items": [{"title": "09:30 견학", "description": "정문"}],
        "buttons": [LINK],
    },
    "itemCard": {
        "title": "견학",
        "description": "1시간",
        "itemList": [{"title": "집합", "description": "로비"}],
        "buttons": [LINK],
    },
    "simpleText": {"text": "안녕하세요"},
    "simpleImage": {"imageUrl": "https://example.org/a.jpg", "altText": "정문"},
}


def whole(kind: str, /, **changes: Any) -> Json:
    """A sound response with one bubble, changed."""
    body = {name: value for name, value in {**copy.deepcopy(BODIES[kind]), **changes}.items() if value is not None}
    return {"version": "2.0", "template": {"outputs": [{kind: body}], "quickReplies": [SAY]}}


def carousel(kind: str, length: int, /, **changes: Any) -> Json:
    body = {"type": kind, "items": [{**copy.deepcopy(BODIES[kind]), **changes} for _ in range(length)]}
    return {"version": "2.0", "template": {"outputs": [{"carousel": body}]}}


def template(**changes: Any) -> Json:
    sound = whole("simpleText")
    return sound | {"template": sound["template"] | changes}


def buttons(number: int) -> list[Json]:
    return [{**LINK, "label": f"지도 {place}"} for place in range(number)]


TEXT = {"simpleText": {"text": "안녕하세요"}}
BROKEN: list[tuple[str, Json]] = [
    ("version", whole("simpleText") | {"version": 2.0}),
    ("template", {"version": "2.0"}),
    ("texts", whole("simpleText", text=["안녕하세요"])),
    ("lists", template(outputs=TEXT)),
    ("outputs", template(outputs=[])),
    ("outputs", template(outputs=[TEXT] * 4)),
    ("quickReplies", template(quickReplies=[SAY] * 11)),
    ("quickReplies-group", template()),
    ("output-kind", template(outputs=[{"simpleVideo": {}}])),
    ("output-kind", template(outputs=[TEXT | {"simpleImage": BODIES["simpleImage"]}])),
    ("output-group", carousel("textCard", 2)),
    ("simpleText", whole("simpleText", text="")),
    ("simpleText-length", whole("simpleText", text="가" * 1001)),
    ("simpleText-fold", whole("simpleText", text="👍" * 251)),
    ("simpleImage-url", whole("simpleImage", imageUrl=None)),
    ("simpleImage-altText", whole("simpleImage", altText=None)),
    ("simpleImage-altText-length", whole("simpleImage", altText="가" * 51)),
    ("thumbnail-url", whole("basicCard", thumbnail={"altText": "정문"})),
    ("thumbnail-altText-length", whole("basicCard", thumbnail={**THUMBNAIL, "altText": "가" * 51})),
    ("textCard", whole("textCard", title=None, description=None)),
    ("textCard-title", whole("textCard", title="가" * 51)),
    ("textCard-body", whole("textCard", title="가", description="가" * 400)),
    ("textCard-body", carousel("textCard", 2, description="가" * 127)),
    ("basicCard-thumbnail", whole("basicCard", thumbnail=None)),
    ("basicCard-title", whole("basicCard", title="가" * 51)),
    ("basicCard-description", whole("basicCard", description="가" * 231)),
    ("listCard-header", whole("listCard", header=None)),
    ("listCard-items", whole("listCard", items=[])),
    ("listCard-items", whole("listCard", items=[{"title": "견학"}] * 6)),
    ("listCard-items", carousel("listCard", 2, items=[{"title": "견학"}] * 5)),
    ("listHeader-title", whole("listCard", header={"imageUrl": "https://example.org/a.jpg"})),
    ("listItem-title", whole("listCard", items=[{"description": "정문"}])),
    ("itemCard-items", whole("itemCard", itemList=[{"title": "집합", "description": "로비"}] * 11)),
    ("itemCard-items", carousel("itemCard", 2, itemList=[{"title": "집합", "description": "로비"}] * 6)),
    ("itemCard-body", whole("itemCard", description="가" * 199)),
    ("itemCard-body", carousel("itemCard", 2, description="가" * 99)),
    ("itemCard-lines", whole("itemCard", description="\n" * 11)),
    ("itemCard-description", whole("itemCard", title=None)),
    ("itemCard-heads", whole("itemCard", head={"title": "가"}, profile={"title": "나"})),
    ("item-title", whole("itemCard", itemList=[{"description": "로비"}])),
    ("item-description", whole("itemCard", itemList=[{"title": "집합", "description": ""}])),
    ("item-title-length", whole("itemCard", itemList=[{"title": "일곱글자입니다", "description": "로비"}])),
    *((f"{card}-buttons", whole(card, buttons=buttons(4))) for card in CARDS),
    *((f"{card}-buttons", whole(card, buttons=buttons(3), buttonLayout="horizontal")) for card in CARDS),
    *((f"{card}-labels", whole(card, buttons=[{**LINK, "label": "가" * 15}])) for card in CARDS),
    *(
        (f"{card}-labels", whole(card, buttons=[LINK, {**LINK, "label": "가" * 9}], buttonLayout="horizontal"))
        for card in CARDS
    ),
    ("button-label", whole("textCard", buttons=[{**LINK, "label": ""}])),
    ("button-action", whole("textCard", buttons=[{**LINK, "action": "link"}])),
    ("button-target", whole("textCard", buttons=[{"label": "전화", "action": "phone"}])),
    ("button-words", whole("textCard", buttons=[{**SAY, "messageText": "다른 말"}])),
    ("quickReply-label", template(quickReplies=[{"action": "message", "messageText": "다음 일정"}])),
    ("quickReply-label-length", template(quickReplies=[{**SAY, "label": "가" * 15, "messageText": "가" * 15}])),
    ("quickReply-action", template(quickReplies=[{**LINK}])),
    ("quickReply-target", template(quickReplies=[{"label": "다음", "action": "block"}])),
    ("quickReply-words", template(quickReplies=[{**SAY, "messageText": "다른 말"}])),
    ("carousel-type", template(outputs=[{"carousel": {"type": "simpleText", "items": [{}]}}])),
    ("carousel-items", carousel("textCard", 11)),
    ("carousel-items", carousel("listCard", 6)),
    ("carousel-items", carousel("itemCard", 0)),
    ("context-name", whole("simpleText") | {"context": {"values": [{"lifeSpan": 1}]}}),
    ("context-lifeSpan", whole("simpleText") | {"context": {"values": [{"name": "pending"}]}}),
]


@pytest.mark.parametrize(
    ("rule", "response"), BROKEN, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(BROKEN)]
)
def test_a_broken_demand_is_found(rule: str, response: Json) -> None:
    in_group = rule.endswith("-group")
    assert rule in {problem.rule for problem in check_response(response, in_group=in_group)}


def test_every_demand_has_a_test_and_a_source() -> None:
    assert {rule for rule, _ in BROKEN} == {rule.name for rule in RULES}
    assert all(rule.source for rule in RULES)


@pytest.mark.parametrize("kind", BODIES)
def test_a_sound_bubble_has_no_problem(kind: str) -> None:
    assert check_response(whole(kind)) == []


@pytest.mark.parametrize("kind", CARDS)
def test_a_sound_carousel_has_no_problem(kind: str) -> None:
    assert check_response(carousel(kind, 5)) == []


LIMITS: list[Callable[[], Json]] = [
    lambda: whole("simpleText", text="가" * 500),
    lambda: whole("textCard", title="가" * 50, description="가" * 350),
    lambda: whole("basicCard", title="가" * 50, description="가" * 230),
    lambda: whole("listCard", items=[{"title": "견학"}] * 5),
    lambda: whole("itemCard", itemList=[{"title": "여섯글자까지", "description": "로비"}] * 10, description="가" * 198),
    lambda: whole("itemCard", description="\n" * 10),
    lambda: whole("textCard", buttons=[{**LINK, "label": "가" * 14}] * 3),
    lambda: whole("textCard", buttons=[{**LINK, "label": "가" * 8}] * 2, buttonLayout="horizontal"),
    lambda: template(outputs=[TEXT] * 3, quickReplies=[SAY] * 10),
    lambda: carousel("textCard", 10, title="가", description="가" * 127),
]


@pytest.mark.parametrize("make", LIMITS)
def test_exactly_at_the_limit_is_allowed(make: Callable[[], Json]) -> None:
    assert check_response(make()) == []


def test_lengths_are_errors_and_labels_warnings() -> None:
    severities = {rule.name: rule.severity for rule in RULES}
    warnings = {name for name, severity in severities.items() if severity is Severity.WARNING}
    labels = {f"{card}-labels" for card in CARDS} | {"quickReply-label-length", "item-title-length"}
    assert warnings == labels | {"simpleText-fold", "button-words", "quickReply-words"}


def test_a_group_chat_takes_five_buttons_and_nothing_of_its_own() -> None:
    response = whole("textCard", buttons=buttons(5))
    del response["template"]["quickReplies"]
    assert check_response(response, in_group=True) == []
    assert {problem.rule for problem in check_response(response)} == {"textCard-buttons"}


def test_an_announced_answer_needs_no_template() -> None:
    assert check_response({"version": "2.0", "useCallback": True, "data": {"text": "잠시만요"}}) == []


@pytest.mark.parametrize("response", [None, [], "2.0", 7])
def test_no_object_is_one_problem(response: object) -> None:
    assert [problem.path for problem in check_response(response)] == ["$"]


def test_a_problem_names_its_place() -> None:
    response = carousel("itemCard", 2, itemList=[{"title": "집합", "description": "로비"}, "시간"])
    first = check_response(response)[0]
    assert (first.path, first.severity) == ("template.outputs[0].carousel.items[0].itemList[1]", Severity.ERROR)


def test_a_file_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(whole("simpleText")), encoding="utf-8")
    assert check_file(file) == []


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (
            b'{"version": "2.0",\n "template": }',
            "answer.json:2",
            "this is not JSON: Expecting value (column 14); mend the line",
        ),
        (b"\xff\xfe\x00", "answer.json", "this is not UTF-8 text; save it as UTF-8"),
        (None, "answer.json", "the file can't be read: No such file or directory; check the name"),
    ],
)
def test_a_file_that_is_no_response_is_explained(tmp_path: Path, content: bytes | None, place: str, words: str) -> None:
    file = tmp_path / "answer.json"
    if content is not None:
        file.write_bytes(content)
    assert [(problem.path, problem.text) for problem in check_file(file)] == [(str(tmp_path / place), words)]
