"""Tells the open pages of a chat that there is something new, across threads and processes.

A page is woken at once by its own process; what another process wrote is seen by looking at the table every second,
one query for all pages.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.database import Database
from bot.tables import WebMessageRow
from bot.web.reading import read

log = structlog.get_logger()

LOOK_EVERY_SECONDS = 1.0
OVERLAP = 500  # rows looked at again: a row may be committed after one with a larger number


class Feed:
    """The open pages of this process. Used from the event loop's thread only."""

    def __init__(self) -> None:
        self._pages: dict[int, set[asyncio.Event]] = {}
        self._known: dict[int, int] = {}
        self.closed = False

    @contextmanager
    def page(self, account_id: int) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever the chat may have something new, and at the end."""
        event = asyncio.Event()
        if self.closed:
            event.set()
        self._pages.setdefault(account_id, set()).add(event)
        try:
            yield event
        finally:
            pages = self._pages[account_id]
            pages.discard(event)
            if not pages:
                del self._pages[account_id]

    def wake(self, account_id: int) -> None:
        """Tell the pages of a chat to look."""
        for event in self._pages.get(account_id, ()):
            event.set()

    def close(self) -> None:
        """End every page's stream, so that the server can stop; to be called before the server waits for them."""
        self.closed = True
        for account_id in self._pages:
            self.wake(account_id)

    async def follow(self, database: Database) -> None:
        """Watch for what other processes write, until cancelled."""
        while not self.closed:
            try:
                await self.look(database)
            except SQLAlchemyError:
                log.exception("the web feed can't read the database")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self, database: Database) -> None:
        """Look once, and wake the pages of the chats that have newer rows than when last looked at."""
        if not self._pages:
            self._known = {}
            return
        newest = await read(database, _newest)
        for account_id, number in newest.items():
            if self._known.get(account_id, 0) < number:
                self.wake(account_id)
        self._known = dict(newest)


def _newest(session: Session) -> Mapping[int, int]:
    last = select(func.coalesce(func.max(WebMessageRow.id), 0)).scalar_subquery()
    rows = session.execute(
        select(WebMessageRow.account_id, func.max(WebMessageRow.id))
        .where(WebMessageRow.id > last - OVERLAP)
        .group_by(WebMessageRow.account_id)
    )
    return {row[0]: row[1] for row in rows}
