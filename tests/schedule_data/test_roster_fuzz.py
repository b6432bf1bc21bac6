"""Whatever the bytes: a roster, or mistakes with lines. Never anything else."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schedule_data.mistakes import Mistake, Mistakes
from schedule_data.roster_file import Roster, read_roster
from tests.schedule_data.roster_base import TOUR

BASE = "이름,구분,조,연락처,객실\n김하나,참가자,1호차,010-1234-5678,805\n박둘,인솔자,,,hotel-danang:1; hotel-saigon:2\n"
PIECES = [",", ";", "\t", '"', "\n", "\r", "=", "+", "\0", "\ufeff", ":", "name", "한", "👩‍🚀", "1e9", "", ",,"]


def _read(path: Path, content: bytes) -> tuple[Roster | None, tuple[Mistake, ...]]:
    path.write_bytes(content)
    try:
        return read_roster(path, TOUR), ()
    except Mistakes as mistakes:
        return None, mistakes.mistakes


def _holds(path: Path, content: bytes) -> None:
    roster, mistakes = _read(path, content)
    assert (roster is None) == bool(mistakes)
    assert all(mistake.line >= 1 and str(mistake).encode() for mistake in mistakes)
    assert all(one.name.encode() for one in (roster.rows if roster else ()))


@settings(max_examples=200)
@given(content=st.binary(max_size=100), kind=st.sampled_from(["csv", "xlsx"]))
def test_any_bytes(tmp_path: Path, content: bytes, kind: str) -> None:
    _holds(tmp_path / f"a.{kind}", content)


@pytest.mark.parametrize("seed", range(5))
def test_a_sound_file_with_a_few_characters_changed(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - seeded on purpose
    for _ in range(60):
        changed = BASE
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(changed))
            changed = changed[:at] + chance.choice(PIECES) + changed[at + chance.randint(0, 2) :]
        _holds(tmp_path / "a.csv", changed.encode())
