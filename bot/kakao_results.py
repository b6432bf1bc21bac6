"""Asks what became of messages that a route took: 'accepted' is not 'delivered'."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.database import Database
from bot.kakao_push import Failed, PushRoute
from bot.kakao_push_rows import is_anything_due, settle, tasks_to_look_at
from bot.web.reading import read

log = structlog.get_logger()

LOOK_EVERY_SECONDS = 1.0


def _machine_time() -> datetime:
    return datetime.now(UTC)


class Results:
    """Looks at the tasks of a channel; `on_missed` hears when messages go on to other channels."""

    def __init__(  # noqa: PLR0913 - the parts it stands between
        self,
        database: Database,
        channel: str,
        route: Callable[[], PushRoute],
        clock: Clock,
        on_missed: Callable[[], None],
        *,
        machine_time: Callable[[], datetime] = _machine_time,
    ) -> None:
        self._database = database
        self._channel = channel
        self._route = route
        self._clock = clock
        self._on_missed = on_missed
        self._machine_time = machine_time

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except SQLAlchemyError:
                log.exception("results of pushes can't be written")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self) -> int:
        """Ask for what is due; give how many messages did not arrive and go on to another channel."""
        at = self._machine_time()
        if not await read(self._database, lambda session: is_anything_due(session, self._channel, at)):
            return 0
        tasks = await self._database.run(lambda session: tasks_to_look_at(session, self._channel, at))
        missed = 0
        for task in tasks:
            missed += await self._look_at(task)
        if missed:
            self._on_missed()
        return missed

    async def _look_at(self, task: str) -> int:
        result = await self._route().task_result(task)
        if isinstance(result, Failed):
            log.warning("the result of a push is not told", channel=self._channel, why=type(result.problem).__name__)
            return 0
        at = self._clock.now()
        return await self._database.run(lambda session: settle(session, self._channel, result, at))
