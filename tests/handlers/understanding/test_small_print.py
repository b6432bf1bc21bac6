"""What a stop's small print speaks of, what no record holds beside a name, and remarks after a question."""

from datetime import datetime

import pytest

from handlers.reply import Outcome
from handlers.understanding import Moment, understand
from tests.handlers.understanding.tours import matcher_of, morning

FAIR = Moment(datetime.fromisoformat("2026-09-02T09:00+02:00"))


@pytest.mark.parametrize(
    ("text", "stop"),
    [
        ("출입증 챙겨야 해요?", "b2-fair"),
        ("박람회 갈 때 출입증 필요한가요", "b2-fair"),
        ("테슬라 갈 때 막힌 신발 사가야 되나요", "b3-tesla"),
        ("do we hand in our phones at Tesla?", "b3-tesla"),
    ],
)
def test_a_thing_that_a_stop_s_record_speaks_of_is_asked_of_that_stop(text: str, stop: str) -> None:
    (part,) = understand(text, matcher_of("berlin-fair"), FAIR).parts
    assert (part.outcome, part.intent) == (Outcome.ANSWER, "stop.bring")
    assert part.slots.get("stop") == stop


@pytest.mark.parametrize("text", ["비행기에서 밥 나오나요?", "여행자 보험 들어 있나요?", "火车上管饭吗"])
def test_what_no_record_tells_of_a_flight_or_the_fee_is_not_known(text: str) -> None:
    (part,) = understand(text, matcher_of("berlin-fair"), FAIR).parts
    assert part.outcome is Outcome.UNKNOWN


def test_a_diet_is_asked_of_the_meal_that_is_named() -> None:
    (part,) = understand("Is the brewery dinner halal?", matcher_of("berlin-fair"), FAIR).parts
    assert (part.intent, part.slots["date"], part.slots["meal"]) == ("meal", "2026-09-04", "dinner")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("점심 뭐 나와요 면이면 좋겠다", Outcome.ANSWER),  # what one would like asks nothing more
        ("점심 몇시에요 북경 카페테리아에서", Outcome.CLARIFY),  # a place that nobody knows does
    ],
)
def test_what_follows_a_question_counts_where_it_names_something(text: str, outcome: Outcome) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.outcome, part.intent) == (outcome, "meal")


def test_who_guides_a_group_is_no_list_of_its_members() -> None:
    (part,) = understand("1호차 가이드 누구예요", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.intent, part.slots["role"]) == ("people", "guide")


def test_robots_that_are_counted_are_no_talk_about_the_bot() -> None:
    (part,) = understand("한달에 로봇 몇대나 만든대요 여기", matcher_of("beijing-1"), morning("beijing-1")).parts
    assert part.outcome is not Outcome.ANSWER


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("첫날 저녁 뭐 먹었죠", "meal", {"date": "2025-09-22", "meal": "dinner"}),
        ("정장 입어야 하나요", "stop.bring", {}),  # the one visit to dress for is over
    ],
)
def test_days_that_are_over_are_asked_about_but_not_dressed_for(text: str, intent: str, slots: dict[str, str]) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.outcome, part.intent, dict(part.slots)) == (Outcome.ANSWER, intent, slots)


@pytest.mark.parametrize("text", ["단체 사진은 언제 찍어요", "캐리어 버스에 두고 내려도 되나요"])
def test_what_no_record_tells_of_photos_and_luggage_is_not_known(text: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert part.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("몸이 안 좋아요", "emergency"),
        ("몸이 안 좋아서 못 가요", "attendance.absent"),
        ("식당 이름이 뭐야", "meal"),
        ("너 이름이 뭐야", "social"),
    ],
)
def test_who_is_unwell_gets_help_and_names_are_asked_of_what_has_them(text: str, intent: str) -> None:
    (part,) = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    assert (part.outcome, part.intent) == (Outcome.ANSWER, intent)
