"""Sends the ledger: claims what is due, has the words made at that moment, closes the rows by what became of them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import claims
from bot.channel import Channel
from bot.claims import LEASE, Claim, Reason
from bot.clock import Clock
from bot.database import Database
from bot.dispatch import Ended, Job
from bot.outcomes import CallProblem, Moved, OutcomeUnknown, Rejected, Unavailable, Unreachable
from handlers.reply import Reply
from handlers.tables import Lane

log = structlog.get_logger()

JOB_PREFIX = "delivery:"
LANES = (Lane.REMINDER, Lane.NOTICE)
MOST_UNDER_WAY = 300  # per lane, claimed and waiting for their turn: what waits longer stays in rows
POLL_SECONDS = 0.5  # another process may have queued something
RENEW_SECONDS = LEASE.total_seconds() / 3
DATABASE_RETRY_SECONDS = 1.0

Compose = Callable[[Session, Claim, datetime], Reply | None]
_REASONS: Mapping[type[CallProblem], Reason] = {
    Rejected: Reason.REJECTED,
    Unavailable: Reason.UNAVAILABLE,
    OutcomeUnknown: Reason.OUTCOME_UNKNOWN,
}


@dataclass(slots=True)
class _Results:
    """What came of deliveries since the last unit of work."""

    accepted: dict[int, tuple[str, datetime]] = field(default_factory=dict)
    failed: dict[int, Reason] = field(default_factory=dict)
    requeued: dict[int, Reason] = field(default_factory=dict)
    expired: list[int] = field(default_factory=list)
    unreachable: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)

    def and_then(self, later: "_Results") -> "_Results":
        """Give these and what came later."""
        return _Results(
            self.accepted | later.accepted,
            self.failed | later.failed,
            self.requeued | later.requeued,
            self.expired + later.expired,
            self.unreachable + later.unreachable,
            self.moved + later.moved,
        )

    def write(self, session: Session) -> None:
        claims.accept(session, self.accepted)
        claims.fail(session, self.failed)
        claims.expire(session, self.expired)
        claims.requeue(session, self.requeued)
        for channel, address, why in self.unreachable:
            claims.mark_unreachable(session, channel, address, why)
        for channel, address, new_address in self.moved:
            claims.move(session, channel, address, new_address)


class Ledger:
    """Works the ledger off. `compose` makes the words of a notice; None where there is nothing true left to say."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        compose: Compose,
        submit: Callable[[Job], None],
        clock: Clock,
    ) -> None:
        self._database = database
        self._channels = channels
        self._compose = compose
        self._submit = submit
        self._clock = clock
        self._results = _Results()
        self._under_way: dict[int, Lane] = {}
        self._wake = asyncio.Event()
        self._renewed = 0.0

    def wake(self) -> None:
        """Look for work now."""
        self._wake.set()

    def ended(self, end: Ended) -> None:
        """Note how an attempt, or the whole job, ended."""
        delivery = int(end.job.key.removeprefix(JOB_PREFIX))
        if end.retrying:
            return
        self._under_way.pop(delivery, None)
        self._sort(delivery, end)
        self._wake.set()

    def _sort(self, delivery: int, end: Ended) -> None:
        match end.problem:
            case None:
                self._results.accepted[delivery] = ",".join(end.refs), self._clock.now()
            case Unreachable() as problem:
                self._results.unreachable.append((end.job.channel, end.job.address, str(problem)))
                self._results.requeued[delivery] = Reason.UNREACHABLE
            case Moved() as problem:
                self._results.moved.append((end.job.channel, end.job.address, problem.address))
                self._results.requeued[delivery] = Reason.INTERRUPTED
            case problem if end.expired:
                self._results.expired.append(delivery)
            case problem:
                self._results.failed[delivery] = _REASONS.get(type(problem), Reason.UNAVAILABLE)

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            try:
                self._wake.clear()
                if not await self.work():
                    await self._pause()
            except Exception:
                log.exception("the ledger's work failed and is tried again")
                await asyncio.sleep(DATABASE_RETRY_SECONDS)

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return

    async def work(self) -> int:
        """Do one unit of work and give how many messages were handed over."""
        results, self._results = self._results, _Results()
        try:
            jobs, claimed = await self._database.run(lambda session: self._unit(session, results))
        except Exception:
            self._results = results.and_then(self._results)
            raise
        self._under_way |= claimed
        for job in jobs:
            self._submit(job)
        return len(jobs)

    async def flush(self) -> None:
        """Write what is left to write, claim nothing new."""
        results, self._results = self._results, _Results()
        await self._database.run(results.write)

    def _unit(self, session: Session, results: _Results) -> tuple[list[Job], dict[int, Lane]]:
        at, machine_time = self._clock.now(), datetime.now(UTC)
        results.write(session)
        self._renew(session, machine_time)
        jobs: list[Job] = []
        claimed: dict[int, Lane] = {}
        for lane in LANES:
            room = MOST_UNDER_WAY - sum(1 for other in self._under_way.values() if other is lane)
            for one in claims.claim(session, lane, room, at, machine_time) if room > 0 else ():
                job = self._job(session, one, at)
                if job is not None:
                    jobs.append(job)
                    claimed[one.delivery] = lane
        return jobs, claimed

    def _renew(self, session: Session, machine_time: datetime) -> None:
        if machine_time.timestamp() - self._renewed >= RENEW_SECONDS:
            claims.renew(session, list(self._under_way), machine_time)
            self._renewed = machine_time.timestamp()

    def _job(self, session: Session, one: Claim, at: datetime) -> Job | None:
        """Make the words of a delivery; one that has none is closed, whether nothing is true any more or they fail."""
        try:
            reply = self._compose(session, one, at)
            calls = tuple(self._channels[one.channel].write(reply, None)) if reply else ()
        except SQLAlchemyError:
            raise
        except Exception:
            log.exception("notice can't be put into words", kind=one.notice.kind, delivery=one.delivery)
            claims.fail(session, {one.delivery: Reason.NO_WORDS})
            return None
        if not calls:
            claims.expire(session, [one.delivery])
            return None
        return Job(f"{JOB_PREFIX}{one.delivery}", one.lane, one.channel, one.address, calls, one.notice.expires_at)
