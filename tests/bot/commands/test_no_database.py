"""A database that isn't there is told, and none is made but by what is meant to make it."""

from pathlib import Path

import pytest

from bot.database_file import missing_file
from tests.bot.commands.conftest import Giljabi
from tests.build import ROSTER, SAMPLE


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "다음?", "--tour", "beijing-1"),
        ("due", "--tour", "beijing-1"),
        ("invite", "beijing-1"),
        ("invite", "beijing-1", "--tour-code"),
        ("roster", "beijing-1", ROSTER),
        ("export", "beijing-1"),
        ("rehearse", "beijing-1"),
        ("purge", "beijing-1", "--yes"),
        ("run",),
    ],
)
def test_a_mistyped_path_is_told_and_nothing_is_made(
    giljabi: Giljabi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    (tmp_path / "giljabi.db").touch()
    monkeypatch.setenv("GILJABI_DATABASE_URL", "sqlite:///giljbai.db")
    ran = giljabi(*words)
    assert (ran.code, ran.out) == (1, "")
    assert ran.error == (
        f"There is no database at {tmp_path}/giljbai.db (GILJABI_DATABASE_URL leads there).\n"
        f"Is it {tmp_path}/giljabi.db? "
        "Set GILJABI_DATABASE_URL to yours, or make one by loading a tour: giljabi load FILE\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["giljabi.db"]


def test_doctor_finds_no_database_at_the_default(
    giljabi: Giljabi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GILJABI_DATABASE_URL")
    ran = giljabi("doctor")
    why = "GILJABI_DATABASE_URL is not set, and there is the default"
    told = f"✗ There is no database at {tmp_path}/var/giljabi.db ({why})."
    assert (ran.code, ran.out.splitlines()[0]) == (1, told)
    assert list(tmp_path.iterdir()) == []


def test_load_says_that_it_makes_one(giljabi: Giljabi, tmp_path: Path) -> None:
    dry = giljabi("load", SAMPLE, "--dry-run")
    assert f"{tmp_path}/tour.db: would be a new database" in dry.out.splitlines()
    assert "beijing-1: + tour beijing-1: 2025-09-22 to 2025-09-24" in dry.out
    assert list(tmp_path.iterdir()) == []
    assert f"{tmp_path}/tour.db: is a new database" in giljabi("load", SAMPLE).out.splitlines()
    assert "new database" not in giljabi("load", SAMPLE).out


def test_an_empty_database_has_no_tour(giljabi: Giljabi, tmp_path: Path) -> None:
    (tmp_path / "tour.db").touch()
    assert "There is no tour 'beijing-1'. Load one first: giljabi load " in giljabi("roster", "beijing-1", ROSTER).error
    assert "no tour yet; load one: giljabi load FILE" in giljabi("doctor").out


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://nobody@127.0.0.1:1/tour"])
def test_what_is_no_file_is_not_looked_for(url: str) -> None:
    assert missing_file(url) is None
