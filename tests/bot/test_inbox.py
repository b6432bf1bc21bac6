"""Updates are stored, answered in each person's order, and nothing is lost or answered twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.channel import Call, Update
from bot.database import Database
from bot.dispatch import Ended, Job
from bot.inbox import JOB_PREFIX, MOST_AT_ONCE, Inbox
from bot.outcomes import Moved, Rejected
from bot.tables import UpdateRow, UpdateState
from handlers.reply import Reply
from handlers.request import Request
from tests.bot.paper_channel import Paper

pytestmark = pytest.mark.both_databases

AT = datetime(2025, 9, 22, tzinfo=UTC)
SORRY = "sorry"


class Desk:
    """An inbox with whoever answers behind it, and what was handed over to be sent."""

    def __init__(self, database: Database, *, answers: bool = True) -> None:
        self.database = database
        self.asked: list[tuple[str, str]] = []
        self.units: list[int] = []
        self.jobs: list[Job] = []
        self._news = asyncio.Event()
        self.inbox = Inbox(
            database, {"paper": Paper()}, self._converse, lambda _: Reply((SORRY,)), self._submit, answers=answers
        )

    def _converse(self, session: Session, channel: str, requests: Sequence[Request]) -> Sequence[Reply | None]:
        del session, channel
        self.units.append(len(requests))
        for request in requests:
            if request.text == "poison":
                raise RuntimeError("poison")
        self.asked += [(request.sender, str(request.text)) for request in requests]
        return [None if request.text == "silence" else Reply((str(request.text),)) for request in requests]

    def _submit(self, job: Job) -> None:
        self.jobs.append(job)
        self._news.set()

    async def handed_over(self, count: int) -> list[tuple[str, str]]:
        """Wait until so many answers were handed over; give to whom and what."""
        async with asyncio.timeout(10):
            while len(self.jobs) < count:
                self._news.clear()
                await self._news.wait()
        return [(job.address, job.calls[0].params["words"]) for job in self.jobs]

    def states(self) -> dict[str, str]:
        """Give the state of each update by its key."""
        with self.database.reading() as session:
            rows = session.execute(select(UpdateRow.update_key, UpdateRow.state))
            return {row.update_key: row.state for row in rows}


@asynccontextmanager
async def running(desk: Desk) -> AsyncIterator[Desk]:
    """Run an inbox, and end it as the application does."""
    task = asyncio.create_task(desk.inbox.run())
    try:
        yield desk
    finally:
        task.cancel()
        await asyncio.wait([task])


def update(key: int, words: str, sender: str = "kim") -> Update:
    return Update("paper", str(key), sender, {"words": words}, AT)


def done(job: Job) -> Ended:
    return Ended(job, ("",), None, 1, retrying=False)


async def test_accepted_update_is_committed(database: Database) -> None:
    async with running(Desk(database, answers=False)) as desk:
        await desk.inbox.accept([update(1, "hello")])
        assert desk.states() == {"1": UpdateState.RECEIVED}
        assert desk.jobs == []


async def test_answer_is_kept_until_it_is_handed_over(database: Database) -> None:
    async with running(Desk(database)) as desk:
        await desk.inbox.accept([update(1, "hello")])
        assert await desk.handed_over(1) == [("kim", "hello")]
        assert desk.states() == {"1": UpdateState.ANSWERED}
        desk.inbox.ended(done(desk.jobs[0]))
    await desk.inbox.flush()
    assert desk.states() == {"1": UpdateState.DONE}
    with database.reading() as session:
        (row,) = session.scalars(select(UpdateRow))
        assert (row.body, row.answer) == ({}, None)


async def test_same_key_is_answered_once(database: Database) -> None:
    async with running(Desk(database)) as desk:
        await desk.inbox.accept([update(1, "hello"), update(1, "hello"), update(2, "again")])
        await desk.inbox.accept([update(2, "again"), update(1, "hello"), update(3, "last")])
        assert await desk.handed_over(3) == [("kim", "hello"), ("kim", "again"), ("kim", "last")]
        assert desk.states().keys() == {"1", "2", "3"}


async def test_people_go_side_by_side_each_in_order(database: Database) -> None:
    people, each = [f"p{number}" for number in range(5)], 8
    async with running(Desk(database)) as desk:
        everything = [
            update(turn * 10 + place, str(turn), person) for turn in range(each) for place, person in enumerate(people)
        ]
        await asyncio.gather(desk.inbox.accept(everything[:17]), desk.inbox.accept(everything[17:]))
        told = await desk.handed_over(len(everything))
    assert {person: [words for who, words in told if who == person] for person in people} == {
        person: [str(turn) for turn in range(each)] for person in people
    }
    assert max(desk.units) == len(people)


async def test_crowd_is_worked_off_in_bounded_units(database: Database) -> None:
    async with running(Desk(database)) as desk:
        await desk.inbox.accept([update(number, "hello", f"p{number}") for number in range(MOST_AT_ONCE + 20)])
        await desk.handed_over(MOST_AT_ONCE + 20)
    assert desk.units == [MOST_AT_ONCE, 20]


async def test_bad_update_spoils_no_other(database: Database) -> None:
    async with running(Desk(database)) as desk:
        words = ["one", "poison", "unreadable", "no JSON", "silence", "", "two"]
        await desk.inbox.accept([update(number, each, f"p{number}") for number, each in enumerate(words)])
        told = dict(await desk.handed_over(4))
        assert told == {"p0": "one", "p1": SORRY, "p3": SORRY, "p6": "two"}
        await desk.inbox.accept([update(9, "and on", "p1")])
        assert (await desk.handed_over(5))[-1] == ("p1", "and on")
    await desk.inbox.flush()
    assert [desk.states()[key] for key in ("2", "4", "5")] == [UpdateState.DONE] * 3


async def test_next_start_goes_on_where_the_last_ended(database: Database) -> None:
    async with running(Desk(database, answers=False)) as storing:
        await storing.inbox.accept([update(1, "first"), update(2, "second"), update(3, "other", "lee")])
    async with running(Desk(database)) as answering:
        assert sorted(await answering.handed_over(3)) == [("kim", "first"), ("kim", "second"), ("lee", "other")]
    async with running(Desk(database)) as sending:
        assert sorted(await sending.handed_over(3)) == [("kim", "first"), ("kim", "second"), ("lee", "other")]
        assert sending.asked == []
        for job in sending.jobs:
            sending.inbox.ended(done(job))
    await sending.inbox.flush()
    assert set(sending.states().values()) == {UpdateState.DONE}


async def test_flush_leaves_what_waits_for_an_answer(database: Database) -> None:
    desk = Desk(database)
    accepted = asyncio.create_task(desk.inbox.accept([update(1, "hello")]))
    await asyncio.wait([accepted], timeout=0)
    await desk.inbox.flush()
    await accepted
    assert desk.states() == {"1": UpdateState.RECEIVED}
    assert desk.asked == []


async def test_retried_attempt_changes_nothing(database: Database) -> None:
    async with running(Desk(database)) as desk:
        await desk.inbox.accept([update(1, "hello")])
        await desk.handed_over(1)
        desk.inbox.ended(Ended(desk.jobs[0], (), Rejected("no"), 1, retrying=True))
    await desk.inbox.flush()
    assert desk.states() == {"1": UpdateState.ANSWERED}


async def test_refused_answer_is_closed(database: Database) -> None:
    async with running(Desk(database)) as desk:
        await desk.inbox.accept([update(1, "hello")])
        await desk.handed_over(1)
        desk.inbox.ended(Ended(desk.jobs[0], (), Rejected("no"), 1, retrying=False))
    await desk.inbox.flush()
    assert desk.states() == {"1": UpdateState.DONE}


async def test_rest_of_an_answer_follows_a_chat_that_moved(database: Database) -> None:
    async with running(Desk(database)) as desk:
        await desk.inbox.accept([update(1, "hello")])
        await desk.handed_over(1)
        first, second = Call("show", {"words": "a"}), Call("show", {"words": "b"})
        job = Job(f"{JOB_PREFIX}1", desk.jobs[0].lane, "paper", "old", (first, second))
        desk.inbox.ended(Ended(job, ("7",), Moved("new"), 2, retrying=False))
        await desk.handed_over(2)
    assert (desk.jobs[1].address, desk.jobs[1].calls) == ("new", (second,))
    assert desk.states() == {"1": UpdateState.ANSWERED}


async def test_failing_database_loses_and_acknowledges_nothing(database: Database) -> None:
    async with running(Desk(database)) as desk:
        await desk.inbox.accept([update(1, "first")])
        await desk.handed_over(1)
        _rename(database, "updates", "away")
        desk.inbox.ended(done(desk.jobs[0]))
        with pytest.raises(SQLAlchemyError):
            await desk.inbox.accept([update(2, "second")])
        _rename(database, "away", "updates")
        await desk.inbox.accept([update(2, "second")])
        assert await desk.handed_over(2) == [("kim", "first"), ("kim", "second")]
        assert desk.states() == {"1": UpdateState.DONE, "2": UpdateState.ANSWERED}


def _rename(database: Database, old: str, new: str) -> None:
    with database.unit() as session:
        session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
