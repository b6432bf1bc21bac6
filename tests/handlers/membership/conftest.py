from collections.abc import Iterator

import pytest

from bot.database import Database
from tests.handlers.membership.chatting import Chat, chatting


@pytest.fixture
def chat(sample: Database) -> Iterator[Chat]:
    """Chat about the sample tour."""
    with chatting(sample) as scene:
        yield scene
