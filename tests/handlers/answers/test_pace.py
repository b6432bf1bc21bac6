"""Answers are on the way of every message: what each costs, in processor time."""

import time
from datetime import timedelta

import pytest

from handlers.answers import ANSWERS
from tests.handlers.answers.tour import BREAKFAST_TIME, question

MOST_MILLISECONDS = 0.15
LENIENCE = 6  # what measuring coverage costs, and a busy machine
ROUNDS = 60

SLOTS = {
    "agenda.when": {"site": "hotel"},
    "stop.bring": {"date": "2025-09-23"},
    "site.about": {"site": "hotel"},
    "site.where": {"site": "hotel"},
    "meal": {"date": "2025-09-22"},
    "people": {"role": "speaker"},
    "practical": {"topic": "time"},
}


@pytest.mark.parametrize("intent", sorted(ANSWERS))
def test_answer_is_made_within_its_time(intent: str) -> None:
    slots = SLOTS.get(intent, {})
    spent = []
    for second in range(ROUNDS):
        asked = question(intent, slots, at=BREAKFAST_TIME + timedelta(seconds=second))
        began = time.process_time_ns()
        ANSWERS[intent](asked)
        spent.append((time.process_time_ns() - began) / 1e6)

    assert min(spent) < MOST_MILLISECONDS * LENIENCE
