"""Messages of our own, collected for a moment, so that everybody who is told the same notice is in one call.

The sender asks for one message at a time; those that it asks for side by side wait here for a few milliseconds.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from bot.database import Database
from bot.kakao_limits import EVENT_USERS_MAX
from bot.kakao_push import NOTICE_EVENT, Accepted, Failed, PushRoute, User, UserType
from bot.kakao_push_rows import Message, keep, notices_of, taken_before
from bot.outcomes import CallProblem, OutcomeUnknown, Rejected

log = structlog.get_logger()

LINGER_SECONDS = 0.02
DELIVERY_KEY = "delivery"
NOTICE_KEY = "notice"


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    message: Message
    task: asyncio.Future[str]


class Batches:
    """Sends messages of our own over the Event API; what it took is kept in rows before anybody hears of it."""

    def __init__(self, database: Database, channel: str, route: Callable[[], PushRoute]) -> None:
        self._database = database
        self._channel = channel
        self._route = route
        self._asked: list[_Asked] = []
        self._sending: set[asyncio.Task[None]] = set()

    async def send(self, message: Message) -> str:
        """Send a message and give the task that it is part of.

        Raises:
            CallProblem: nobody gets it by this call.
        """
        loop = asyncio.get_running_loop()
        if not self._asked:
            loop.call_later(LINGER_SECONDS, self._begin)
        asked = _Asked(message, loop.create_future())
        self._asked.append(asked)
        return await asked.task

    def _begin(self) -> None:
        asked, self._asked = self._asked, []
        sending = asyncio.create_task(self._send_all(asked))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    async def _send_all(self, asked: Sequence[_Asked]) -> None:
        try:
            taken, notices = await self._database.run(
                lambda session: (
                    taken_before(session, [one.message.key for one in asked]),
                    notices_of(session, {one.message.delivery for one in asked}),
                )
            )
        except Exception:
            log.exception("a notice's rows can't be read")
            _fail(asked, OutcomeUnknown("the database failed"))
            return
        for one in asked:
            if (one.message.key, one.message.address) in taken:
                _resolve(one, taken[one.message.key, one.message.address])
        fresh = [one for one in asked if not one.task.done()]
        await asyncio.gather(*(self._send(notice, batch) for notice, batch in _batches(fresh, notices)))

    async def _send(self, notice: int, batch: Sequence[_Asked]) -> None:
        users = [User(one.message.address, UserType.BOT, {DELIVERY_KEY: str(one.message.delivery)}) for one in batch]
        try:
            answer = await self._route().send(NOTICE_EVENT, users, {NOTICE_KEY: str(notice)}, {})
            if isinstance(answer, Failed):
                _fail(batch, answer.problem)
                return
            await self._taken(answer, batch)
        except Exception as bug:
            log.exception("a push failed", people=len(batch))
            _fail(batch, OutcomeUnknown(type(bug).__name__))

    async def _taken(self, answer: Accepted, batch: Sequence[_Asked]) -> None:
        refused = {one.id: one.reason for one in answer.refused}
        _fail([one for one in batch if one.message.address in refused], Rejected("refused at once"))
        took = [one for one in batch if one.message.address not in refused]
        messages = [one.message for one in took]
        at = datetime.now(UTC)
        await self._database.run(lambda session: keep(session, self._channel, answer.task_id, messages, at))
        for one in took:
            _resolve(one, answer.task_id)


def _batches(asked: Sequence[_Asked], notices: Mapping[int, int]) -> list[tuple[int, list[_Asked]]]:
    """Part what is asked by notice into calls of at most 100 people, nobody twice in one."""
    parted: list[tuple[int, list[_Asked]]] = []
    for one in asked:
        notice = notices.get(one.message.delivery, 0)
        room = (
            batch
            for of, batch in parted
            if of == notice and len(batch) < EVENT_USERS_MAX and not _names(batch, one.message.address)
        )
        batch = next(room, None)
        if batch is None:
            parted.append((notice, [one]))
        else:
            batch.append(one)
    return parted


def _names(batch: Sequence[_Asked], address: str) -> bool:
    return any(one.message.address == address for one in batch)


def _resolve(asked: _Asked, task: str) -> None:
    if not asked.task.done():
        asked.task.set_result(task)


def _fail(asked: Sequence[_Asked], problem: CallProblem) -> None:
    for one in asked:
        if not one.task.done():
            one.task.set_exception(problem)
