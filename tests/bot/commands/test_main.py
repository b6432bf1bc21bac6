import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot import commands
from tests.bot.commands.conftest import Giljabi

ROOT = Path(__file__).parents[3]


def test_commands_are_listed_without_being_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [name for name in commands.NAMES if name not in done.stdout] == []


def test_no_command_is_a_question_of_usage(giljabi: Giljabi) -> None:
    assert "A chat companion for study tours." in giljabi().out
    assert giljabi("nonsense").code == 2
    assert giljabi("load").code == 2


def test_an_error_that_nobody_thought_of_is_one_sentence_and_a_file(
    giljabi: Giljabi, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setitem(sys.modules, "bot.commands.check", None)  # a broken installation
    ran = giljabi("check", "x.yaml")
    assert (ran.code, ran.out) == (1, "")
    (written,) = tmp_path.glob("giljabi-error-*.txt")
    assert ran.error == (
        "An error that Giljabi doesn't know (ModuleNotFoundError): what the command had begun was undone.\n"
        f"The details are in {written}: please report it with that file, after a look for names in it.\n"
    )
    assert "Traceback (most recent call last)" in written.read_text()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
