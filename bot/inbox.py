"""The inbox: every update is stored and committed before its messenger hears that it arrived, then worked off.

One loop does it in units of work: a unit marks what was sent, works off what waits (people side by side, one person's
updates in order) and stores what arrived, so that one commit serves many. A crash repeats nothing and forgets nothing:
what is stored and not answered is worked off at the next start, what is answered and not sent is sent.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.channel import Call, Channel, Update
from bot.database import Database
from bot.dispatch import Ended, Job, Lane
from bot.outcomes import Moved
from bot.tables import UpdateRow, UpdateState
from handlers.reply import Reply
from handlers.request import Request
from schedule_data.inserting import insert_new

log = structlog.get_logger()

MOST_AT_ONCE = 100  # updates worked off in one unit: bounds how long a unit holds the database
DATABASE_RETRY_SECONDS = 1.0
JOB_PREFIX = "update:"

Converse = Callable[[Session, str, Sequence[Request]], Sequence[Reply | None]]
Apologise = Callable[[Request], Reply]


@dataclass(slots=True)
class _Arrival:
    updates: Sequence[Update]
    stored: asyncio.Future[None]


@dataclass(slots=True)
class _Unit:
    """What one unit of work does, and what came of it."""

    arrivals: list[_Arrival]
    waiting: list[Update]
    done: list[int]
    answered: list[tuple[Update, Sequence[Call]]] = field(default_factory=list)
    stored: list[Update] = field(default_factory=list)


class Inbox:
    """Stores updates and has them answered by `converse`; the answers go out through `submit`.

    `answers=False` only stores: another process works them off.
    """

    def __init__(  # noqa: PLR0913 - the parts it stands between
        self,
        database: Database,
        channels: Mapping[str, Channel],
        converse: Converse,
        apologise: Apologise,
        submit: Callable[[Job], None],
        *,
        answers: bool = True,
    ) -> None:
        self._database = database
        self._channels = channels
        self._converse = converse
        self._apologise = apologise
        self._submit = submit
        self._answers = answers
        self._arrivals: list[_Arrival] = []
        self._waiting: dict[str, deque[Update]] = {}
        self._done: list[int] = []
        self._wake = asyncio.Event()

    async def accept(self, updates: Sequence[Update]) -> None:
        """Store updates; when this returns they are committed. Keys that are there already are ignored."""
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
        self._done.append(row)
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled; first what an earlier run left."""
        if self._answers:
            await self._recover()
        while True:
            await self._wake.wait()
            self._wake.clear()
            try:
                await self._work()
            except SQLAlchemyError:
                log.exception("inbox can't reach the database")
                await asyncio.sleep(DATABASE_RETRY_SECONDS)
                self._wake.set()

    async def flush(self) -> None:
        """Do what is left to write, before the end."""
        while self._arrivals or self._done or self._waiting:
            await self._work()

    async def _work(self) -> None:
        unit = _Unit(self._arrivals, self._heads(), self._done)
        self._arrivals, self._done = [], []
        try:
            await self._database.run(lambda session: self._do(session, unit))
        except Exception as error:
            self._give_back(unit, error)
            raise
        for arrival in unit.arrivals:
            if not arrival.stored.done():
                arrival.stored.set_result(None)
        for row, calls in unit.answered:
            self._hand_over(row, calls)
        if self._answers:
            self._enqueue(unit.stored)
        if self._waiting:
            self._wake.set()

    def _heads(self) -> list[Update]:
        """Take the oldest waiting update of each person."""
        heads = []
        for sender in list(self._waiting)[:MOST_AT_ONCE]:
            queue = self._waiting.pop(sender)
            heads.append(queue.popleft())
            if queue:
                self._waiting[sender] = queue
        return heads

    def _enqueue(self, updates: Iterable[Update]) -> None:
        for one in updates:
            self._waiting.setdefault(f"{one.channel}:{one.sender}", deque()).append(one)

    def _give_back(self, unit: _Unit, error: Exception) -> None:
        for arrival in unit.arrivals:
            if not arrival.stored.done():
                arrival.stored.set_exception(error)
        self._done = unit.done + self._done
        for one in reversed(unit.waiting):
            self._waiting.setdefault(f"{one.channel}:{one.sender}", deque()).appendleft(one)

    def _hand_over(self, row: Update, calls: Sequence[Call]) -> None:
        if calls:
            self._submit(Job(f"{JOB_PREFIX}{row.id}", Lane.REPLY, row.channel, row.sender, tuple(calls)))
        else:
            self._done.append(row.id)
            self._wake.set()

    def _do(self, session: Session, unit: _Unit) -> None:
        if unit.done:
            session.execute(_FORGET, [{"row": row} for row in unit.done])
        unit.answered = self._answer(session, unit.waiting)
        if unit.answered:
            session.execute(_ANSWERED, [_answer_row(row, calls) for row, calls in unit.answered])
        unit.stored = _store(session, [one for arrival in unit.arrivals for one in arrival.updates])

    def _answer(self, session: Session, waiting: Sequence[Update]) -> list[tuple[Update, Sequence[Call]]]:
        """Work the updates off together; where that fails, one by one, so that one bad update spoils no other."""
        if not waiting:
            return []
        try:
            with session.begin_nested():
                return self._answer_together(session, waiting)
        except Exception:
            if len(waiting) == 1:
                log.exception("update failed", channel=waiting[0].channel, update=waiting[0].id)
                return [(waiting[0], self._sorry(waiting[0]))]
        return [answered for one in waiting for answered in self._answer(session, [one])]

    def _answer_together(self, session: Session, waiting: Sequence[Update]) -> list[tuple[Update, Sequence[Call]]]:
        by_channel: dict[str, list[Update]] = defaultdict(list)
        for one in waiting:
            by_channel[one.channel].append(one)
        answered: list[tuple[Update, Sequence[Call]]] = []
        for name, updates in by_channel.items():
            channel = self._channels[name]
            read = [(one, channel.read(one)) for one in updates]
            answered += [(one, ()) for one, request in read if request is None]
            asked = [(one, request) for one, request in read if request is not None]
            replies = self._converse(session, name, [request for _, request in asked])
            answered += [
                (one, channel.write(reply, one) if reply else ())
                for (one, _), reply in zip(asked, replies, strict=True)
            ]
        return answered

    def _sorry(self, row: Update) -> Sequence[Call]:
        channel = self._channels[row.channel]
        try:
            request = channel.read(row)
        except Exception:  # the reader itself is what failed: there is nobody to answer
            log.exception("update unreadable", channel=row.channel, update=row.id)
            return ()
        return () if request is None else channel.write(self._apologise(request), row)

    async def _recover(self) -> None:
        received, answered = await self._database.run(_left_over)
        self._enqueue(received)
        for row, calls in answered:
            self._hand_over(row, calls)
        if received:
            self._wake.set()


_ROW = update(UpdateRow.core()).where(UpdateRow.core().c.id == bindparam("row"))
_FORGET = _ROW.values(state=UpdateState.DONE, body={}, answer=None)  # what was said is not kept longer than needed
_ANSWERED = _ROW.values(state=UpdateState.ANSWERED, answer=bindparam("calls"))


def _answer_row(row: Update, calls: Sequence[Call]) -> dict[str, Any]:
    return {"row": row.id, "calls": [[call.method, dict(call.params)] for call in calls]}


def _store(session: Session, updates: Sequence[Update]) -> list[Update]:
    """Insert the updates that are new; give them with their ids, in the order they came."""
    rows = [
        {"channel": one.channel, "update_key": one.key, "sender": one.sender, "body": dict(one.body)}
        | {"state": UpdateState.RECEIVED, "received_at": one.at}
        for one in updates
    ]
    inserted = insert_new(session, UpdateRow, rows, (UpdateRow.id, UpdateRow.channel, UpdateRow.update_key))
    ids = {(row.channel, row.update_key): row.id for row in inserted}
    first = {(one.channel, one.key): one for one in reversed(updates)}
    return [
        replace(one, id=ids[one.channel, one.key]) for one in reversed(first.values()) if (one.channel, one.key) in ids
    ]


def _left_over(session: Session) -> tuple[list[Update], list[tuple[Update, Sequence[Call]]]]:
    rows = session.scalars(select(UpdateRow).where(UpdateRow.state != UpdateState.DONE).order_by(UpdateRow.id)).all()
    received: list[Update] = [_update(row) for row in rows if row.state == UpdateState.RECEIVED]
    answered: list[tuple[Update, Sequence[Call]]] = [
        (_update(row), [Call(method, params) for method, params in row.answer or ()])
        for row in rows
        if row.state == UpdateState.ANSWERED
    ]
    return received, answered


def _update(row: UpdateRow) -> Update:
    return Update(row.channel, row.update_key, row.sender, row.body, row.received_at, row.id)
