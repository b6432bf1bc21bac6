"""The files of notices for whoever shows them: from our rows, or fetched once from the messenger that holds them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from weakref import WeakValueDictionary

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.database import Database
from bot.file_types import ANYTHING, safe_name, type_of
from bot.web.reading import read
from handlers.files import StoredFile, keep, learn_telegram, stored_file, telegram_name
from handlers.request import Enclosed

UPLOAD_LIMIT: Final = 10_000_000  # bytes; core.telegram.org/bots/api#sending-files: 10 MB for photos
FETCH_LIMIT: Final = 20_000_000  # bytes; core.telegram.org/bots/api#getfile: 20 MB

Fetch = Callable[[str], Awaitable[bytes]]


class NotFetched(Exception):  # noqa: N818 - an outcome
    """The messenger doesn't hand the file over: it is too large, gone, or can't be reached now."""


class Files:
    """Gives files by what they are called. `fetch` has a way for each channel that keeps files for us, by reference."""

    def __init__(self, database: Database, clock: Clock, fetch: Mapping[str, Fetch] | None = None) -> None:
        self._database = database
        self._clock = clock
        self._fetch = fetch or {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def turn(self, file: Enclosed) -> asyncio.Lock:
        """Give the lock under which a file is fetched or uploaded: once for all who want it."""
        return self._turns.setdefault(file.written(), asyncio.Lock())

    async def stored(self, file: Enclosed) -> StoredFile | None:
        """Give a file that we keep; None where we don't."""
        return await read(self._database, lambda session: stored_file(session, file))

    async def given(self, file: Enclosed, tour: str) -> StoredFile | None:
        """Give a file, fetched and kept for `tour` where we don't have it yet; None where nobody has it.

        Raises:
            NotFetched: the messenger that has it doesn't hand it over.
        """
        async with self.turn(file):
            found = await self.stored(file)
            fetch = self._fetch.get(file.channel)
            if found is not None or fetch is None:
                return found
            return await self._kept(file, await fetch(file.reference), tour)

    async def telegram_name(self, file: Enclosed) -> str:
        """Give Telegram's own name for a file, `kind|id`; '' while it isn't there."""
        return await read(self._database, lambda session: telegram_name(session, file))

    async def learn_telegram(self, file: Enclosed, name: str) -> None:
        """Keep Telegram's own name for a file, `kind|id`."""
        await self._database.run(lambda session: learn_telegram(session, file, name))

    async def _kept(self, file: Enclosed, content: bytes, tour: str) -> StoredFile:
        found = type_of(content) or ANYTHING
        # what a leader sent as a document stays one: a photo in full size, a recording under its name
        kind = file.kind if found.kind == file.kind else "document"
        fetched = StoredFile(kind, safe_name(file.name, found), found.media_type, content)
        at = self._clock.now()

        def work(session: Session) -> None:
            keep(session, file, fetched, tour=tour, member=None, at=at)

        await self._database.run(work)
        return fetched
