"""Housekeeping: what is of no further use is deleted now and then, a few rows at a time beside the real work."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

import structlog
from sqlalchemy.orm import Session

from bot import stale_rows
from bot.clock import Clock
from bot.database import Database
from bot.retention import erase_what_is_due
from bot.stale_rows import KEPT_FOR, MOST_AT_ONCE, STALE
from bot.tables import PushRow
from bot.web.reading import read
from schedule_data.tables import Table

log = structlog.get_logger()

FIRST_SECONDS = 60.0  # after a start there is more urgent work
EVERY_SECONDS = 3600.0


class Housekeeping:
    """Deletes rows of no further use, and personal data whose time is up, an hour after the last time.

    Any number of processes may.
    """

    def __init__(self, database: Database, clock: Clock, *, first_seconds: float = FIRST_SECONDS) -> None:
        self._database = database
        self._clock = clock
        self._first_seconds = first_seconds

    async def run(self) -> None:
        """Tidy up until cancelled."""
        wait = self._first_seconds
        while True:
            await asyncio.sleep(wait)
            wait = EVERY_SECONDS
            await _attempt(self.tidy, "rows of no further use can't be deleted")
            await _attempt(self.erase, "personal data whose time is up can't be erased")

    async def erase(self) -> int:
        """Erase the personal data of tours that were over long ago; give of how many."""
        return await erase_what_is_due(self._database, self._clock)

    async def tidy(self) -> Mapping[str, int]:
        """Delete what there is by now; give how many rows went, by table."""
        gone: Counter[str] = Counter()
        for table in STALE:
            gone[table.__tablename__] += await self._empty(table)
        while count := await self._database.run(self._forget):
            gone["contexts"] += count
        if any(gone.values()):
            log.info("deleted rows of no further use", **gone)
        return gone

    async def _empty(self, table: type[Table]) -> int:
        """Choose beside the writers, delete in small units between theirs."""
        # a push is asked after by the machine's clock, everything else is dated by ours
        before = (datetime.now(UTC) if table is PushRow else self._clock.now()) - KEPT_FOR
        gone = 0
        while True:
            numbers = await read(self._database, lambda session: stale_rows.chosen(session, table, before))
            if numbers:
                await self._database.run(lambda session: stale_rows.remove(session, table, numbers))  # noqa: B023 - awaited at once
            gone += len(numbers)
            if len(numbers) < MOST_AT_ONCE:
                return gone

    def _forget(self, session: Session) -> int:
        return stale_rows.forget_contexts(session, self._clock.now() - KEPT_FOR)


async def _attempt(work: Callable[[], Awaitable[object]], sorry: str) -> None:
    try:
        await work()
    except Exception:
        log.exception(sorry)  # it waits for the next time
