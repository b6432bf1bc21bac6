import time

import pytest

from handlers import phrases as module
from handlers.phrases import LANGUAGES, phrases


def test_sentence_is_said_in_each_language() -> None:
    said = [phrases(language)("It starts at {time}.", time="08:20") for language in LANGUAGES]

    assert said == ["08:20에 시작해요.", "It starts at 08:20.", "08:20开始。"]


def test_korean_takes_the_particle_of_what_is_filled_in() -> None:
    say = phrases("ko")

    said = [say("Gather {when}, {place}.", when="5분 뒤", place=place) for place in ("로비", "정문")]

    assert said == ["5분 뒤까지 로비로 와 주세요.", "5분 뒤까지 정문으로 와 주세요."]


def test_plural_follows_the_count() -> None:
    words = [phrases("en").plural("{count} day", "{count} days", count) for count in (1, 2)]

    assert words == ["1 day", "2 days"]
    assert phrases("zh").plural("{count} day", "{count} days", 2) == "2天"


def test_sentence_without_a_translation_is_said_in_english() -> None:
    sentence = "A sentence of {name} that no catalogue has."

    assert phrases("ko")(sentence, name="몬") == "A sentence of 몬 that no catalogue has."


def test_unknown_language_is_answered_in_korean() -> None:
    assert phrases("fr") is phrases("ko")


def test_what_is_filled_in_is_never_read_as_a_placeholder() -> None:
    assert phrases("ko")("It starts at {time}.", time="{time.__class__}") == "{time.__class__}에 시작해요."


def test_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="time"):
        phrases("ko")("It starts at {time}.", place="로비")


def test_sentence_without_placeholders_keeps_its_braces() -> None:
    assert phrases("en")("{time}") == "{time}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_read_within_sixty_milliseconds(language: str) -> None:
    phrases(language)
    module._catalogue.cache_clear()  # noqa: SLF001 - to read it a second time

    spent = [-time.process_time()]
    phrases(language)
    spent.append(time.process_time())

    assert sum(spent) < 0.06
