from datetime import time

import pytest

from handlers.changes import order_in
from handlers.changes.said import is_elsewhere, minutes_in, name_in, span_in, time_in
from handlers.understanding import Moment, compile_matcher
from schedule_data.itinerary_file import build_itinerary
from schedule_data.people import Role
from tests.build import beijing, sample_document

MATCHER = compile_matcher(build_itinerary(sample_document(), 1))
MOMENT = Moment(beijing("09-23 07:50"), "bus-1", "ko")


def _read(text: str, role: Role = Role.LEADER) -> tuple[str, dict[str, str]] | None:
    order = order_in(text, MATCHER, MOMENT, role)
    return (order.intent, dict(order.slots)) if order else None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("샤오미랑 주 파크 순서 바꿔줘", "d2-xiaomi", "d2-zyw"),
        ("샤오미와 점심 맞바꿔", "d2-xiaomi", "d2-lunch"),
        ("점심이랑 시승 바꿔", "d2-lunch", "d2-drive"),
        ("점심하고 시승 바꾸자", "d2-lunch", "d2-drive"),
        ("투스픽 주 파크 순서 바꾸기", "d2-tusfiic", "d2-zyw"),
        ("주 파크, 점심 순서 변경해줘", "d2-zyw", "d2-lunch"),
        ("swap ZYW-PARK and lunch", "d2-zyw", "d2-lunch"),
        ("把小米和第四范式对调一下", "d2-xiaomi", "d1-4paradigm"),
    ],
)
def test_two_stops_to_be_swapped_are_named(text: str, first: str, second: str) -> None:
    assert _read(text) == ("change.swap", {"stop": first, "other": second})


def test_a_name_that_nobody_knows_is_left_to_be_asked_for() -> None:
    assert _read("샤오미랑 바이두 순서 바꿔줘") == ("change.swap", {"stop": "d2-xiaomi"})


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("15:00 로비에서 커피 추가", {"time": "15:00", "title": "커피", "place": "로비"}),
        (
            "내일 오후 3시에 편의점 들르기 추가해줘",
            {"time": "15:00", "title": "편의점 들르기", "date": "2025-09-24"},
        ),
        ("2시에 티타임 넣자", {"time": "14:00", "title": "티타임"}),
        ("15:00-16:00 자유시간 추가", {"time": "15:00-16:00", "title": "자유시간"}),
        ("add coffee break at 15:00 in the lobby", {"time": "15:00", "title": "coffee break", "place": "lobby"}),
        ("明天15:00加一个咖啡休息", {"time": "15:00", "title": "咖啡休息", "date": "2025-09-24"}),
    ],
)
def test_a_new_stop_is_said_with_its_hour(text: str, slots: dict[str, str]) -> None:
    assert _read(text) == ("change.insert", slots)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("변경 내역", "change.history"),
        ("아까 바꾼 거 취소해줘", "change.undo"),
        ("방금 변경한 거 되돌려줘", "change.undo"),
        ("undo the last change", "change.undo"),
        ("누가 일정 바꿨어?", "change.history"),
        ("변경된 거 있어?", "change.history"),
        ("오늘 뭐 바뀌었어", "change.history"),
        ("who changed the plan?", "change.history"),
        ("变更记录", "change.history"),
        ("일정 변경", "change.menu"),
        ("change the plan", "change.menu"),
        ("修改行程", "change.menu"),
        ("일정 추가", "change.insert"),
        ("add a stop", "change.insert"),
        ("新增行程", "change.insert"),
        ("순서 바꾸기", "change.swap"),
        ("swap two stops", "change.swap"),
        ("对调行程", "change.swap"),
    ],
)
def test_the_menu_and_what_is_on_it_are_said_in_words(text: str, intent: str) -> None:
    assert _read(text) == (intent, {})


@pytest.mark.parametrize(
    "text",
    [
        "다음 일정 뭐야?",
        "샤오미 시간 10시로 바꿔",
        "식단 변경해줘",
        "커피 추가",
        "언어 변경",
        "언어랑 알림 바꿔줘",
        "SU7 시승 저도 끼워주세요 ㅎㅎ",
        "내일 3시 시승에 나도 넣어줘",
        "내일 3시에 추가 요금 있어?",
        "샤오미랑 주 파크 순서 바꿔줘?",
        "공지 " * 60 + "추가",
    ],
)
def test_what_is_no_such_order_is_left_to_understanding(text: str) -> None:
    assert _read(text) is None


@pytest.mark.parametrize(
    ("text", "role", "intent"),
    [
        ("변경 내역", Role.PARTICIPANT, None),
        ("일정 변경", Role.PARTICIPANT, None),
        ("일정 변경", Role.STAFF, None),
        ("변경 내역", Role.STAFF, "change.history"),
        ("샤오미랑 점심 순서 바꿔줘", Role.PARTICIPANT, "change.swap"),
    ],
)
def test_who_asks_matters_for_wishes_but_not_for_orders(text: str, role: Role, intent: str | None) -> None:
    order = _read(text, role)
    assert (order[0] if order else None) == intent


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("30", 30),
        ("-15", -15),
        ("30분", 30),
        ("1시간 반", 90),
        ("10분 앞당겨", -10),
        ("20 minutes earlier", -20),
        ("提前20分钟", -20),
        ("0", None),
        ("1440", None),
        ("99999", None),
        ("나중에", None),
        ("", None),
    ],
)
def test_minutes_are_read(words: str, minutes: int | None) -> None:
    assert minutes_in(words) == minutes


@pytest.mark.parametrize(
    ("words", "clock"),
    [
        ("10:30", time(10, 30)),
        ("오후 3시 반", time(15, 30)),
        ("3pm", time(15)),
        ("明天9:05", time(9, 5)),
        ("25:00", None),
    ],
)
def test_times_are_read(words: str, clock: time | None) -> None:
    assert time_in(words) == clock


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("15:00-16:30", (time(15), time(16, 30))),
        ("9:00~10:00", (time(9), time(10))),
        ("15:00", (time(15), None)),
        ("15:00-27:00", None),
        ("언젠가", None),
    ],
)
def test_spans_are_read(words: str, span: tuple[time, time | None] | None) -> None:
    assert span_in(words) == span


def test_a_name_is_one_line() -> None:
    assert [name_in(words) for words in ("  정문\n 앞 ", "", "x" * 81)] == ["정문 앞", None, None]


def test_a_new_stop_beside_another_is_asked_for_its_hour() -> None:
    assert _read("천단 전에 편의점 15분 끼워넣자") == ("change.insert", {"title": "편의점"})
    assert _read("샤오미 끝나고 커피 타임 추가하자") == ("change.insert", {"title": "커피 타임"})
    assert _read("점심 뒤에 알림 추가해줘") is None
    assert _read("천단 전에 편의점 넣어요?") is None


@pytest.mark.parametrize(
    ("place", "elsewhere"),
    [
        ("왕푸징 식당", True),
        ("천단 공원", True),
        ("정문", False),
        ("2층 연회장", False),
        ("Gate B", False),
        ("酒店大厅", False),
    ],
)
def test_a_gate_or_a_hall_is_a_part_of_the_site(place: str, elsewhere: bool) -> None:  # noqa: FBT001 - a case
    assert is_elsewhere({"ko": place}) is elsewhere
