from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channel import Call, Update
from bot.claims import claim
from bot.clock import SettableClock
from bot.database import Database
from bot.dispatch import Ended, Job, Lane
from bot.live import MOST_UNDER_WAY, LiveEdits
from bot.live_rows import EDIT_GAP, LEASE
from bot.outcomes import CallProblem, Rejected, Unavailable, Unreachable
from bot.settling import accept
from handlers.copies import Copy
from handlers.live import Instead, refresh, refresh_reports, reports_touched
from handlers.notices import Notice, queue
from handlers.reply import Reply
from handlers.request import Request
from handlers.tables import (
    AccountRow,
    DeliveryRow,
    DeliveryState,
    DeliveryTryRow,
    LiveMessageRow,
    NoticeKind,
    NoticeRow,
)
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.build import BEFORE, account, document, load, member

pytestmark = pytest.mark.both_databases

MACHINE = datetime(2026, 1, 1, tzinfo=UTC)


class Wire:
    """A messenger that shows texts; `edits` says whether it can change one."""

    def __init__(self, name: str, *, edits: bool) -> None:
        self.name = name
        self._edits = edits

    def read(self, update: Update) -> Request | None:
        """Not asked of a wire."""
        raise NotImplementedError

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Show a text."""
        assert update is None
        return [Call("show", {"text": reply.paragraphs[0]})]

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Change a text, where that can be done."""
        return [Call("edit", {"of": reference, "text": reply.paragraphs[0]})] if self._edits else []

    async def make(self, address: str, call: Call, key: str) -> str:
        """Not asked of a wire."""
        raise NotImplementedError


@dataclass
class Board:
    """A message that shows a number, and the edits that were handed over for it."""

    database: Database
    clock: SettableClock
    number: int | None = 0
    machine: datetime = MACHINE
    jobs: list[Job] = field(default_factory=list)
    composed: list[Copy] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.edits = self.restarted()

    def restarted(self) -> LiveEdits:
        """Begin as a new process does."""
        channels = {"kakao": Wire("kakao", edits=False)}
        channels |= {name: Wire(name, edits=True) for name in ("telegram", "web")}
        return LiveEdits(
            self.database, channels, self._words, self.jobs.append, self.clock, machine_time=lambda: self.machine
        )

    def _words(self, _session: Session, copy: Copy, _at: datetime) -> Reply | None:
        self.composed.append(copy)
        return None if self.number is None else Reply((f"{self.number}명",))

    def change(self, number: int | None, notice: int = 1, *, follow_up: bool = False) -> None:
        """Let the number be another one."""
        self.number = number
        with self.database.unit() as session:
            refresh(session, notice, BEFORE, follow_up=follow_up)

    def later(self, by: timedelta = EDIT_GAP) -> None:
        """Let the machine's time pass."""
        self.machine += by

    def end(self, problem: CallProblem | None = None) -> None:
        """Tell how the latest edit ended."""
        self.edits.ended(Ended(self.jobs[-1], (), problem, 1, retrying=False))

    def texts(self) -> list[tuple[str, str]]:
        """Give what was handed over: method and text."""
        return [(call.method, call.params["text"]) for job in self.jobs for call in job.calls]


def _board(database: Database, clock: SettableClock, channel: str = "telegram") -> Board:
    with database.unit() as session:
        load(session, document())
        row = member(session, role="leader", language="en")
        account(session, row, channel=channel)
        queue(session, Notice("city-1", NoticeKind.ROLL_CALL, {"call": 1}), [member_of(row)], BEFORE)
        [claimed] = claim(session, Lane.NOTICE, 1, BEFORE, sender=1).claims
        accept(session, {claimed.delivery: ("77,78", BEFORE)})
    return Board(database, clock)


@pytest.fixture
def board(database: Database, clock: SettableClock) -> Board:
    return _board(database, clock)


async def test_a_change_edits_the_text_that_was_sent(board: Board) -> None:
    assert await board.edits.work() == 0
    board.change(1)
    assert await board.edits.work() == 1
    [job] = board.jobs
    assert (job.key, job.lane, job.channel) == ("live:1:1", Lane.NOTICE, "telegram")
    assert job.calls == (Call("edit", {"of": "77", "text": "1명"}),)
    [copy] = board.composed
    assert (copy.kind, dict(copy.payload), copy.language, copy.notice, copy.channel) == (
        NoticeKind.ROLL_CALL,
        {"call": 1},
        "en",
        1,
        "telegram",
    )


async def test_changes_while_an_edit_is_under_way_make_one_more_with_the_latest_words(board: Board) -> None:
    board.change(1)
    await board.edits.work()
    for number in (2, 3, 4):
        board.change(number)
        assert await board.edits.work() == 0
    board.end()
    assert await board.edits.work() == 0  # just edited
    board.later(EDIT_GAP - timedelta(milliseconds=1))
    assert await board.edits.work() == 0
    board.later(timedelta(milliseconds=1))
    assert await board.edits.work() == 1
    board.end()
    await board.edits.work()
    board.later()
    assert await board.edits.work() == 0
    assert board.texts() == [("edit", "1명"), ("edit", "4명")]


async def test_an_edit_that_a_crash_interrupted_is_made_by_the_next_process(board: Board) -> None:
    board.change(1)
    await board.edits.work()
    board.edits = board.restarted()
    assert await board.edits.work() == 0  # it may still be under way elsewhere
    board.later(LEASE)
    assert await board.edits.work() == 1
    assert board.texts() == [("edit", "1명")] * 2
    assert len({job.key for job in board.jobs}) == 2


async def test_the_lease_of_an_edit_that_waits_long_is_kept(board: Board) -> None:
    board.change(1)
    await board.edits.work()
    for _ in range(4):
        board.later(LEASE / 2)
        assert await board.edits.work() == 0


async def test_what_came_of_an_edit_is_written_at_the_end(board: Board) -> None:
    board.change(1)
    await board.edits.work()
    board.end()
    await board.edits.flush()
    board.edits = board.restarted()
    board.later(LEASE)
    assert await board.edits.work() == 0


async def test_nothing_true_left_to_say_leaves_the_message(board: Board) -> None:
    board.change(None)
    assert await board.edits.work() == 0
    board.later()
    assert await board.edits.work() == 0
    assert board.jobs == []


@pytest.mark.parametrize("problem", [Rejected("gone"), Unreachable("blocked"), Unavailable("down")])
async def test_an_edit_that_can_not_be_made_is_not_tried_again(board: Board, problem: CallProblem) -> None:
    board.change(1)
    await board.edits.work()
    board.end(problem)
    board.later()
    assert await board.edits.work() == 0


async def test_an_attempt_that_is_retried_is_still_under_way(board: Board) -> None:
    board.change(1)
    await board.edits.work()
    board.edits.ended(Ended(board.jobs[-1], (), Unavailable("down"), 1, retrying=True))
    assert await board.edits.work() == 0
    board.end()
    assert await board.edits.work() == 0


async def test_what_matters_is_sent_anew_where_the_message_is_gone(board: Board) -> None:
    board.change(1, follow_up=True)
    await board.edits.work()
    board.end(Rejected("message to edit not found"))
    assert await board.edits.work() == 0
    board.later()
    assert await board.edits.work() == 1
    board.end()
    await board.edits.work()
    board.later()
    assert await board.edits.work() == 0
    assert board.texts() == [("edit", "1명"), ("show", "1명")]


async def test_a_channel_that_can_not_edit_is_told_only_what_matters(database: Database, clock: SettableClock) -> None:
    board = _board(database, clock, "kakao")
    board.change(1)
    assert await board.edits.work() == 0
    board.later()
    board.change(2, follow_up=True)
    assert await board.edits.work() == 1
    assert board.texts() == [("show", "2명")]


async def test_a_message_may_tell_something_else_from_now_on(board: Board) -> None:
    with board.database.unit() as session:
        refresh(session, 1, BEFORE, instead=Instead(NoticeKind.BROADCAST, {"text": "취소"}))
    await board.edits.work()
    board.end()
    board.change(1)
    await board.edits.work()
    board.later()
    await board.edits.work()
    assert [(copy.kind, dict(copy.payload)) for copy in board.composed] == [
        (NoticeKind.BROADCAST, {"text": "취소"})
    ] * 2


@pytest.mark.parametrize(
    ("state", "reference", "edited"),
    [
        (DeliveryState.ACCEPTED, "5", [("web", "5"), ("telegram", "77")]),
        (DeliveryState.EXPIRED, "77,78", [("telegram", "77")]),  # before the next channel's turn came
        (DeliveryState.SUPERSEDED, "77,78", [("telegram", "77")]),
        (DeliveryState.FAILED, "77,78", [("telegram", "77")]),
    ],
)
async def test_what_an_earlier_channel_shows_is_edited_too(
    board: Board, state: DeliveryState, reference: str, edited: list[tuple[str, str]]
) -> None:
    _gone_on(board, "web", state, reference)
    board.change(1)
    assert await board.edits.work() == 1
    assert [(job.channel, job.calls[0].params["of"]) for job in board.jobs] == edited
    assert {copy.channel for copy in board.composed if copy.language == "en"} >= {"telegram"}
    for job in board.jobs:
        assert await board.edits.work() == 0  # not over before each is
        board.edits.ended(Ended(job, (), None, 1, retrying=False))
    await board.edits.work()
    board.later()
    assert await board.edits.work() == 0


async def test_an_earlier_copy_is_edited_where_the_newest_channel_can_not(board: Board) -> None:
    _gone_on(board, "kakao", DeliveryState.ACCEPTED, "task")
    board.change(1)
    assert await board.edits.work() == 1
    assert [(job.channel, job.key) for job in board.jobs] == [("telegram", "live:1:1-0")]


async def test_an_earlier_copy_that_is_gone_does_not_stop_the_newest(board: Board) -> None:
    _gone_on(board, "web", DeliveryState.ACCEPTED, "5")
    for number in (1, 2):
        board.jobs.clear()
        board.change(number)
        assert await board.edits.work() == 1
        newest, earlier = board.jobs
        board.edits.ended(Ended(newest, (), None, 1, retrying=False))
        board.edits.ended(Ended(earlier, (), Rejected("message to edit not found"), 1, retrying=False))
        await board.edits.work()
        board.later()
    assert board.texts() == [("edit", "2명")] * 2


async def test_a_copy_that_came_back_to_its_first_channel_is_edited_once(board: Board) -> None:
    """No other channel took it, so that it is as accepted as before (`settling.exhaust`)."""
    with board.database.unit() as session:
        row = session.get_one(DeliveryRow, 1)
        session.add(DeliveryTryRow(delivery_id=1, account_id=row.account_id, reason="unconfirmed", closed=True,
                                   message_ref=row.message_ref, at=BEFORE))  # fmt: skip
    board.change(1)
    assert await board.edits.work() == 1
    assert [job.key for job in board.jobs] == ["live:1:1"]


async def test_what_was_sent_to_an_account_that_takes_nothing_any_more_is_left_alone(board: Board) -> None:
    _gone_on(board, "web", DeliveryState.ACCEPTED, "5")
    with board.database.unit() as session:
        session.execute(update(AccountRow).where(AccountRow.channel == "telegram").values(unreachable="blocked"))
    board.change(1)
    await board.edits.work()
    assert [job.channel for job in board.jobs] == ["web"]


def _gone_on(board: Board, channel: str, state: DeliveryState, reference: str) -> None:
    """Have the message, which nobody confirmed, gone on to another channel."""
    with board.database.unit() as session:
        row = session.get_one(DeliveryRow, 1)
        session.add(DeliveryTryRow(delivery_id=1, account_id=row.account_id, reason="unconfirmed", closed=True,
                                   message_ref=row.message_ref, at=BEFORE))  # fmt: skip
        other = account(session, session.get_one(MemberRow, row.member_id), channel=channel)
        row.account_id, row.state, row.message_ref = other.id, state, reference


async def test_copies_whose_time_has_not_come_are_left_alone(database: Database, clock: SettableClock) -> None:
    with database.unit() as session:
        load(session, document())
        later, now = (member(session, name) for name in ("김하나", "이둘"))
        tomorrow = BEFORE + timedelta(days=1)
        queue(session, Notice("city-1", NoticeKind.BROADCAST), [member_of(later)], tomorrow)
        queue(session, Notice("city-1", NoticeKind.BROADCAST), [member_of(now)], BEFORE)
        refresh(session, 1, BEFORE)
        refresh(session, 2, BEFORE)
        assert session.scalars(select(LiveMessageRow.delivery_id)).all() == [2]
    board = Board(database, clock)
    assert await board.edits.work() == 0  # it has not been sent yet: there is nothing to edit


async def test_reports_follow_what_becomes_of_deliveries(board: Board) -> None:
    with board.database.unit() as session:
        people = [member_of(member(session, name)) for name in ("이둘", "박셋")]
        told = queue(session, Notice("city-1", NoticeKind.BROADCAST), people, BEFORE)
        session.get_one(NoticeRow, 1).reports_on = told
        session.flush()
        refresh_reports(session, [])
        reports_touched(session, [])
        assert session.scalars(select(LiveMessageRow)).all() == []
        delivery = session.scalars(select(DeliveryRow.id).where(DeliveryRow.notice_id == told)).first() or 0
        reports_touched(session, [delivery])
        refresh_reports(session, [told])
        [live] = session.scalars(select(LiveMessageRow)).all()
        assert (live.delivery_id, live.behind) == (1, 2)


async def test_a_great_many_edits_are_made_piece_by_piece(board: Board) -> None:
    with board.database.unit() as session:
        rows = [member(session, f"사람 {number}") for number in range(MOST_UNDER_WAY + 5)]
        for row in rows:
            account(session, row)
        notice = queue(session, Notice("city-1", NoticeKind.BROADCAST), [member_of(row) for row in rows], BEFORE)
        claimed = claim(session, Lane.NOTICE, 1000, BEFORE, sender=1).claims
        accept(session, {one.delivery: ("5", BEFORE) for one in claimed})
    board.change(1, notice)
    assert await board.edits.work() == MOST_UNDER_WAY
    assert await board.edits.work() == 0
    for job in list(board.jobs):
        board.edits.ended(Ended(job, (), None, 1, retrying=False))
    assert await board.edits.work() == 5
    assert len({job.address for job in board.jobs}) == MOST_UNDER_WAY + 5
