"""What a reader of Chinese or English sees of records that are partly in Korean."""

from dataclasses import replace

import pytest

from handlers.answers.diets import diet_words
from handlers.answers.labels import label
from handlers.answers.not_understood import not_on_record
from handlers.reply import Action
from tests.handlers.answers.tour import ask, beijing, local, question


@pytest.mark.parametrize(
    ("diet", "language", "words"),
    [
        ("채식", "zh", "素食"),
        ("vegetarian", "zh", "素食"),
        ("채식", "en", "Vegetarian"),
        ("채식", "ko", "채식"),
        ("새우 알레르기", "zh", "새우 알레르기"),
        ("", "zh", ""),
    ],
)
def test_a_usual_diet_is_told_in_the_readers_language(diet: str, language: str, words: str) -> None:
    assert diet_words(diet, language) == words


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "9월 24일 집합"), ("en", "Where to meet, 24 Sep"), ("zh", "9月24日集合地点")]
)
def test_a_button_of_a_day_is_written_as_its_language_writes_it(language: str, words: str) -> None:
    assert label(beijing(), language, Action("agenda.gathering", {"date": "2025-09-24"})).startswith(words)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_title_in_another_language_is_marked_as_optional_once(language: str) -> None:
    reply = ask("agenda.when", {"stop": "d2-cbd"}, at=local("2025-09-23 08:00"), language=language)
    assert reply.cards[0].title == "CBD by night (optional)"


def test_korean_keywords_are_left_out_for_who_reads_none() -> None:
    korean, chinese = (ask("site.about", {"site": "4paradigm"}, language=language) for language in ("ko", "zh"))
    assert "예측 분석" in korean.paragraphs[1]
    assert chinese.paragraphs[1] == "关键词：AutoML、XAI"


def test_a_name_that_was_not_found_is_repeated_as_it_was_typed() -> None:
    asked = replace(question("agenda.next", language="en"), text="When do we see the Louvre?")
    assert not_on_record(asked, ["louvre"]) == "I find no record of ‘Louvre’ in this tour."
