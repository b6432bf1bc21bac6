"""Reading beside the writers: a page's read never waits for a unit of work that writes."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.database import Database

T = TypeVar("T")


async def read(database: Database, work: Callable[[Session], T]) -> T:
    """Run `work` on one consistent state in a worker thread; what it writes is rolled back."""

    def whole() -> T:
        with database.reading() as session:
            return work(session)

    return await asyncio.to_thread(whole)
