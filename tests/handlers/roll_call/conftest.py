import pytest

from tests.handlers.roll_call.scene import Calling
from tests.handlers.talk_scene import Talk


@pytest.fixture
def calling(talk: Talk) -> Calling:
    """Call the roll on the sample tour."""
    return Calling(talk)
