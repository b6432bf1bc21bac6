"""Edits live messages in place, each at most once in a few seconds, with words made in its turn: the latest wins.

The rows say which messages are behind (`handlers.live`); this loop has them composed, and hands the edits to the sender
that replies and notices share.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import live_rows
from bot.channel import Call, Channel
from bot.clock import Clock
from bot.database import Database
from bot.dispatch import Ended, Job, Lane
from bot.live_rows import LEASE, Behind, Done
from bot.outcomes import Rejected, Unreachable
from handlers.copies import Copy
from handlers.reply import Reply

log = structlog.get_logger()

JOB_PREFIX = "live:"
MOST_UNDER_WAY = 100  # a withdrawn notice of a thousand people is worked off piece by piece
POLL_SECONDS = 0.5
RENEW_SECONDS = LEASE.total_seconds() / 3
DATABASE_RETRY_SECONDS = 1.0


def _machine_time() -> datetime:
    return datetime.now(UTC)


Compose = Callable[[Session, Copy, datetime], Reply | None]


class LiveEdits:
    """Keeps live messages up to date. `compose` makes the words; None leaves a message as it is."""

    def __init__(  # noqa: PLR0913 - the parts it stands between
        self,
        database: Database,
        channels: Mapping[str, Channel],
        compose: Compose,
        submit: Callable[[Job], None],
        clock: Clock,
        *,
        machine_time: Callable[[], datetime] = _machine_time,
    ) -> None:
        self._database = database
        self._channels = channels
        self._compose = compose
        self._submit = submit
        self._clock = clock
        self._machine_time = machine_time
        self._under_way: dict[int, Behind] = {}
        self._done: list[Done] = []
        self._renewed = 0.0

    def ended(self, end: Ended) -> None:
        """Note how an edit ended."""
        if end.retrying:
            return
        taken = self._under_way.pop(int(end.job.key.removeprefix(JOB_PREFIX).partition(":")[0]))
        refused = isinstance(end.problem, Rejected)
        if refused and taken.follow_up and not taken.sent_anew:
            self._done.append(Done(taken.delivery, 0, refused=True))  # still to be told: sent anew at the next turn
            return
        if end.problem is not None and not isinstance(end.problem, (Rejected, Unreachable)):
            log.warning("live message not edited", channel=end.job.channel, why=type(end.problem).__name__)
        self._done.append(Done(taken.delivery, taken.changes, refused))

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                await self.work()
                await asyncio.sleep(POLL_SECONDS)
            except SQLAlchemyError:
                log.exception("live messages can't reach the database")
                await asyncio.sleep(DATABASE_RETRY_SECONDS)

    async def work(self) -> int:
        """Write what came of edits, hand over those whose turn it is, and give how many."""
        done, self._done = self._done, []
        try:
            jobs = await self._database.run(lambda session: self._unit(session, done))
        except SQLAlchemyError:
            self._done = done + self._done
            raise
        for one, job in jobs:
            self._under_way[one.delivery] = one
            self._submit(job)
        return len(jobs)

    async def flush(self) -> None:
        """Write what is left to write."""
        done, self._done = self._done, []
        await self._database.run(lambda session: live_rows.close(session, done, self._machine_time()))

    def _unit(self, session: Session, done: list[Done]) -> list[tuple[Behind, Job]]:
        at, machine_time = self._clock.now(), self._machine_time()
        live_rows.close(session, done, machine_time)
        if machine_time.timestamp() - self._renewed >= RENEW_SECONDS:
            live_rows.renew(session, list(self._under_way), machine_time)
            self._renewed = machine_time.timestamp()
        room = MOST_UNDER_WAY - len(self._under_way)
        taken = live_rows.take(session, room, machine_time) if room > 0 else ()
        jobs = [(one, self._calls(session, one, at)) for one in taken]
        live_rows.close(session, [Done(one.delivery, one.changes) for one, calls in jobs if not calls], machine_time)
        return [(one, _job(one, calls)) for one, calls in jobs if calls]

    def _calls(self, session: Session, one: Behind, at: datetime) -> tuple[Call, ...]:
        reply = self._compose(session, one.copy, at)
        channel = self._channels.get(one.channel)
        if reply is None or channel is None:
            return ()
        calls = tuple(channel.rewrite(reply, one.reference)) if one.reference else ()
        if calls or not one.follow_up:
            return calls
        return tuple(channel.write(reply, None))


def _job(one: Behind, calls: tuple[Call, ...]) -> Job:
    return Job(f"{JOB_PREFIX}{one.delivery}:{one.number}", Lane.NOTICE, one.channel, one.address, calls)
