from pathlib import Path

import pytest

from bot.demo import DemoState
from bot.errors import GiljabiError


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.touch()
    with pytest.raises(GiljabiError) as caught:
        DemoState(file)
    assert str(caught.value) == f"{file} can't be the demo's folder (File exists); choose another with --folder"
