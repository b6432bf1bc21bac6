import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SettableClock
from bot.demo import FIRST_MORNING, KEPT_AHEAD, DemoState
from bot.errors import GiljabiError


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.touch()
    with pytest.raises(GiljabiError) as caught:
        DemoState(file)
    assert str(caught.value) == f"{file} can't be the demo's folder (File exists); choose another with --folder"


def test_a_killed_demo_never_goes_back(tmp_path: Path) -> None:
    clock = SettableClock(FIRST_MORNING, speed=600)
    state = DemoState(tmp_path)
    state.keep_ahead(clock)
    killed_at = clock.now() + KEPT_AHEAD * 600 / 2
    again = DemoState(tmp_path).clock()
    assert killed_at < again.now() < killed_at + timedelta(hours=1)  # six seconds: the machine may be busy
    assert again.speed == 600


def test_a_clock_that_was_moved_back_or_paused_is_kept_as_it_is(tmp_path: Path) -> None:
    clock = SettableClock(FIRST_MORNING + timedelta(days=1), speed=600)
    state = DemoState(tmp_path)
    state.keep_ahead(clock)
    clock.set(FIRST_MORNING, speed=0)
    state.keep_ahead(clock)
    assert DemoState(tmp_path).clock().now() == FIRST_MORNING


def test_a_demo_that_ended_goes_on_where_it_was(tmp_path: Path) -> None:
    clock = SettableClock(FIRST_MORNING, speed=3600)
    state = DemoState(tmp_path)
    state.keep(clock)
    ended_at = clock.now()
    kept = json.loads((tmp_path / "demo-clock.json").read_text())
    assert FIRST_MORNING <= datetime.fromisoformat(kept["now"]) <= ended_at
