from collections.abc import Iterator

import pytest

from bot.database import Database
from tests.handlers.talk_scene import Talk, talking


@pytest.fixture
def talk(sample: Database) -> Iterator[Talk]:
    """Talk to the sample tour."""
    with talking(sample) as scene:
        yield scene
