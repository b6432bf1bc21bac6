"""A small tour is rehearsed from the command line: what is printed, what is left alone, and that it can fail."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from bot.database import Database
from bot.outcomes import CallProblem, Rejected
from bot.rehearsal import Report, rehearse
from bot.rehearsal.cast import cast_of
from bot.rehearsal.faults import Faults
from schedule_data.itinerary_file import build_itinerary
from tests.bot.commands.conftest import Giljabi
from tests.bot.commands.test_purge import _dump as dump
from tests.build import document, member, stop

TOUR: dict[str, Any] = document(stop("walk", "09:20-10:00"), stop("lunch", "12:30-13:30"), remind=[60, 20], groups={})


@pytest.fixture
def on_small(giljabi: Giljabi, tmp_path: Path) -> Giljabi:
    """Run commands on a tour of two stops."""
    (tmp_path / "city.yaml").write_text(json.dumps(TOUR))
    assert giljabi("load", "city.yaml").code == 0
    return giljabi


def test_a_tour_is_played_and_reported(on_small: Giljabi, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/tour.db"
    database = Database(url)
    with database.unit() as session:
        for number in range(6):
            member(session, f"김하나{number}", role="leader" if number == 5 else "participant")
    database.close()
    before = dump(url)
    ran = on_small("rehearse", "city-1", "--seed", "7")
    assert (ran.code, ran.error) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "city-1: 2 stops, 6 people, seed 7"
    assert any(re.fullmatch(r" *2025-09-22 +4 +\d+ +\d+ +0 +0 +0 +0 +\d+ s *", line) for line in lines)
    assert sum("people told" in line for line in lines) >= 2
    assert re.search(r"questions: (\d+) of \1 answered", ran.out)
    assert "1 × outages" in ran.out
    assert "1 restarts" in ran.out
    assert lines[-1].startswith("✓ every reminder came once and in time")
    assert dump(url) == before
    assert "김하나" not in ran.out


class OneIsRefused(Faults):
    """A messenger that refuses everything for one person, for reasons of its own."""

    def before(self, address: str) -> CallProblem | None:
        """Refuse the second person."""
        return Rejected("no") if address == "person-2" else None

    def after(self) -> CallProblem | None:
        """Lose nothing."""
        return None

    def begin_outage(self) -> None:
        """Have none."""


async def test_who_is_not_reached_is_reported(tmp_path: Path) -> None:
    plan = document(stop("walk", "09:20-10:00"), remind=[20], groups={})
    cast, faults = cast_of([], build_itinerary(plan, 1)), OneIsRefused(random.Random(3))  # noqa: S311 - no secret
    done: Report = await rehearse(plan, cast, 3, tmp_path, lambda _: None, faults=faults)
    (day,) = done.days.values()
    assert (day.expected, day.received, day.missing) == (11, 10, 1)
    assert done.problems[:2] == ("1 reminders did not come", "broadcast: 1 of 8 people were not told")


def test_a_failed_rehearsal_exits_with_1(on_small: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.rehearsal.faults.OUTAGE_SECONDS", 60.0)  # longer than a reminder may be late
    ran = on_small("rehearse", "city-1", "--seed", "1")
    assert ran.code == 1
    assert "✗" in ran.out
    assert "reminders" in ran.out.splitlines()[-1]


@pytest.mark.parametrize(
    ("plan", "words", "told"),
    [
        (TOUR, ("nowhere",), "There is no tour 'nowhere'. Loaded are: city-1."),
        (TOUR | {"remind": []}, ("city-1",), "city-1 reminds nobody of anything: there is nothing to rehearse."),
    ],
)
def test_what_cannot_be_rehearsed_is_told(
    giljabi: Giljabi, tmp_path: Path, plan: dict[str, Any], words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "city.yaml").write_text(json.dumps(plan))
    giljabi("load", "city.yaml")
    ran = giljabi("rehearse", *words)
    assert ran.code == 1
    assert told in ran.error
