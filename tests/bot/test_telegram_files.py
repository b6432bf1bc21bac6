"""Files of ours on their way to Telegram: an upload that doesn't end holds up nobody's words for long."""

from collections.abc import Mapping
from typing import Any

import pytest
from telegram.error import TimedOut

from bot.clock import SettableClock
from bot.database import Database
from bot.files import Files
from bot.outcomes import Rejected
from bot.telegram_files import REST_SECONDS, TelegramFiles, kept
from handlers.files import StoredFile, keep
from handlers.request import Enclosed
from tests.build import BEFORE, document, load

FILE = Enclosed("photo", "web", "reference", "문.png")


class Wire:
    """A messenger's end that answers or not."""

    def __init__(self) -> None:
        self.answers = False
        self.uploads = 0

    async def send(self, method: str, params: Mapping[str, Any]) -> Any:
        """Take a call."""
        assert (method, params["caption"]) == ("sendPhoto", "이 문")
        self.uploads += isinstance(params["photo"], dict)
        if not self.answers:
            raise TimedOut
        return {"message_id": 1, "photo": [{"file_id": "AgAC"}], "caption": "이 문"}


async def test_an_upload_without_an_answer_is_not_tried_again_for_a_while(database: Database) -> None:
    with database.unit() as session:
        load(session, document())
        keep(session, FILE, StoredFile("photo", "문.png", "image/png", b"x"), tour="city-1", member=None, at=BEFORE)
    now, wire = [0.0], Wire()
    files = TelegramFiles(Files(database, SettableClock(BEFORE, speed=0)), lambda: now[0])
    params = {"photo": kept(FILE), "caption": "이 문"}
    for _ in range(2):
        with pytest.raises(Rejected):
            await files.send(FILE, params, wire.send)
    assert wire.uploads == 1
    now[0], wire.answers = REST_SECONDS, True
    for _ in range(2):
        assert (await files.send(FILE, params, wire.send))["message_id"] == 1
    assert wire.uploads == 2
