"""Letters: Hangul taken apart, transliterations folded, and the keyboard left on English."""

import pytest

from handlers.understanding.jamo import fold, sounds_of, take_apart
from handlers.understanding.keyboard import to_hangul
from handlers.understanding.script import language_named, language_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dhsmf", "오늘"),
        ("dlfwjd", "일정"),
        ("dkffuwnj", "알려줘"),
        ("Rkwl", "까지"),
        ("ekfr", "닭"),
        ("wlqgkq", "집합"),
        ("dhk", "와"),
    ],
)
def test_english_keys_come_out_as_hangul(typed: str, meant: str) -> None:
    assert to_hangul(typed) == meant


@pytest.mark.parametrize("word", ["hello", "bus", "xiaomi", "k", "tt"])
def test_words_that_are_no_whole_syllables_stay(word: str) -> None:
    assert to_hangul(word) is None


def test_syllables_are_taken_apart_and_other_letters_stay() -> None:
    assert take_apart("닭a") == "ㄷㅏㄺa"


def test_transliterations_that_sound_alike_fold_to_the_same() -> None:
    assert fold(take_apart("페러다임")) == fold(take_apart("패러다임"))


@pytest.mark.parametrize(
    ("text", "language"), [("오늘 schedule", "ko"), ("今天", "zh"), ("today", "en"), ("123?", "zh")]
)
def test_language_is_told_by_the_script_else_by_the_hint(text: str, language: str) -> None:
    assert language_of(text, "zh") == language


@pytest.mark.parametrize(
    ("text", "slots"), [("영어로", {"language": "en"}), ("说中文", {"language": "zh"}), ("언어", {})]
)
def test_a_language_is_known_by_its_name(text: str, slots: dict[str, str]) -> None:
    assert language_named(text) == slots


@pytest.mark.parametrize("text", ["포페러다임", "수퍼 공장", "tusfiic", "ㅐ1호차", "故宫", ""])
def test_sounds_are_the_folded_letters(text: str) -> None:
    assert sounds_of(text) == fold(take_apart(text))
