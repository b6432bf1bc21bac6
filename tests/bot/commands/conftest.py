"""The command line, run in this process as a person would type it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import main


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    error: str


Giljabi = Callable[..., Ran]


@pytest.fixture
def giljabi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Giljabi:
    """Run a command in an empty folder, with no SQLite database yet unless the environment says otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GILJABI_DATABASE_URL", f"sqlite:///{tmp_path}/tour.db")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("GILJABI_TELEGRAM_TOKEN", raising=False)
    monkeypatch.delenv("GILJABI_PUBLIC_URL", raising=False)

    def run(*words: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["giljabi", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture
def on_sample(giljabi: Giljabi, sample_url: str, monkeypatch: pytest.MonkeyPatch) -> Giljabi:
    """Run commands on a database with the sample tour and its roster, of either engine."""
    monkeypatch.setenv("GILJABI_DATABASE_URL", sample_url)
    return giljabi
