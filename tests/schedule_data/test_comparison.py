from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from schedule_data.comparison import compare
from schedule_data.itinerary_file import read_itinerary
from tests.schedule_data.conftest import SAMPLE

OLD = read_itinerary(SAMPLE).document.to_json()
Document = dict[str, Any]


def _change(change: Callable[[Document], object]) -> list[str]:
    new = deepcopy(OLD)
    change(new)
    return compare(OLD, new)


def test_a_new_tour_is_one_line() -> None:
    assert compare(None, OLD) == ["+ tour beijing-1: 2025-09-22 to 2025-09-24, 22 stops"]


def test_equal_documents_give_no_lines() -> None:
    assert compare(OLD, deepcopy(OLD)) == []


def _lunch(document: Document) -> Document:
    lunch: Document = document["days"]["2025-09-22"][2]
    return lunch


def _move_to_the_next_day(document: Document) -> None:
    document["days"]["2025-09-23"].append(document["days"]["2025-09-22"].pop(2))


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (lambda d: d.update(retain_days=40), ["~ retain_days: 30 -> 40"]),
        (lambda d: d.update(remind=[]), ["~ remind: 60, 30, 10 -> none"]),
        (lambda d: d.pop("home_timezone"), ["- home_timezone: Asia/Seoul"]),
        (lambda d: d["groups"]["bus-1"].update(plate="京A·00000"), ["~ groups.bus-1.plate: 京A·12345 -> 京A·00000"]),
        (
            lambda d: d["contacts"].pop(4),
            [
                "- contacts[police 110].role: police",
                "- contacts[police 110].name.ko: 경찰",
                "- contacts[police 110].name.en: Police",
                "- contacts[police 110].name.zh: 报警",
                "- contacts[police 110].phone: 110",
            ],
        ),
        (
            lambda d: _lunch(d).update(time="12:40-13:40"),
            ["~ stop d1-lunch moved: 2025-09-22 12:30-13:30 -> 2025-09-22 12:40-13:40"],
        ),
        (_move_to_the_next_day, ["~ stop d1-lunch moved: 2025-09-22 12:30-13:30 -> 2025-09-23 12:30-13:30"]),
        (lambda d: _lunch(d).update(bring="우산"), ["+ stop d1-lunch bring: 우산"]),
        (lambda d: d["days"]["2025-09-22"].pop(2), ["- stop d1-lunch: 2025-09-22 12:30-13:30 점심 · 베이징 오리구이"]),
        (
            lambda d: d["days"]["2025-09-24"].insert(
                0, {"id": "run", "kind": "free", "time": "05:00", "title": "달리기"}
            ),
            ["+ stop run: 2025-09-24 05:00 달리기"],
        ),
    ],
)
def test_each_difference_is_a_line(change: Callable[[Document], object], lines: list[str]) -> None:
    assert _change(change) == lines
