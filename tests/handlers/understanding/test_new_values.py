"""A stop and its new hour or place, in the few words that leaders write on the way."""

import pytest

from handlers.changes import order_in
from handlers.reply import Outcome
from handlers.understanding import understand
from schedule_data.people import Role
from tests.handlers.understanding.tours import matcher_of, morning


def _read(text: str) -> tuple[str | None, dict[str, str]]:
    part = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts[0]
    return (part.intent, dict(part.slots)) if part.outcome is Outcome.ANSWER else (None, {})


def _plain(text: str, role: Role = Role.LEADER) -> tuple[str, dict[str, str]] | None:
    order = order_in(text, matcher_of("beijing-1"), morning("beijing-1"), role)
    return (order.intent, dict(order.slots)) if order else None


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("샤오미 집합 장소를 정문으로", "change.place", {"stop": "d2-xiaomi", "place": "정문"}),
        ("집합장소 로비말고 편의점앞으로", "change.place", {"place": "편의점앞"}),
        ("점심 장소를 호텔 뷔페로 바꿔줘", "change.place", {"stop": "d2-lunch", "place": "호텔 뷔페"}),
        ("특강 1 컨퍼런스룸 말고 2층 연회장으로", "change.place", {"stop": "d1-lecture", "place": "2층 연회장"}),
        ("점심 12시 반으로", "change.move", {"stop": "d2-lunch", "time": "12:30"}),
        ("점심을 1시로 바꿔 주세요", "change.move", {"stop": "d2-lunch", "time": "13:00"}),
        ("저녁 7시로 옮기자", "change.move", {"stop": "d2-dinner", "time": "19:00"}),
        ("CBD 야경 8시 반으로 할게요", "change.move", {"stop": "d2-cbd", "time": "20:30"}),
        ("체크아웃 8시 말고 7시 반으로", "change.move", {"stop": "d3-checkout", "time": "07:30"}),
        (
            "내일 체크아웃 7시 반으로 바꿔줘",
            "change.move",
            {"stop": "d3-checkout", "time": "07:30", "date": "2025-09-24"},
        ),
        ("집합 8시 반으로", "change.move", {"stop": "d2-xiaomi", "time": "08:30"}),
        ("출발 8시 반으로", "change.move", {"stop": "d2-xiaomi", "time": "08:30", "topic": "gathering"}),
        ("내일 로비 집합 8:20>8:40", "change.move", {"stop": "d3-zgc", "time": "08:40", "date": "2025-09-24"}),
    ],
)
def test_a_stop_and_its_new_value_are_an_order(text: str, intent: str, slots: dict[str, str]) -> None:
    assert _read(text) == (intent, slots)


@pytest.mark.parametrize(
    "text",
    [
        "샤오미 10시로 바뀌었대요",
        "샤오미 집합 장소가 정문으로 바뀌었대",
        "샤오미 10시로 바꾸면 점심은 몇 시야",
        "점심 1시로 하면 어떨까",
        "주 파크 취소됐대",
        "주 파크 취소됐어요",
        "집합 장소로 갈게요",
        "로비로 이동할게요",
        "샤오미를 주 파크로 바꿔줘",
        "점심을 채식으로 바꿔줘",
        "샤오미 집합 장소를 어디로 바꿔",
        "에버랜드 집합 정문으로",
        "에버랜드 10시로",
    ],
)
def test_what_tells_asks_or_names_something_else_is_none(text: str) -> None:
    assert not (_read(text)[0] or "").startswith("change.")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("샤오미 집합 정문", ("change.place", {"stop": "d2-xiaomi", "place": "정문"})),
        ("점심 12시 반", ("change.move", {"stop": "d2-lunch", "time": "12:30"})),
        ("내일 집합 8시 10분", ("change.move", {"stop": "d3-zgc", "time": "08:10", "date": "2025-09-24"})),
        (
            "샤오미 집합은 8시에 정문에서",
            ("change.move", {"stop": "d2-xiaomi", "time": "08:00", "place": "정문"}),
        ),
        ("샤오미 집합 정문?", None),
        ("샤오미 집합", None),
        ("내일 8시", None),
        ("샤오미 집합 정문으로 바뀌었대", None),
    ],
)
def test_a_leader_needs_no_verb(text: str, order: tuple[str, dict[str, str]] | None) -> None:
    assert _plain(text) == order


def test_from_anybody_else_it_is_a_question() -> None:
    assert {_plain("샤오미 집합 정문", role) for role in (Role.STAFF, Role.PARTICIPANT)} == {None}
