from dataclasses import replace

import pytest
from hypothesis import given, settings

from handlers.actions import encode
from handlers.answers import ANSWERS
from handlers.question import Question
from handlers.reminder_notice import reminder
from handlers.reply import Reply
from tests.handlers.answers.facts import strays
from tests.handlers.answers.made_up_tours import questions
from tests.handlers.answers.tour import ask, beijing, question


@pytest.mark.no_cover
@settings(max_examples=150)
@given(asked=questions())
def test_answer_to_anything_says_only_what_records_say(asked: Question) -> None:
    reply = ANSWERS[asked.intent](asked)

    assert strays(reply, asked) == []
    _holds_together(reply)


@pytest.mark.no_cover
@settings(max_examples=60)
@given(asked=questions())
def test_reminder_of_any_stop_says_only_what_records_say(asked: Question) -> None:
    for stop in asked.itinerary.stops:
        reply = reminder(asked.itinerary, stop, asked.member, asked.language, asked.at)

        assert strays(reply, asked) == []
        _holds_together(reply)


def _holds_together(reply: Reply) -> None:
    assert reply.paragraphs[0]
    assert all(card.title for card in reply.cards)
    shown = [button.label for button in reply.buttons if button.action]
    assert len(set(shown)) == len(shown)
    for button in reply.buttons:
        assert [button.action, button.url, button.phone].count(None) == 2
        assert button.action is None or encode(button.action)


@pytest.mark.parametrize("language", ["ko", "en", "zh"])
@pytest.mark.parametrize("intent", sorted(ANSWERS))
def test_answer_about_the_sample_tour_says_only_what_records_say(intent: str, language: str) -> None:
    asked = question(intent, language=language)

    assert strays(ANSWERS[intent](asked), asked) == []


@pytest.mark.parametrize(
    "words",
    ["바이두는 09:30에 가요.", "샤오미 슈퍼공장 견학은 09:31이에요.", "정원 99명", "9월 25일(목) 일정은 8개예요."],
)
def test_checker_finds_what_no_record_says(words: str) -> None:
    asked = question("agenda.day")

    assert strays(Reply((words,)), asked) != []


def test_checker_finds_a_fact_whose_record_is_gone() -> None:
    reply = ask("agenda.when", stop="d2-xiaomi")
    itinerary = replace(beijing(), stops=tuple(stop for stop in beijing().stops if stop.id != "d2-xiaomi"))

    found = strays(reply, question("agenda.when", itinerary=itinerary))

    assert found[0].startswith("견학은 9월 23일(화)")
    assert reply.paragraphs[0].startswith("샤오미 슈퍼공장 견학은 9월 23일(화)")
