"""A remark before a question, a group that is named, and a place of the tour with a topic that it has no record of."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from tests.handlers.understanding.tours import matcher_of, morning


def test_the_question_counts_and_not_the_remark_before_it() -> None:
    text = "저기요 제가 지금 호텔 2층에서 밥 먹고 있는데 버스는 어디로 오나요?"
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.outcome, part.intent, part.slots.get("topic")) == (Outcome.ANSWER, "transport", "bus")


def test_a_remark_that_names_a_stop_belongs_to_the_question() -> None:
    (part,) = understand("샤오미 가는데 뭐 챙겨요?", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.intent, part.slots.get("stop")) == ("stop.bring", "d2-xiaomi")


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("B조는 아르텔 몇 시 집합?", "u2-artel-b"),
        ("A조 아르텔 몇 시 집합?", "u2-artel"),
        ("When does party B visit Artel?", None),
    ],
)
def test_the_hours_of_the_group_that_is_named_are_told(text: str, stop: str | None) -> None:
    (part,) = understand(text, matcher_of("uz-silk"), morning("uz-silk")).parts
    assert part.outcome is Outcome.ANSWER
    assert stop is None or part.slots.get("stop") == stop


@pytest.mark.parametrize("text", ["샤오미 공장 안에서 와이파이 되나요", "천단 와이파이 비번"])
def test_the_wifi_of_a_place_is_not_the_bus_s(text: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert part.outcome is not Outcome.ANSWER


def test_taking_back_an_announcement_announces_nothing() -> None:
    (part,) = understand("방금 공지 취소", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert part.intent != "notice.send"


def test_the_day_of_the_question_before_counts_for_the_one_after_it() -> None:
    asked = "내일 몇 시에 모여요? 점심은요?"
    parts = understand(asked, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert [(part.intent, part.slots.get("date")) for part in parts] == [
        ("agenda.gathering", "2025-09-24"),
        ("meal", "2025-09-24"),
    ]


def test_where_to_meet_now_is_not_asked_of_a_breakfast_that_nobody_gathers_for() -> None:
    (part,) = understand("지금 어디서 모여요?", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.outcome, part.intent, dict(part.slots)) == (Outcome.ANSWER, "agenda.gathering", {})


def test_the_new_place_of_an_order_names_no_stop() -> None:
    text = "집합 장소를 호텔 정문으로 변경해주세요"
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.intent, dict(part.slots)) == ("change.place", {"place": "호텔 정문"})


def test_going_home_is_asked_of_the_flight() -> None:
    (part,) = understand("우리 언제 집에 가요", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.intent, part.slots.get("topic")) == ("transport", "flight")


@pytest.mark.parametrize("text", ["누구 안탐? 1호", "누구 안 탔어? 1호차"])
def test_a_bus_named_after_the_question_belongs_to_it(text: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.intent, part.slots.get("group")) == ("missing", "bus-1")
