"""Edits live messages in place, each at most once in a few seconds, with words made in its turn: the latest wins.

The rows say which messages are behind (`handlers.live`); this loop has them composed, and hands the edits to the sender
that replies and notices share.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import live_rows
from bot.channel import Call, Channel
from bot.clock import Clock
from bot.database import Database
from bot.dispatch import Ended, Job, Lane
from bot.live_rows import LEASE, Behind, Done, Earlier
from bot.outcomes import Rejected, Unreachable
from handlers.copies import Copy
from handlers.reply import Reply

log = structlog.get_logger()

JOB_PREFIX = "live:"
EARLIER = "-"  # in a job's key: the copy of an earlier channel
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
        self._under_way: dict[int, _Edit] = {}
        self._done: list[Done] = []
        self._renewed = 0.0

    def ended(self, end: Ended) -> None:
        """Note how an edit ended; it is over once that of each earlier copy is."""
        if end.retrying:
            return
        if end.problem is not None and not isinstance(end.problem, (Rejected, Unreachable)):
            log.warning("live message not edited", channel=end.job.channel, why=type(end.problem).__name__)
        delivery, _, number = end.job.key.removeprefix(JOB_PREFIX).partition(":")
        edit = self._under_way[int(delivery)]
        if EARLIER not in number:
            edit.refused = isinstance(end.problem, Rejected)
        edit.left -= 1
        if not edit.left:
            del self._under_way[int(delivery)]
            self._done.append(edit.done())

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
        for one, those in jobs:
            self._under_way[one.delivery] = _Edit(one, len(those))
            for job in those:
                self._submit(job)
        return len(jobs)

    async def flush(self) -> None:
        """Write what is left to write."""
        done, self._done = self._done, []
        await self._database.run(lambda session: live_rows.close(session, done, self._machine_time()))

    def _unit(self, session: Session, done: list[Done]) -> list[tuple[Behind, Sequence[Job]]]:
        at, machine_time = self._clock.now(), self._machine_time()
        live_rows.close(session, done, machine_time)
        if machine_time.timestamp() - self._renewed >= RENEW_SECONDS:
            live_rows.renew(session, list(self._under_way), machine_time)
            self._renewed = machine_time.timestamp()
        room = MOST_UNDER_WAY - len(self._under_way)
        taken = live_rows.take(session, room, machine_time) if room > 0 else ()
        jobs = [(one, self._jobs(session, one, at)) for one in taken]
        live_rows.close(session, [Done(one.delivery, one.changes) for one, those in jobs if not those], machine_time)
        return [(one, those) for one, those in jobs if those]

    def _jobs(self, session: Session, one: Behind, at: datetime) -> Sequence[Job]:
        """Give the edit of the newest copy, and of those that earlier channels show of it."""
        key = f"{JOB_PREFIX}{one.delivery}:{one.number}"
        jobs = [_job(key, one, self._calls(session, one, at))]
        for number, earlier in enumerate(one.earlier):
            jobs.append(_job(f"{key}{EARLIER}{number}", earlier, self._rewritten(session, earlier, at)))
        return [job for job in jobs if job.calls]

    def _rewritten(self, session: Session, one: Earlier, at: datetime) -> tuple[Call, ...]:
        reply = self._compose(session, one.copy, at)
        channel = self._channels.get(one.channel)
        return tuple(channel.rewrite(reply, one.reference)) if reply and channel else ()

    def _calls(self, session: Session, one: Behind, at: datetime) -> tuple[Call, ...]:
        reply = self._compose(session, one.copy, at)
        channel = self._channels.get(one.channel)
        if reply is None or channel is None:
            return ()
        calls = tuple(channel.rewrite(reply, one.reference)) if one.reference else ()
        if calls or not one.follow_up:
            return calls
        return tuple(channel.write(reply, None))


@dataclass(slots=True)
class _Edit:
    """An edit under way: how many of its calls' jobs are `left`, and whether the newest copy's was `refused`."""

    of: Behind
    left: int
    refused: bool = False

    def done(self) -> Done:
        """Tell what came of it; who is still to be told is told anew at the next turn."""
        again = self.refused and self.of.follow_up and not self.of.sent_anew
        return Done(self.of.delivery, 0 if again else self.of.changes, self.refused)


def _job(key: str, one: Behind | Earlier, calls: tuple[Call, ...]) -> Job:
    return Job(key, Lane.NOTICE, one.channel, one.address, calls)
