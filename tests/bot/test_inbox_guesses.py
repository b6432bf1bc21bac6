"""An update whose answer waits for a guess: its sender's next messages wait with it, nobody else's; none is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.channel import Update
from bot.database import Database
from bot.dispatch import Job
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.put_off import SETTLE_SECONDS
from bot.tables import UpdateRow, UpdateState
from handlers.reply import Action, Reply
from handlers.request import Request
from handlers.unclear import Choices, Unclear
from tests.bot.paper_channel import Paper

pytestmark = pytest.mark.both_databases

AT = datetime(2025, 9, 22, tzinfo=UTC)
SPENT = "no more"


class Oracle:
    """Chooses when it is let: 'fail?' fails, the rest is chosen as it is."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.open = asyncio.Event()
        self.news = asyncio.Event()
        self.most = 20

    def daily(self) -> int:
        """Give the questions of a day."""
        return self.most

    async def choose(self, unclear: Unclear) -> Action | None:
        """Choose what the words say."""
        self.asked.append(unclear.text)
        self.news.set()
        await self.open.wait()
        if unclear.text == "fail?":
            raise RuntimeError("fail")
        return Action(unclear.text)

    async def wait_for(self, count: int) -> None:
        """Wait until it was asked so often."""
        async with asyncio.timeout(10):
            while len(self.asked) < count:
                self.news.clear()
                await self.news.wait()


def _answer(request: Request) -> Reply:
    """Answer as conversations do: words that end with a question mark are unclear."""
    words, guessing = str(request.text), request.guessing
    if not words.endswith("?") or guessing is None:
        return Reply((words,))
    if guessing.asked:
        return Reply((f"taken for {guessing.chosen.intent}" if guessing.chosen else "unknown",))
    return Reply(("unknown",), unclear=Unclear(words, Choices(), over_budget=words == f"{SPENT}?"))


class Desk:
    """An inbox with an oracle, and what was handed over to be sent."""

    def __init__(self, database: Database, oracle: Oracle) -> None:
        self.database = database
        self.oracle = oracle
        self.metrics = Metrics()
        self.jobs: list[Job] = []
        self._news = asyncio.Event()
        channels = {"paper": Paper()}
        self.inbox = Inbox(
            database,
            channels,
            lambda _session, _channel, requests: [_answer(request) for request in requests],
            lambda _: Reply(("sorry",)),
            self._submit,
            metrics=self.metrics,
            guesser=oracle,
        )

    def _submit(self, job: Job) -> None:
        self.jobs.append(job)
        self._news.set()

    async def told(self, count: int) -> list[tuple[str, str]]:
        """Wait until so many answers were handed over; give to whom and what."""
        async with asyncio.timeout(10):
            while len(self.jobs) < count:
                self._news.clear()
                await self._news.wait()
        return [(job.address, job.calls[0].params["words"]) for job in self.jobs]

    def states(self) -> list[str]:
        """Give the states of the updates, in the order they came."""
        with self.database.reading() as session:
            return list(session.scalars(select(UpdateRow.state).order_by(UpdateRow.id)))


@asynccontextmanager
async def running(database: Database, oracle: Oracle) -> AsyncIterator[Desk]:
    """Run an inbox, and end it as the application does."""
    desk = Desk(database, oracle)
    task = asyncio.create_task(desk.inbox.run())
    try:
        yield desk
    finally:
        task.cancel()
        await asyncio.wait([task])
        await desk.inbox.flush()


@pytest.fixture
def oracle() -> Oracle:
    return Oracle()


def update(key: int, words: str, sender: str = "kim") -> Update:
    return Update("paper", str(key), sender, {"words": words}, AT)


async def test_order_is_kept_and_nobody_else_waits(database: Database, oracle: Oracle) -> None:
    async with running(database, oracle) as desk:
        await desk.inbox.accept([update(1, "first?"), update(2, "second"), update(3, "hello", "lee")])
        assert await desk.told(1) == [("lee", "hello")]
        await desk.inbox.accept([update(4, "third?"), update(5, "again", "lee"), update(6, "hi", "park")])
        assert await desk.told(3) == [("lee", "hello"), ("lee", "again"), ("park", "hi")]
        assert oracle.asked == ["first?"]
        oracle.open.set()
        assert (await desk.told(6))[3:] == [("kim", "taken for first?"), ("kim", "second"), ("kim", "taken for third?")]
        assert desk.states() == [UpdateState.ANSWERED] * 6


async def test_people_are_asked_about_side_by_side(database: Database, oracle: Oracle) -> None:
    async with running(database, oracle) as desk:
        people = [f"p{number}" for number in range(5)]
        await desk.inbox.accept([update(place, f"{one}?", one) for place, one in enumerate(people)])
        await oracle.wait_for(5)
        assert desk.states() == [UpdateState.RECEIVED] * 5
        oracle.open.set()
        assert sorted(await desk.told(5)) == [(one, f"taken for {one}?") for one in people]


async def test_same_update_coming_again_is_answered_once(database: Database, oracle: Oracle) -> None:
    async with running(database, oracle) as desk:
        await desk.inbox.accept([update(1, "where?")])
        await oracle.wait_for(1)
        await desk.inbox.accept([update(1, "where?"), update(2, "after")])
        oracle.open.set()
        assert await desk.told(2) == [("kim", "taken for where?"), ("kim", "after")]
    assert oracle.asked == ["where?"]


async def test_after_a_crash_it_is_asked_anew_and_answered_once(database: Database, oracle: Oracle) -> None:
    async with running(database, oracle) as crashed:
        await crashed.inbox.accept([update(1, "where?"), update(2, "after")])
        await oracle.wait_for(1)
    assert (crashed.jobs, crashed.states()) == ([], [UpdateState.RECEIVED] * 2)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    oracle.open.set()
    async with running(database, oracle) as desk:
        assert await desk.told(2) == [("kim", "taken for where?"), ("kim", "after")]
    assert oracle.asked == ["where?", "where?"]


async def test_the_end_waits_for_guesses_under_way_and_begins_none(database: Database, oracle: Oracle) -> None:
    async with running(database, oracle) as desk:
        await desk.inbox.accept([update(1, "where?")])
        await oracle.wait_for(1)
        settling = asyncio.create_task(desk.inbox.settle())
        await desk.inbox.accept([update(2, "when?", "lee")])
        assert await desk.told(1) == [("lee", "when?")]
        assert not settling.done()
        oracle.open.set()
        await asyncio.wait_for(settling, SETTLE_SECONDS / 2)
        assert await desk.told(2) == [("lee", "when?"), ("kim", "taken for where?")]
    assert oracle.asked == ["where?"]


async def test_what_was_chosen_outlives_a_failing_database(database: Database, oracle: Oracle) -> None:
    async with running(database, oracle) as desk:
        await desk.inbox.accept([update(1, "where?")])
        await oracle.wait_for(1)
        _rename(database, "updates", "away")
        oracle.open.set()
        with pytest.raises(SQLAlchemyError):
            await desk.inbox.accept([update(2, "lost")])
        _rename(database, "away", "updates")
        assert await desk.told(1) == [("kim", "taken for where?")]
    assert oracle.asked == ["where?"]


async def test_a_guess_that_fails_is_none(database: Database, oracle: Oracle) -> None:
    oracle.open.set()
    async with running(database, oracle) as desk:
        await desk.inbox.accept([update(1, "fail?"), update(2, "after")])
        assert await desk.told(2) == [("kim", "unknown"), ("kim", "after")]


async def test_nothing_is_put_off_while_nobody_may_be_asked(database: Database, oracle: Oracle) -> None:
    oracle.most = 0
    async with running(database, oracle) as desk:
        await desk.inbox.accept([update(1, "where?")])
        assert await desk.told(1) == [("kim", "where?")]
    assert oracle.asked == []


async def test_over_budget_is_answered_at_once_and_counted(database: Database, oracle: Oracle) -> None:
    async with running(database, oracle) as desk:
        await desk.inbox.accept([update(1, f"{SPENT}?"), update(2, f"{SPENT}?", "lee")])
        assert await desk.told(2) == [("kim", "unknown"), ("lee", "unknown")]
        counted = desk.metrics.registry.get_sample_value("giljabi_guesses_total", {"outcome": "over_budget"})
        assert (counted, oracle.asked) == (2, [])


def _rename(database: Database, old: str, new: str) -> None:
    with database.unit() as session:
        session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
