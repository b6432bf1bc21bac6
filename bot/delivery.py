"""Sends the ledger: claims what is due, has the words made at that moment, settles the rows by what became of them.

One loop does it in units of work: a unit writes what came of messages since the last one and claims the next ones, so
that one commit serves many. What is claimed and not sent soon goes back: its words were made for that moment.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot import claims, senders, settling
from bot.channel import Call, Channel
from bot.claims import Claim
from bot.clock import Clock
from bot.database import Database
from bot.delivery_results import Results
from bot.delivery_words import Compose, Words, WordsFailedError
from bot.dispatch import Ended, Job
from bot.metrics import Metrics
from bot.outcomes import OutcomeUnknown, Rejected
from handlers.delivery_reasons import Reason
from handlers.tables import Lane

log = structlog.get_logger()

JOB_PREFIX = "delivery:"
LANES = (Lane.REMINDER, Lane.NOTICE)
MOST_UNDER_WAY = 300  # per lane, claimed and waiting for their turn: what waits longer stays in rows
FRESH = timedelta(seconds=30)  # what waits longer than this after it was put into words is put into words anew
LINGER_SECONDS = 0.02  # ends of messages are written together
MOST_ENDS = 100
POLL_SECONDS = 0.5  # another process may have queued something
LOOK_SECONDS = 1.0  # for what a change of plan has overtaken
DATABASE_RETRY_SECONDS = 1.0


class Ledger:
    """Works the ledger off. `compose` makes the words of a notice; None where there is nothing true left to say.

    `submit` hands a job to the dispatcher, `withdraw` takes jobs back that have not begun (they end as expired).
    """

    def __init__(  # noqa: PLR0913 - the parts it stands between
        self,
        database: Database,
        channels: Mapping[str, Channel],
        compose: Compose,
        submit: Callable[[Job], None],
        clock: Clock,
        *,
        withdraw: Callable[[Collection[str]], None] = lambda _: None,
        metrics: Metrics | None = None,
    ) -> None:
        self._database = database
        self._channels = channels
        self._compose = compose
        self._submit = submit
        self._withdraw = withdraw
        self._clock = clock
        self._metrics = metrics or Metrics()
        self._sender: int | None = None
        self._renewed = self._looked = 0.0
        self._results = Results()
        self._under_way: dict[int, Claim] = {}
        self._hungry = set(LANES)  # lanes in which there may be more
        self._wake = asyncio.Event()
        self._linger: asyncio.TimerHandle | None = None
        self._avoided: dict[str, float] = {}

    def wake(self) -> None:
        """Look for work now."""
        self._hungry.update(LANES)
        self._wake.set()

    def avoid(self, channel: str, wait: timedelta) -> None:
        """Send over people's other channels for so long, where they have one: this one takes nothing."""
        self._avoided[channel] = time.monotonic() + wait.total_seconds()

    def ended(self, end: Ended) -> None:
        """Note how an attempt, or the whole job, ended."""
        delivery = int(end.job.key.removeprefix(JOB_PREFIX))
        claim = self._under_way.get(delivery)
        if claim is None:
            return
        if words := _after_refused_file(end):
            log.warning("a file that goes ahead of a notice was not taken", channel=claim.channel)
            self._submit(words)
            return
        if not end.retrying:
            del self._under_way[delivery]
        at = self._clock.now()
        self._results.add(claim, end, at)
        self._metrics.delivery_ended(claim, end, at)
        self._write_soon()

    def _write_soon(self) -> None:
        if len(self._results) >= MOST_ENDS or not self._under_way:
            self._wake.set()
        elif self._linger is None:
            self._linger = asyncio.get_running_loop().call_later(LINGER_SECONDS, self._wake.set)

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
            self._hungry.update(LANES)
        if self._linger is not None:
            self._linger.cancel()
            self._linger = None

    async def work(self) -> int:
        """Do one unit of work and give how many messages were handed over."""
        results, self._results = self._results, Results()
        room = self._room()
        looked = {lane for lane in LANES if room[lane]}
        self._hungry -= looked
        try:
            unit, lost = await self._database.run(lambda session: self._unit(session, results, room))
        except Exception:
            self._results = results.and_then(self._results)
            self._hungry |= looked
            raise
        self._hungry |= {lane for lane in looked if unit.lanes[lane] >= room[lane]}
        self._under_way |= unit.claims
        self._metrics.settled(unit.settled)
        for job in unit.jobs:
            self._submit(job)
        if lost:
            self._withdraw([f"{JOB_PREFIX}{delivery}" for delivery in lost])
        return len(unit.jobs)

    def _room(self) -> Mapping[Lane, int]:
        """Give how many more of each lane to claim: not few at a time, each look costs a query."""
        busy = Counter(claim.lane for claim in self._under_way.values())
        room = {lane: MOST_UNDER_WAY - busy[lane] for lane in LANES}
        return {lane: free if lane in self._hungry else 0 for lane, free in room.items()}

    async def flush(self) -> None:
        """Write what is left to write, claim nothing new, and let go of what is claimed."""
        results, self._results = self._results, Results()

        def last(session: Session) -> None:
            results.write(session)
            if self._sender is not None:
                senders.leave(session, self._sender)

        await self._database.run(last)
        self._sender = None

    def _unit(self, session: Session, results: Results, room: Mapping[Lane, int]) -> "tuple[_Unit, Collection[int]]":
        at = self._clock.now()
        results.write(session)
        lost = self._keep_alive(session)
        unit = _Unit(Words(session, at, self._channels, self._compose), self._fresh_until(at))
        paused = [channel for channel, until in self._avoided.items() if until > time.monotonic()]
        for lane, most in room.items():
            if most and self._sender is not None:
                unit.take(session, claims.claim(session, lane, most, at, self._sender, avoid=paused), lane)
        return unit, lost

    def _fresh_until(self, at: datetime) -> datetime:
        return at + FRESH * max(self._clock.speed, 1.0)

    def _keep_alive(self, session: Session) -> Collection[int]:
        """Say that this process lives, now and then; give the deliveries under way that it should not send any more."""
        now, machine_time = time.monotonic(), datetime.now(UTC)
        lost: Collection[int] = ()
        if self._sender is not None and now - self._renewed < senders.RENEW_SECONDS:
            return self._overtaken(session, now)
        if self._sender is not None and not senders.renew(session, self._sender, machine_time):
            log.warning("this process was taken for dead; others send what it had claimed")
            lost, self._sender = list(self._under_way), None
        if self._sender is None:
            self._sender = senders.register(session, machine_time)
        else:
            senders.take_back(session, machine_time)
        self._renewed = now
        return lost

    def _overtaken(self, session: Session, now: float) -> Collection[int]:
        if not self._under_way or now - self._looked < LOOK_SECONDS:
            return ()
        self._looked = now
        return settling.superseded_among(session, list(self._under_way))


def _after_refused_file(end: Ended) -> Job | None:
    """Give what is still to be sent where only the file ahead of the words was refused; None where that is nothing."""
    first, *rest = end.job.calls
    refused = isinstance(end.problem, (Rejected, OutcomeUnknown)) and not end.retrying
    if refused and rest and not end.refs and first.is_wordless:
        return replace(end.job, calls=tuple(rest))
    return None


class _Unit:
    """What one unit of work has claimed: the jobs to hand over, and what was settled without sending."""

    def __init__(self, words: Words, fresh_until: datetime) -> None:
        self._words = words
        self._fresh_until = fresh_until
        self.jobs: list[Job] = []
        self.claims: dict[int, Claim] = {}
        self.lanes: Counter[Lane] = Counter()
        self.settled: Counter[str] = Counter()

    def take(self, session: Session, claimed: claims.Claimed, lane: Lane) -> None:
        """Put what was claimed into words; a delivery that has none is closed."""
        self.lanes[lane] += len(claimed.claims) + len(claimed.expired) + len(claimed.nowhere)
        self.settled["expired"] += len(claimed.expired)
        self.settled.update(claimed.nowhere.values())
        failed, superseded = {}, []
        for one in claimed.claims:
            try:
                calls = self._words.calls(one)
            except WordsFailedError:
                failed[one.delivery] = Reason.NO_WORDS
                continue
            if calls:
                self.claims[one.delivery] = one
                rest = calls[1:] if one.ahead and calls[0].is_wordless else calls
                self.jobs.append(self._job(one, rest or calls))
            else:
                superseded.append(one.delivery)
        settling.fail(session, failed)
        settling.supersede(session, superseded)
        self.settled.update(failed.values())
        self.settled["superseded"] += len(superseded)

    def _job(self, one: Claim, calls: tuple[Call, ...]) -> Job:
        until = min(self._fresh_until, one.notice.expires_at or self._fresh_until)
        return Job(f"{JOB_PREFIX}{one.delivery}", one.lane, one.channel, one.address, calls, until)
