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
        (
            "저녁 장소를 CBD 식당에서 왕푸징 식당으로 바꿔주세요",
            "change.place",
            {"stop": "d2-dinner", "place": "왕푸징 식당"},
        ),
        ("점심 장소를 호텔 뷔페로 바꿔줘", "change.place", {"stop": "d2-lunch", "place": "호텔 뷔페"}),
        ("특강 1 컨퍼런스룸 말고 2층 연회장으로", "change.place", {"stop": "d1-lecture", "place": "2층 연회장"}),
        ("집합장소 후문으로 바뀜", "change.place", {"place": "후문"}),
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
        ("천단 2시 40분으로 미룸", "change.move", {"stop": "d3-temple", "time": "14:40"}),
        ("저녁 식당 바뀜 북경루로", "change.place", {"stop": "d2-dinner", "place": "북경루"}),
        ("집합 시간 5분 앞으로", "change.delay", {"minutes": "-5"}),
        ("천단 출발 한시간뒤로", "change.delay", {"minutes": "60", "stop": "d3-temple"}),
        ("환영 만찬 3층으로", "change.place", {"stop": "d1-dinner", "place": "3층"}),
        ("내일 첫 일정 9시 반으로 미뤄", "change.move", {"stop": "d3-zgc", "time": "09:30", "date": "2025-09-24"}),
        ("주 파크 취소한 거 취소", "change.undo", {}),
        ("천단 빼고 가자", "change.cancel", {"stop": "d3-temple"}),
        ("시승 없던 걸로", "change.cancel", {"stop": "d2-drive"}),
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
        ("집합장소 변경 로비 → 후문", ("change.place", {"place": "후문"})),
        ("특강 2 장소 변경 4층 세미나실", ("change.place", {"stop": "d3-lecture", "place": "4층 세미나실"})),
        ("집합 장소: 후문", ("change.place", {"place": "후문"})),
        ("주 파크 4시 반 시작", ("change.move", {"stop": "d2-zyw", "time": "16:30"})),
        ("버스 동문 아니고 남문에서 타요 천단", ("change.place", {"stop": "d3-temple", "place": "남문"})),
        ("천단 집합 동문 말고 남문에서 모여요", ("change.place", {"stop": "d3-temple", "place": "남문"})),
        ("천단 동문 말고 남문에서 모이나요", None),
        ("천단 동문 아니고 남문에서 탔어요", None),
        ("2호차 아니고 1호차에서 타요", None),
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


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("주 파크 사십분 지연 기사님이 길을 잘못 듦", "change.delay", {"stop": "d2-zyw", "minutes": "40"}),
        ("버스 타이어가 터져서 30분 지연", "change.delay", {"minutes": "30"}),
        ("시승 없앨게요 공장 쪽에서 안 된대", "change.cancel", {"stop": "d2-drive"}),
        ("폭우 때문에 천단 취소합니다", "change.cancel", {"stop": "d3-temple"}),
        ("샤오미 30분 미뤄줄 수 있어?", "change.delay", {"stop": "d2-xiaomi", "minutes": "30"}),
        ("주 파크 취소해 주실래요?", "change.cancel", {"stop": "d2-zyw"}),
        ("can you delay ZYW-PARK by 20 minutes?", "change.delay", {"stop": "d2-zyw", "minutes": "20"}),
    ],
)
def test_a_reason_or_politeness_makes_no_other_order(text: str, intent: str, slots: dict[str, str]) -> None:
    assert _read(text) == (intent, slots)


@pytest.mark.parametrize(
    "text",
    [
        "주 파크 취소 소문 있던데",
        "샤오미 30분 지연이라고 들었는데",
        "샤오미 30분 지연 농담임",
        "점심 30분 지연이라던데",
        "샤오미 30분 지연되나요",
        "주 파크 취소해도 돼?",
        "주 파크 취소하면 어쩌나 걱정이네",
        "can you tell me when lunch is?",
    ],
)
def test_rumours_jokes_and_questions_order_nothing(text: str) -> None:
    assert not (_read(text)[0] or "").startswith(("change.", "notice."))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("공지 보내는 거 어떻게 해요?", "help"),
        ("일정 변경은 어떻게 하는 거예요?", "help"),
        ("출석부 엑셀로 뽑아줘", "export"),
        ("다들 탔는지 확인 돌려", "rollcall.open"),
        ("지각 몇 결석 몇", "headcount"),
        ("출석 부르자", "rollcall.open"),
        ("점호 끝내자", "rollcall.close"),
        ("현황 보여줘", "rollcall.status"),
        ("알레르기 있는 사람", "members.list"),
        ("805호 누구방", "members.list"),
    ],
)
def test_what_goes_with_orders_is_asked_in_few_words(text: str, intent: str) -> None:
    assert _read(text)[0] == intent


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("에펠탑 20분 늦춰줘요", Outcome.CLARIFY),  # a name that nobody knows is no reason
        ("만리장성 20분 미뤄줘", Outcome.CLARIFY),
        ("교통체증 20분 지연", Outcome.ANSWER),
        ("기사님이 길을 잘못 듦 20분 지연", Outcome.ANSWER),
    ],
)
def test_a_strange_name_is_asked_back_and_a_reason_is_not(text: str, outcome: Outcome) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.outcome, part.intent) == (outcome, "change.delay")
