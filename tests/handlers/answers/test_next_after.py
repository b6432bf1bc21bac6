"""What comes after a stop that was asked about is told, and not what comes next from now."""

from dataclasses import replace

import pytest

from handlers.reply import Outcome
from tests.handlers.answers.tour import ask, beijing, local


@pytest.mark.parametrize(("language", "words"), [("ko", "주 파크"), ("en", "ZYW-PARK"), ("zh", "ZYW-PARK")])
def test_the_stop_after_the_one_that_was_named_is_told(language: str, words: str) -> None:
    reply = ask("agenda.next", stop="d2-zyw", language=language)

    assert words in reply.paragraphs[0]
    assert "15:35" in reply.paragraphs[0]
    assert reply.cards[0].title == ask("agenda.when", stop="d2-zyw", language=language).cards[0].title


def test_a_stop_that_is_over_is_told_as_over() -> None:
    late = local("2025-09-23 21:20")

    assert ask("agenda.next", stop="d2-zyw", at=late) == ask("agenda.when", stop="d2-zyw", at=late)


def test_without_a_stop_the_next_one_from_now_is_told() -> None:
    assert "샤오미" in ask("agenda.next").paragraphs[0]


def test_a_stop_that_is_no_more_gives_way_to_the_next_one() -> None:
    assert ask("agenda.next", stop="gone") == ask("agenda.next")


def test_of_a_tour_that_is_not_planned_yet_no_gathering_is_called_over() -> None:
    unplanned = replace(beijing(), stops=())
    reply = ask("agenda.gathering", itinerary=unplanned)

    assert reply == ask("agenda.next", itinerary=unplanned)
    assert reply.outcome is Outcome.ANSWER
    assert "정해지지 않았어요" in reply.paragraphs[0]
