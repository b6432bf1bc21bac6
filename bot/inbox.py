"""The inbox: every update is stored and committed before its messenger hears that it arrived, then worked off.

One loop does it in units of work: a unit closes what was sent, stores what arrived and works off what is next (people
side by side, one person's updates in order), so that one commit serves many. A crash repeats nothing and forgets
nothing: what is stored and not answered is worked off at the next start, what is answered and not sent is sent.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import structlog
from sqlalchemy.orm import Session

from bot.answering import Answering, Apologise, Converse, Worked
from bot.channel import Call, Channel, Update
from bot.database import Database
from bot.dispatch import Ended, Job, Lane
from bot.inbox_line import Line
from bot.inbox_rows import forget, left_over, store
from bot.metrics import Metrics
from bot.outcomes import Moved
from bot.put_off import Guesser, PutOff

log = structlog.get_logger()

MOST_AT_ONCE = 100  # updates worked off in one unit: bounds how long a unit holds the database
# Updates whose answers were handed over are closed together with other work, or after so long: a unit for each would
# cost more than the answers. After a crash within this time their answers are sent again.
LINGER_SECONDS = 0.05
DATABASE_RETRY_SECONDS = 1.0
JOB_PREFIX = "update:"


@dataclass(slots=True)
class _Arrival:
    updates: Sequence[Update]
    stored: asyncio.Future[None]


@dataclass(slots=True)
class _Unit:
    """What one unit of work does, and what came of it."""

    arrivals: list[_Arrival]
    done: list[int]
    next: list[Update]
    stored: list[Update] = field(default_factory=list)
    worked: Worked = field(default_factory=Worked)
    later: list[Update] = field(default_factory=list)


class Inbox:
    """Stores updates and has them answered by `converse`; the answers go out through `submit`.

    At start it works off what an earlier run left of the channels in `takes` (None: of all), for each process answers
    what it takes in itself. `answers=False` only stores. A question that is unclear waits until `guesser` has chosen
    what it asks; the person's next messages wait with it, and nobody else's.
    """

    def __init__(  # noqa: PLR0913 - the parts it stands between
        self,
        database: Database,
        channels: Mapping[str, Channel],
        converse: Converse,
        apologise: Apologise,
        submit: Callable[[Job], None],
        *,
        takes: Collection[str] | None = None,
        metrics: Metrics | None = None,
        answers: bool = True,
        guesser: Guesser | None = None,
    ) -> None:
        self._database = database
        self._takes = channels.keys() if takes is None else takes
        self._wake = asyncio.Event()
        self._put_off = PutOff(guesser, self._wake.set)
        self._answering = Answering(channels, converse, apologise, self._put_off.guessing_of)
        self._submit = submit
        self._answers = answers
        self._arrivals: list[_Arrival] = []
        self._line = Line()
        self._done: list[int] = []
        self._lingering: asyncio.TimerHandle | None = None
        self._metrics = metrics or Metrics()

    async def accept(self, updates: Sequence[Update]) -> None:
        """Store updates; when this returns they are committed. Keys that are there already are ignored.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: they could not be stored, and must not be acknowledged.
        """
        arrival = _Arrival(updates, asyncio.get_running_loop().create_future())
        self._arrivals.append(arrival)
        self._wake.set()
        await arrival.stored

    def ended(self, end: Ended) -> None:
        """Note that an answer has been handed to its messenger, or can't be."""
        if end.retrying:
            return
        row = int(end.job.key.removeprefix(JOB_PREFIX))
        if isinstance(end.problem, Moved):
            rest = end.job.calls[len(end.refs) :]
            self._submit(replace(end.job, address=end.problem.address, calls=rest))
            return
        if end.problem is not None:
            log.warning("answer not taken", channel=end.job.channel, update=row, why=type(end.problem).__name__)
        self._metrics.answered(end.job.channel)
        self._close(row)

    def _close(self, row: int) -> None:
        self._done.append(row)
        if self._lingering is None:
            self._lingering = asyncio.get_running_loop().call_later(LINGER_SECONDS, self._wake.set)

    async def run(self) -> None:
        """Work until cancelled; first what an earlier run left."""
        if self._answers:
            await _until_done(self._recover)
        while True:
            await self._wake.wait()
            await _until_done(self._work)

    async def settle(self) -> None:
        """Make no more guesses, and answer what waits for one."""
        await self._put_off.settle()

    async def flush(self) -> None:
        """Write what is left to write, before the end; what waits to be answered is stored and waits on."""
        self._answers = False
        await self._put_off.drop()
        self._line.clear()
        while self._arrivals or self._done:
            await self._work()

    async def _work(self) -> None:
        self._wake.clear()
        if self._lingering is not None:
            self._lingering.cancel()
            self._lingering = None
        self._line.let_go(self._put_off.freed())
        unit = _Unit(self._arrivals, self._done, self._line.heads(MOST_AT_ONCE))
        self._arrivals, self._done = [], []
        try:
            await self._database.run(lambda session: self._do(session, unit))
        except Exception as error:
            self._give_back(unit, error)
            raise
        for arrival in unit.arrivals:
            if not arrival.stored.done():
                arrival.stored.set_result(None)
        self._metrics.received(unit.stored)
        self._follow(unit.worked)
        self._line.add(unit.later)
        if self._line:
            self._wake.set()

    def _follow(self, worked: Worked) -> None:
        """Hand over the answers; hold those who wait for a guess."""
        for one, calls in worked.answered:
            self._hand_over(one, calls)
        for one, unclear in worked.put_off:
            self._line.hold(one)
            self._put_off.begin(one, unclear)
        self._put_off.answered(one for one, _ in worked.answered)
        self._metrics.guessed("over_budget", worked.over_budget)

    def _do(self, session: Session, unit: _Unit) -> None:
        forget(session, unit.done)
        stored = unit.stored = store(session, [one for arrival in unit.arrivals for one in arrival.updates])
        if self._answers:
            fresh = self._line.fresh(stored, unit.next, MOST_AT_ONCE)
            unit.worked = self._answering.answer(session, unit.next + fresh)
            taken = {one.id for one in fresh}
            unit.later = [one for one in stored if one.id not in taken]

    def _give_back(self, unit: _Unit, error: Exception) -> None:
        for arrival in unit.arrivals:
            if not arrival.stored.done():
                arrival.stored.set_exception(error)
        self._done = unit.done + self._done
        self._line.give_back(unit.next)

    def _hand_over(self, one: Update, calls: Sequence[Call]) -> None:
        if calls:
            self._submit(Job(f"{JOB_PREFIX}{one.id}", Lane.REPLY, one.channel, one.sender, tuple(calls)))
        else:
            self._metrics.answered(one.channel)
            self._close(one.id)

    async def _recover(self) -> None:
        received, answered = await self._database.run(lambda session: left_over(session, self._takes))
        self._line.add(received)
        for one, calls in answered:
            self._hand_over(one, calls)
        if received:
            self._wake.set()


async def _until_done(step: Callable[[], Awaitable[None]]) -> None:
    """Do a step, again and again where the database fails: what it is about waits."""
    while True:
        try:
            return await step()
        except Exception:
            log.exception("the inbox's work failed and is tried again")
            await asyncio.sleep(DATABASE_RETRY_SECONDS)
