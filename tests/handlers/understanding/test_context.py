"""Follow-ups: what the last answer was about, and questions that were asked back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reply import Action, Outcome
from handlers.understanding import CONTEXT_MINUTES, Context, understand
from tests.handlers.understanding.tours import matcher_of, moment, morning

NOW = morning("beijing-1")
XIAOMI = Context(NOW.at, "agenda.when", {"site": "xiaomi-factory"})
LUNCH = Context(NOW.at, "meal", {"date": "2025-09-23", "meal": "lunch"})
NEXT = Context(NOW.at, "agenda.next", {"stop": "d2-xiaomi"})
ASKED = Context(
    NOW.at,
    "agenda.when",
    {},
    (Action("agenda.when", {"site": "xiaomi-factory"}), Action("site.about", {"site": "cbd"})),
)


@pytest.mark.parametrize(
    ("context", "text", "intent", "slots"),
    [
        (XIAOMI, "거기 주소는?", "site.where", {"site": "xiaomi-factory"}),
        (XIAOMI, "몇 시?", "agenda.when", {"site": "xiaomi-factory"}),
        (XIAOMI, "준비물은?", "stop.bring", {"stop": "d2-xiaomi"}),
        (XIAOMI, "거기 뭐하는 곳이야?", "site.about", {"site": "xiaomi-factory"}),
        (XIAOMI, "주 파크는?", "agenda.when", {"site": "zyw-park"}),
        (XIAOMI, "where is it?", "site.where", {"site": "xiaomi-factory"}),
        (XIAOMI, "那里的地址呢？", "site.where", {"site": "xiaomi-factory"}),
        (NEXT, "그 다음은?", "agenda.next", {"stop": "d2-drive"}),
        (NEXT, "사진 찍어도 돼?", "stop.bring", {"stop": "d2-xiaomi"}),
        (LUNCH, "내일은?", "meal", {"date": "2025-09-24", "meal": "lunch"}),
        (Context(NOW.at, "hotel", {"topic": "wifi"}), "주소는?", "hotel", {"topic": "address"}),
        (Context(NOW.at, "people", {"role": "guide"}), "전화번호는?", "people", {"role": "guide"}),
        (Context(NOW.at, "agenda.when", {"kind": "lecture"}), "언제?", "agenda.when", {"kind": "lecture"}),
        (ASKED, "네", "agenda.when", {"site": "xiaomi-factory"}),
        (ASKED, "두 번째", "site.about", {"site": "cbd"}),
        (ASKED, "2번이요", "site.about", {"site": "cbd"}),
        (ASKED, "마지막이요", "site.about", {"site": "cbd"}),
        (ASKED, "CBD", "site.about", {"site": "cbd"}),
        (ASKED, "first one", "agenda.when", {"site": "xiaomi-factory"}),
    ],
)
def test_a_follow_up_is_about_the_last_answer(context: Context, text: str, intent: str, slots: dict[str, str]) -> None:
    part = understand(text, matcher_of("beijing-1"), NOW, context).parts[0]
    assert (part.outcome, part.intent, dict(part.slots)) == (Outcome.ANSWER, intent, slots)


def test_no_and_a_number_beyond_the_choices_choose_nothing() -> None:
    assert understand("아니요", matcher_of("beijing-1"), NOW, ASKED).parts[0].outcome is Outcome.UNKNOWN
    assert understand("다섯번째", matcher_of("beijing-1"), NOW, ASKED).parts[0].intent != "site.about"


def test_a_question_of_its_own_leaves_the_talk_alone() -> None:
    assert understand("호텔 주소는?", matcher_of("beijing-1"), NOW, XIAOMI).parts[0].slots == {"topic": "address"}


def test_talk_is_forgotten_after_a_while() -> None:
    later = replace(NOW, at=NOW.at + timedelta(minutes=CONTEXT_MINUTES, seconds=1))
    part = understand("거기 주소는?", matcher_of("beijing-1"), later, XIAOMI).parts[0]
    assert part.outcome is not Outcome.ANSWER


def test_an_unknown_name_is_not_covered_by_the_talk() -> None:
    assert understand("바이두 주소는?", matcher_of("beijing-1"), NOW, XIAOMI).parts[0].outcome is not Outcome.ANSWER


def test_sentences_of_one_message_speak_of_the_same_place() -> None:
    parts = understand("샤오미 공장 몇 시에 가요? 주소는요?", matcher_of("beijing-1"), NOW).parts
    assert [(part.intent, dict(part.slots)) for part in parts] == [
        ("agenda.when", {"site": "xiaomi-factory"}),
        ("site.where", {"site": "xiaomi-factory"}),
    ]


def test_what_the_plan_no_longer_has_is_not_spoken_of() -> None:
    gone = Context(NOW.at, "agenda.when", {"stop": "gone"}, (Action("agenda.when", {"site": "gone"}),))
    part = understand("주소는?", matcher_of("beijing-1"), NOW, gone).parts[0]
    assert part.outcome is not Outcome.ANSWER
    assert understand("네", matcher_of("beijing-1"), NOW, gone).parts[0].intent == "social"


def test_context_survives_storage() -> None:
    assert Context.from_json(ASKED.to_json()) == ASKED


def test_after_the_last_stop_nothing_follows() -> None:
    last = Context(NOW.at, "agenda.next", {"stop": "d3-flight"})
    part = understand("그 다음은?", matcher_of("beijing-1"), moment("2025-09-23T07:40+08:00"), last).parts[0]
    assert part.slots.get("stop") is None
