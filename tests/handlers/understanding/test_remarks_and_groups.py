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
