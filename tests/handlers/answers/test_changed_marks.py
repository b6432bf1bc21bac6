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
        ("zh", "此行程有变更，以9月23日（周二）07:30（韩国 08:30）为准。", "最近变更", "(有变更)"),
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
