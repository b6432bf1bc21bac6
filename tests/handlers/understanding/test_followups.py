"""Two questions in a row: the second leans on the first."""

from dataclasses import replace

import pytest

from handlers.reply import Outcome
from handlers.understanding import Context, understand
from tests.build import beijing
from tests.handlers.understanding.tours import matcher_of, morning

PAIRS = (
    ("beijing-1", "샤오미 몇 시에 가?", "거기 주소는?", "site.where"),
    ("beijing-1", "샤오미 몇 시에 가?", "준비물은?", "stop.bring"),
    ("beijing-1", "다음 일정", "그 다음은?", "agenda.next"),
    ("beijing-1", "점심 어디서 먹어", "저녁은?", "meal"),
    ("beijing-1", "점심 어디서 먹어", "내일은?", "meal"),
    ("beijing-1", "주파크 언제 가", "몇 시에 모여?", "agenda.gathering"),
    ("beijing-1", "주파크 언제 가", "거긴 뭐하는 데야?", "site.about"),
    ("beijing-1", "호텔 와이파이", "주소는?", "hotel"),
    ("beijing-1", "호텔 주소", "전화번호는?", "hotel"),
    ("beijing-1", "샤오미 소개해줘", "사진 찍어도 돼?", "stop.bring"),
    ("beijing-1", "천단 언제 가", "주파크는?", "agenda.when"),
    ("beijing-1", "인솔자 번호", "가이드는?", "people"),
    ("beijing-1", "샤오미 언제 가", "뭐 입고 가?", "stop.bring"),
    ("beijing-1", "샤오미 언제 가", "고마워", "social"),
    ("beijing-1", "when do we go to Xiaomi?", "where is it?", "site.where"),
    ("beijing-1", "what is for lunch", "and dinner?", "meal"),
    ("beijing-1", "小米几点去", "地址呢", "site.where"),
    ("beijing-1", "小米几点去", "带什么", "stop.bring"),
    ("uz-silk", "우즈텍스 언제 가", "거기 뭐 만들어?", "site.about"),
    ("uz-silk", "레기스탄 언제 가", "거기 사진 돼?", "stop.bring"),
    ("uz-silk", "초르수 언제 가", "몇 시까지?", "agenda.when"),
    ("uz-silk", "초르수 언제 가", "얼마나 있어?", "agenda.when"),
    ("uz-silk", "기차 몇 시", "어디서 모여?", "agenda.gathering"),
    ("uz-silk", "when is the train", "where do we meet?", "agenda.gathering"),
    ("uz-silk", "몇 시에 모여?", "어디서?", "agenda.gathering"),
)


@pytest.mark.parametrize(("tour", "first", "second", "intent"), PAIRS)
def test_second_question_is_about_the_first_answer(tour: str, first: str, second: str, intent: str) -> None:
    matcher, moment = matcher_of(tour), morning(tour)
    before = understand(first, matcher, moment).parts[0]
    after = understand(second, matcher, moment, Context(moment.at, before.intent, before.slots)).parts[0]
    assert (after.outcome, after.intent) == (Outcome.ANSWER, intent)


def test_a_place_that_nobody_knows_is_not_answered_after_one_that_is_known() -> None:
    matcher, moment = matcher_of("beijing-1"), morning("beijing-1")
    before = understand("샤오미 언제 가", matcher, moment).parts[0]
    after = understand("바이두는?", matcher, moment, Context(moment.at, before.intent, before.slots)).parts[0]
    assert after.outcome is not Outcome.ANSWER


NIGHT = ("agenda.next", {"stop": "d1-hotel"})  # an answer about the first evening


@pytest.mark.parametrize(
    ("before", "second", "intent", "slots"),
    [
        (NIGHT, "내일 몇 시에 모여요?", "agenda.gathering", {"date": "2025-09-23"}),
        (NIGHT, "明天几点集合？", "agenda.gathering", {"date": "2025-09-23"}),
        (("signup", {"stop": "d2-drive"}), "오늘 복장이 뭐예요", "stop.bring", {"date": "2025-09-22"}),
        (("signup", {"stop": "d2-drive"}), "내일 뭐 입어요?", "stop.bring", {"stop": "d2-drive"}),
    ],
)
def test_a_day_that_is_named_counts_for_more_than_the_stop_just_spoken_of(
    before: tuple[str, dict[str, str]], second: str, intent: str, slots: dict[str, str]
) -> None:
    moment = replace(morning("beijing-1"), at=beijing("09-22 13:20"))
    (part,) = understand(second, matcher_of("beijing-1"), moment, Context(moment.at, *before)).parts
    assert (part.outcome, part.intent, part.slots) == (Outcome.ANSWER, intent, slots)


@pytest.mark.parametrize(
    ("second", "intent", "slots"),
    [
        ("호텔 주소", "hotel", {"topic": "address"}),
        ("酒店地址", "hotel", {"topic": "address"}),
        ("호텔 와이파이", "hotel", {"topic": "wifi"}),
        ("주 파크", "agenda.gathering", {"stop": "d2-zyw"}),
    ],
)
def test_a_name_with_a_question_of_its_own_does_not_ask_the_same_again(
    second: str, intent: str, slots: dict[str, str]
) -> None:
    moment = morning("beijing-1")
    talk = Context(moment.at, "agenda.gathering", {"stop": "d1-hotel"})
    (part,) = understand(second, matcher_of("beijing-1"), moment, talk).parts
    assert (part.outcome, part.intent, part.slots) == (Outcome.ANSWER, intent, slots)
