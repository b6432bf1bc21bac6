import pytest

from bot.database import Database
from tests.handlers.changes.talk import Talk, begin


@pytest.fixture
def talk(database: Database) -> Talk:
    """Begin to talk to a small tour, on each database."""
    return begin(database)
