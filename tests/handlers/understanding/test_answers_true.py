"""Typed questions about changed tours: whatever is answered stands in a record. The benchmark asks 50,000."""

import random

import pytest

from tests.benchmarks.answers_true import asked_about_one_tour, changed
from tests.handlers.answers.facts import strays
from tests.handlers.answers.tour import ask, question
from tests.handlers.understanding.tours import itinerary_of


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(101, 105))
def test_every_answer_about_a_changed_tour_stands_in_its_records(seed: int) -> None:
    counted, strange = asked_about_one_tour(seed)
    assert strange == []
    assert counted["answer"] > counted["questions"] / 4


def test_an_answer_of_before_the_change_is_found_out() -> None:
    itinerary = changed(itinerary_of("beijing-1"), random.Random(7))  # noqa: S311 - a reproducible choice
    told = ask("agenda.day", date="2025-09-23")
    assert strays(told, question("agenda.day")) == []
    assert strays(told, question("agenda.day", itinerary=itinerary)) != []
