"""The ledger without a messenger: what it hands over, when, and what it makes of how that ended."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channel import Call, Update
from bot.claims import Claim
from bot.clock import SettableClock
from bot.database import Database
from bot.delivery import FRESH, MOST_UNDER_WAY, Ledger
from bot.delivery_results import MOST_TRIES, RETRY_AFTER
from bot.dispatch import Ended, Job
from bot.outcomes import CallProblem, Expired, Moved, OutcomeUnknown, Paused, Rejected, Unavailable, Unreachable
from handlers.notices import Notice, queue
from handlers.reply import Reply
from handlers.request import Request
from handlers.superseding import supersede
from handlers.tables import AccountRow, DeliveryRow, DeliveryTryRow, NoticeKind, SenderRow
from schedule_data.members import member_of
from tests.build import BEFORE, account, document, load, member

pytestmark = pytest.mark.both_databases

HOUR = timedelta(hours=1)


class Wire:
    """A messenger that shows a text, and a map after it; words of more than a line have a photo ahead of them."""

    name = "telegram"

    def read(self, update: Update) -> Request | None:
        """Not asked of a wire."""
        raise NotImplementedError

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Show a text and a map."""
        assert update is None
        if "\n" in reply.paragraphs[0]:
            return [Call("sendPhoto", {"photo": "x"}), Call("text", {"text": reply.paragraphs[0]})]
        return [Call("text", {"text": reply.paragraphs[0]}), Call("map")]

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Not asked of a wire."""
        raise NotImplementedError

    async def make(self, address: str, call: Call, key: str) -> str:
        """Not asked of a wire."""
        raise NotImplementedError


@dataclass
class Desk:
    """A ledger, what it handed over, and what it took back."""

    database: Database
    clock: SettableClock
    jobs: list[Job] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    composed: list[Claim] = field(default_factory=list)
    words: str | None = "08:20 로비"

    def __post_init__(self) -> None:
        self.ledger = self.restarted()

    def restarted(self) -> Ledger:
        """Begin as a new process does."""
        channels = {"telegram": Wire(), "web": Wire()}
        withdraw = self.withdrawn.extend
        return Ledger(self.database, channels, self._compose, self.jobs.append, self.clock, withdraw=withdraw)

    def _compose(self, _session: Session, one: Claim, _at: datetime) -> Reply | None:
        self.composed.append(one)
        return Reply((self.words,)) if self.words else None

    def queue(self, people: int = 1, kind: NoticeKind = NoticeKind.REMINDER, **notice: object) -> int:
        """Queue a notice for people who have an account on Telegram each; give its id."""
        with self.database.unit() as session:
            members = [member(session, f"김{number}") for number in range(people)]
            for one in members:
                account(session, one)
            told = Notice("city-1", kind, {"stop": "walk"}, **notice)  # type: ignore[arg-type]
            return queue(session, told, [member_of(one) for one in members], self.clock.now())

    async def work(self) -> list[Job]:
        """Do a unit of work and give what was handed over."""
        self.jobs.clear()
        self.ledger.wake()
        await self.ledger.work()
        return list(self.jobs)

    async def end(self, job: Job, problem: CallProblem | None = None, *, retrying: bool = False, refs: int = 2) -> None:
        """Have a job, or a try, end so."""
        done = tuple(str(number) for number in range(refs)) if problem is None else ()
        self.ledger.ended(Ended(job, done, problem, 1, retrying))

    def rows(self) -> list[tuple[str, str, int]]:
        """Give state, reason and attempts of all deliveries."""
        with self.database.reading() as session:
            rows = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
            return [(row.state, row.reason, row.attempts) for row in rows]


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.unit() as session:
        load(session, document())
    return Desk(database, SettableClock(BEFORE, speed=0))


async def test_what_was_accepted_is_written_with_its_references(desk: Desk) -> None:
    desk.queue()
    (job,) = await desk.work()
    assert [call.method for call in job.calls] == ["text", "map"]
    await desk.end(job)
    assert await desk.work() == []
    assert desk.rows() == [("accepted", "", 1)]
    with desk.database.reading() as session:
        assert session.scalar(select(DeliveryRow.message_ref)) == "0,1"


async def test_words_are_made_once_for_those_who_are_told_the_same(desk: Desk) -> None:
    desk.queue(people=5)
    assert len(await desk.work()) == 5
    assert len(desk.composed) == 1


async def test_who_knew_the_plan_otherwise_is_told_a_change_in_words_of_their_own(desk: Desk) -> None:
    with desk.database.unit() as session:
        members = [member(session, f"김{number}") for number in range(4)]
        for one in members:
            account(session, one)
        payload = {"was": {"walk": None}, "knew": [{"members": [one.id for one in members[1:3]], "was": {}}]}
        queue(session, Notice("city-1", NoticeKind.CHANGE, payload), [member_of(one) for one in members], BEFORE)
    assert len(await desk.work()) == 4
    assert [one.member.name for one in desk.composed] == ["김0", "김1"]


async def test_words_of_a_person_s_own_are_made_for_each(desk: Desk) -> None:
    desk.queue(people=3, kind=NoticeKind.CALL_LIST)
    assert len(await desk.work()) == 3
    assert len(desk.composed) == 3


async def test_nothing_true_left_to_tell_supersedes(desk: Desk) -> None:
    desk.words = None
    desk.queue(people=2)
    assert await desk.work() == []
    assert desk.rows() == [("superseded", "", 0)] * 2


async def test_no_more_is_claimed_than_may_be_under_way(desk: Desk) -> None:
    desk.queue(people=MOST_UNDER_WAY + 5)
    assert len(await desk.work()) == MOST_UNDER_WAY
    jobs = list(desk.jobs)
    assert await desk.work() == []
    for job in jobs[:3]:
        await desk.end(job)
    assert len(await desk.work()) == 3


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (Rejected("bad words"), "rejected"),
        (OutcomeUnknown("no answer"), "outcome_unknown"),
        (Unreachable("bot was blocked by the user"), "unreachable"),
    ],
)
async def test_a_failure_goes_on_to_the_next_channel_and_then_ends(
    desk: Desk, problem: CallProblem, reason: str
) -> None:
    desk.queue()
    with desk.database.unit() as session:
        mine = session.scalars(select(AccountRow)).one()
        session.add(AccountRow(channel="web", address="here", member_id=mine.member_id, created_at=BEFORE))
    (first,) = await desk.work()
    await desk.end(first, problem)
    (second,) = await desk.work()
    assert (first.channel, second.channel) == ("telegram", "web")
    await desk.end(second, problem)
    assert await desk.work() == []
    assert desk.rows() == [("failed", reason, 2)]


async def test_tries_that_settle_nothing_are_written_at_once(desk: Desk) -> None:
    desk.queue()
    (job,) = await desk.work()
    for problem in (Paused(HOUR), Unavailable("502"), OutcomeUnknown("cut")):
        await desk.end(job, problem, retrying=True)
    await desk.work()
    assert desk.rows() == [("sending", "outcome_unknown", 3)]
    with desk.database.reading() as session:
        reasons = session.scalars(select(DeliveryTryRow.reason).order_by(DeliveryTryRow.id)).all()
    assert reasons == ["paused", "unavailable", "outcome_unknown"]
    await desk.end(job)
    await desk.work()
    assert desk.rows() == [("accepted", "", 4)]


async def test_a_message_in_trouble_alone_is_tried_again_later_and_not_for_ever(desk: Desk) -> None:
    desk.queue()
    tries = 0
    while jobs := await desk.work():
        await desk.end(jobs[0], Unavailable("502"))
        tries += 1
        assert await desk.work() == []
        desk.clock.set(desk.clock.now() + RETRY_AFTER)
    assert desk.rows() == [("failed", "unavailable", tries)]
    assert tries == MOST_TRIES


async def test_a_file_ahead_of_words_that_could_not_be_sent_is_not_sent_again_to_the_same_account(desk: Desk) -> None:
    desk.words = "08:20\n로비"
    desk.queue()
    with desk.database.unit() as session:
        mine = session.scalars(select(AccountRow)).one()
        session.add(AccountRow(channel="web", address="here", member_id=mine.member_id, created_at=BEFORE))
    (job,) = await desk.work()
    desk.ledger.ended(Ended(job, ("-7",), Unavailable("502"), 2, retrying=False))
    assert await desk.work() == []
    desk.clock.set(BEFORE + RETRY_AFTER)
    (again,) = await desk.work()
    assert ([call.method for call in again.calls], again.channel) == (["text"], "telegram")
    await desk.end(again, Rejected("no"))
    (elsewhere,) = await desk.work()
    assert ([call.method for call in elsewhere.calls], elsewhere.channel) == (["sendPhoto", "text"], "web")
    await desk.end(elsewhere, Unreachable("gone"))
    await desk.work()
    assert desk.rows() == [("failed", "unreachable", 3)]
    with desk.database.reading() as session:
        assert session.scalar(select(DeliveryRow.message_ref)) == ""


async def test_words_after_a_file_are_what_a_delivery_refers_to(desk: Desk) -> None:
    desk.words = "08:20\n로비"
    desk.queue()
    (job,) = await desk.work()
    desk.ledger.ended(Ended(job, ("-7",), Unavailable("502"), 2, retrying=False))
    await desk.work()
    desk.clock.set(BEFORE + RETRY_AFTER)
    (again,) = await desk.work()
    desk.ledger.ended(Ended(again, ("8",), None, 1, retrying=False))
    await desk.work()
    with desk.database.reading() as session:
        assert session.scalar(select(DeliveryRow.message_ref)) == "8,-7"


@pytest.mark.parametrize("problem", [Rejected("no such file"), OutcomeUnknown("no answer")])
async def test_words_go_where_the_file_ahead_of_them_is_refused(desk: Desk, problem: CallProblem) -> None:
    desk.words = "08:20\n로비"
    desk.queue()
    (job,) = await desk.work()
    desk.jobs.clear()
    await desk.end(job, problem)
    (words,) = desk.jobs
    assert (words.key, [call.method for call in words.calls]) == (job.key, ["text"])
    await desk.end(words, problem)
    assert await desk.work() == []
    assert desk.rows()[0][:2] == ("failed", "rejected" if isinstance(problem, Rejected) else "outcome_unknown")


async def test_a_chat_that_moved_is_written_to_where_it_is(desk: Desk) -> None:
    desk.queue()
    (job,) = await desk.work()
    await desk.end(job, Moved("-100200"))
    (again,) = await desk.work()
    assert (again.address, again.is_group) == ("-100200", True)
    assert not job.is_group


async def test_words_that_waited_too_long_are_made_anew(desk: Desk) -> None:
    desk.queue(expires_at=BEFORE + HOUR)
    (job,) = await desk.work()
    assert job.expires_at == BEFORE + FRESH
    desk.clock.set(BEFORE + FRESH)
    await desk.end(job, Expired())
    (again,) = await desk.work()
    assert again.expires_at == BEFORE + FRESH * 2
    assert desk.rows() == [("sending", "", 0)]


async def test_what_ran_out_while_it_waited_is_expired(desk: Desk) -> None:
    desk.queue(expires_at=BEFORE + FRESH / 2)
    (job,) = await desk.work()
    assert job.expires_at == BEFORE + FRESH / 2
    desk.clock.set(BEFORE + FRESH)
    await desk.end(job, Expired())
    assert await desk.work() == []
    assert desk.rows() == [("expired", "", 0)]


async def test_a_message_that_arrived_in_part_is_not_sent_twice(desk: Desk) -> None:
    desk.queue()
    (job,) = await desk.work()
    desk.ledger.ended(Ended(job, ("7",), Rejected("no such place"), 2, retrying=False))
    assert await desk.work() == []
    assert desk.rows() == [("accepted", "", 1)]


async def test_what_a_change_overtook_is_taken_back_from_the_sender(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.LOOK_SECONDS", 0.0)
    notice = desk.queue(people=2)
    jobs = await desk.work()
    with desk.database.unit() as session:
        assert len(supersede(session, [notice])) == 2
        assert supersede(session, []) == ()
    await desk.work()
    assert sorted(desk.withdrawn) == sorted(job.key for job in jobs)
    await desk.end(jobs[0], Expired())  # taken back
    await desk.end(jobs[1])  # was on its way
    await desk.work()
    assert [state for state, _, _ in desk.rows()] == ["superseded", "accepted"]


async def test_a_paused_channel_is_gone_around(desk: Desk) -> None:
    desk.queue(people=2)
    with desk.database.unit() as session:
        mine = session.scalars(select(AccountRow).order_by(AccountRow.id)).all()[0]
        session.add(AccountRow(channel="web", address="here", member_id=mine.member_id, created_at=BEFORE))
    desk.ledger.avoid("telegram", HOUR)
    assert [job.channel for job in await desk.work()] == ["web", "telegram"]


async def test_the_next_process_sends_what_this_one_lets_go(desk: Desk) -> None:
    desk.queue(people=2)
    first, _ = await desk.work()
    await desk.end(first)
    await desk.ledger.flush()
    assert desk.rows() == [("accepted", "", 1), ("queued", "", 0)]
    desk.ledger = desk.restarted()
    assert len(await desk.work()) == 1


async def test_a_process_that_was_taken_for_dead_stops_and_begins_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.senders.RENEW_SECONDS", 0.0)
    desk.queue()
    (job,) = await desk.work()
    with desk.database.unit() as session:
        session.delete(session.scalars(select(SenderRow)).one())
    await desk.work()
    assert desk.withdrawn == [job.key]
    with desk.database.reading() as session:
        assert len(session.scalars(select(SenderRow)).all()) == 1


async def test_two_processes_share_the_ledger(desk: Desk) -> None:
    desk.queue(people=20)
    other = Desk(Database(desk.database.engine.url.render_as_string(hide_password=False)), desk.clock)
    rng = random.Random(11)  # noqa: S311 - a reproducible order, no secret
    ended: list[str] = []
    while len(ended) < 20:
        process = rng.choice((desk, other))
        for job in await process.work():
            await process.end(job)
            ended.append(job.key)
    for process in (desk, other):
        await process.work()
    other.database.close()
    assert len(set(ended)) == 20
    assert desk.rows() == [("accepted", "", 1)] * 20


async def test_an_end_that_nobody_waits_for_is_let_pass(desk: Desk) -> None:
    desk.queue()
    (job,) = await desk.work()
    await desk.end(job)
    await desk.end(job)
    await desk.work()
    assert desk.rows() == [("accepted", "", 1)]
