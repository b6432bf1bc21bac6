"""A stop that was changed says so, and as of when; one that was not says nothing."""

from dataclasses import replace

import pytest

from tests.handlers.answers.facts import strays
from tests.handlers.answers.tour import ask, beijing, facts, local, question

CHANGED = replace(beijing(), changed={"d2-xiaomi": local("2025-09-23 07:30")})


@pytest.mark.parametrize(
    ("language", "words", "label", "mark"),
    [
        ("ko", "바뀐 일정이에요. 9월 23일(화) 07:30 (한국 08:30) 기준이에요.", "최근 변경", "(변경됨)"),
        (
            "en",
            "Changed: this is as of Tue 23 Sep 07:30 (Korea 08:30).",
            "Last changed",
            "(changed)",
        ),
        ("zh", "此行程有变更，以9月23日（周二）07:30（韩国 08:30）为准。", "最近变更", "（有变更）"),
    ],
)
def test_changed_stop_says_as_of_when(language: str, words: str, label: str, mark: str) -> None:
    reply = ask("agenda.when", itinerary=CHANGED, language=language, stop="d2-xiaomi")
    day = ask("agenda.day", itinerary=CHANGED, language=language, date="2025-09-23")

    assert reply.paragraphs[1] == words
    assert label in facts(reply)
    assert [mark in item.title for agenda in day.agendas for item in agenda.items].count(True) == 1
    assert strays(reply, question("agenda.when", itinerary=CHANGED, language=language)) == []
    assert strays(day, question("agenda.day", itinerary=CHANGED, language=language)) == []


def test_other_stops_say_nothing_of_a_change() -> None:
    reply = ask("agenda.when", itinerary=CHANGED, stop="d2-zyw")

    assert reply == ask("agenda.when", stop="d2-zyw")


@pytest.mark.parametrize(
    ("intent", "at", "slots"),
    [
        ("agenda.now", "2025-09-23 10:00", {}),
        ("agenda.now", "2025-09-23 08:10", {}),
        ("agenda.next", "2025-09-23 07:45", {}),
        ("agenda.gathering", "2025-09-23 07:45", {}),
        ("agenda.gathering", "2025-09-23 07:45", {"stop": "d2-xiaomi"}),
        ("agenda.when", "2025-09-23 07:45", {"site": "xiaomi-factory"}),
    ],
)
@pytest.mark.parametrize(("language", "mark"), [("ko", "(변경됨)"), ("en", "(changed)"), ("zh", "（有变更）")])
def test_the_first_words_about_a_changed_stop_say_so(
    intent: str, at: str, slots: dict[str, str], language: str, mark: str
) -> None:
    reply = ask(intent, slots, at=local(at), itinerary=CHANGED, language=language)
    plain = ask(intent, slots, at=local(at), language=language)

    assert mark in reply.paragraphs[0]
    assert mark not in plain.paragraphs[0]


def test_a_changed_stop_without_a_gathering_is_named_in_good_korean() -> None:
    itinerary = replace(beijing(), changed={"d2-lunch": local("2025-09-23 07:30")})
    reply = ask("agenda.gathering", itinerary=itinerary, stop="d2-lunch")

    assert reply.paragraphs[0].startswith("점심 · 이좡 현지식 (변경됨)은 따로 집합이 없어요.")
