import re

import pytest

from handlers.phrases import LANGUAGES, phrases
from tests.handlers.catalogues import Msgid, catalogues, held, held_in, placeholders, said

TRANSLATED = ("ko", "zh")


def _entry(msgid: Msgid) -> str:
    return f'msgid "{msgid}"' if isinstance(msgid, str) else f'msgid "{msgid[0]}" plural "{msgid[1]}"'


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_has_every_sentence_of_the_source(language: str) -> None:
    translated = held(language)

    missing = [f"{file}: {_entry(msgid)}" for msgid, file in said().items() if not all(translated.get(msgid, ("",)))]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentence_is_translated_in_one_file_only(language: str) -> None:
    everywhere = [_entry(msgid) for path in catalogues(language) for msgid in held_in(path, language)]

    assert sorted(entry for entry in set(everywhere) if everywhere.count(entry) > 1) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_no_sentence_that_is_said_no_more(language: str) -> None:
    assert [_entry(msgid) for msgid in held(language) if msgid not in said()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language: str) -> None:
    differing = [
        _entry(msgid)
        for msgid, translations in held(language).items()
        for words in translations
        if words and placeholders(words) != placeholders(msgid if isinstance(msgid, str) else msgid[1])
    ]

    assert differing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_can_be_filled_in(language: str) -> None:
    say = phrases(language)

    for msgid in held(language):
        names = placeholders(msgid if isinstance(msgid, str) else msgid[1])
        values = dict.fromkeys(names - {"count"}, "천단")
        if isinstance(msgid, str):
            filled = say(msgid, **values, **({"count": 3} if "count" in names else {}))
        else:
            filled = say.plural(*msgid, count=3, **values)
        assert "{" not in filled


def test_korean_is_polite_and_never_formal_or_blunt() -> None:
    endings = re.compile(r"(습니다|합니다|입니다|니까|하십시오|한다|된다|이다)[.?!]?$")
    sentences = [part for words in held("ko").values() for word in words for part in word.split(". ")]

    assert [sentence for sentence in sentences if endings.search(sentence.rstrip(".!?"))] == []


def test_source_says_hundreds_of_sentences() -> None:
    assert len(said()) > 200
