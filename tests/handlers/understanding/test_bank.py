"""The project's own question bank: the part to build on, and the part that is only measured, each with a floor."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.understanding import by_us, cases_in, measure, report

_BANK = Path(__file__).parents[2] / "questions"
FLOORS = {"build": 0.99, "held": 0.985}
MOST_FALSE = 0.01
MOST_BEHIND_KOREAN = 0.05


@cache
def figures(part: str) -> Mapping[str, Any]:
    return report(measure(cases_in(_BANK / f"{part}.jsonl"), by_us))


@pytest.mark.no_cover
@pytest.mark.parametrize("part", ["build", "held"])
def test_the_bank_is_understood(part: str) -> None:
    assert figures(part)["right"] >= FLOORS[part]
    assert figures(part)["false_answers"] <= MOST_FALSE


@pytest.mark.parametrize("part", ["build", "held"])
def test_english_and_chinese_are_close_to_korean(part: str) -> None:
    by_language = figures(part)["language"]
    assert min(by_language["en"], by_language["zh"]) >= by_language["ko"] - MOST_BEHIND_KOREAN


def test_the_bank_is_large_and_mostly_korean() -> None:
    cases = [case for part in ("build", "held") for case in cases_in(_BANK / f"{part}.jsonl")]
    korean = [case for case in cases if any("가" <= letter <= "힣" or "ㄱ" <= letter <= "ㅣ" for letter in case.text)]
    assert len(cases) >= 1500
    assert len(korean) / len(cases) >= 0.6
    assert len({case.tour for case in cases}) >= 3
