"""What is of no further use goes; what is needed, or may still be, stays."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from bot import inbox_rows, stale_rows
from bot.clock import SettableClock
from bot.database import Database
from bot.housekeeping import Housekeeping
from bot.stale_rows import KEPT_FOR, MOST_AT_ONCE
from bot.tables import PushRow, UpdateRow, UpdateState, WebMessageRow
from bot.web.messages import EDITS, HISTORY_LIMIT, messages_after
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, DeliveryRow, NoticeKind, ProposalRow
from schedule_data.members import members_of
from tests.build import account, person

pytestmark = pytest.mark.both_databases

NOW = datetime(2025, 9, 24, tzinfo=UTC)
OLD, YOUNG = NOW - KEPT_FOR - timedelta(seconds=1), NOW - KEPT_FOR
TELEGRAM_KEEPS = timedelta(hours=24)
RANDOM_AFTER = timedelta(days=7)


async def tidy(database: Database) -> dict[str, int]:
    return dict(await Housekeeping(database, SettableClock(NOW, speed=0)).tidy())


def add_updates(session: Session, *rows: tuple[str, datetime, UpdateState]) -> None:
    same: dict[str, Any] = {"channel": "telegram", "sender": "1", "body": {}, "answer": None}
    session.execute(
        insert(UpdateRow), [same | {"update_key": key, "received_at": at, "state": state} for key, at, state in rows]
    )


def keys(database: Database) -> Sequence[str]:
    with database.reading() as session:
        return session.scalars(select(UpdateRow.update_key).order_by(UpdateRow.id)).all()


async def test_closed_updates_go_when_no_messenger_repeats_them(database: Database) -> None:
    done = UpdateState.DONE
    with database.unit() as session:
        waiting = (("2", OLD, UpdateState.RECEIVED), ("3", OLD, UpdateState.ANSWERED))
        add_updates(session, ("1", OLD, done), *waiting, ("4", YOUNG, done), ("5", OLD, done), ("6", NOW, done))
    assert (await tidy(database))["updates"] == 2
    assert keys(database) == ["2", "3", "4", "6"]
    assert TELEGRAM_KEEPS < KEPT_FOR < RANDOM_AFTER


async def test_newest_update_stays_so_that_its_number_is_not_given_again(database: Database) -> None:
    with database.unit() as session:
        add_updates(session, ("1", OLD, UpdateState.DONE), ("2", OLD, UpdateState.DONE))
    await tidy(database)
    assert keys(database) == ["2"]
    with database.unit() as session:
        add_updates(session, ("3", NOW, UpdateState.RECEIVED))
    with database.reading() as session:
        assert session.scalars(select(UpdateRow.id).order_by(UpdateRow.id)).all() == [2, 3]


async def test_many_go_in_several_units(database: Database) -> None:
    count = 2 * MOST_AT_ONCE + 7
    with database.unit() as session:
        add_updates(session, *((str(number), OLD, UpdateState.DONE) for number in range(count)))
    assert (await tidy(database))["updates"] == count - 1
    assert keys(database) == [str(count - 1)]


async def test_it_begins_by_itself(database: Database) -> None:
    with database.unit() as session:
        add_updates(session, ("1", OLD, UpdateState.DONE), ("2", OLD, UpdateState.DONE))
    running = asyncio.create_task(Housekeeping(database, SettableClock(NOW, speed=0), first_seconds=0).run())
    async with asyncio.timeout(10):
        while await database.run(lambda session: session.scalar(select(func.count()).select_from(UpdateRow))) != 1:
            pass
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])


async def test_previews_of_the_past_go(sample: Database) -> None:
    with sample.unit() as session:
        leader = members_of(session, "beijing-1")[0].id
        same = {"tour_id": "beijing-1", "member_id": leader, "intent": "change.delay", "payload": {}, "revision": 1}
        session.execute(insert(ProposalRow), [same | {"created_at": at} for at in (OLD, YOUNG, OLD, OLD)])
    assert (await tidy(sample))["proposals"] == 2
    with sample.reading() as session:
        assert session.scalars(select(ProposalRow.id).order_by(ProposalRow.id)).all() == [2, 4]


async def test_pushes_go_once_it_is_known_what_became_of_them(sample: Database) -> None:
    long_ago, now = datetime.now(UTC) - KEPT_FOR - timedelta(minutes=1), datetime.now(UTC)
    with sample.unit() as session:
        people = members_of(session, "beijing-1")[:1]
        queue(session, Notice("beijing-1", NoticeKind.BROADCAST), people, NOW)
        delivery = session.scalars(select(DeliveryRow.id)).one()
        same = {"delivery_id": delivery, "channel": "kakao", "address": "a", "task_id": "t", "look_at": now, "looks": 9}
        rows = (("reached", long_ago), ("", long_ago), ("untold", now), ("missed", long_ago), ("reached", now))
        session.execute(
            insert(PushRow),
            [
                same | {"message_key": f"delivery:{number}:0", "outcome": outcome, "sent_at": at}
                for number, (outcome, at) in enumerate(rows)
            ],
        )
    assert (await tidy(sample))["pushes"] == 2
    with sample.reading() as session:
        assert session.scalars(select(PushRow.outcome).order_by(PushRow.id)).all() == ["", "untold", "reached"]
        assert session.scalar(select(func.count()).select_from(DeliveryRow)) == 1


def add_bubbles(session: Session, owner: int, count: int, at: datetime, **content: Any) -> None:
    first = (session.scalar(select(func.max(WebMessageRow.id))) or 0) + 1
    same = {"account_id": owner, "direction": "out", "at": at}
    rows = [same | {"key": f"{owner}:{first + n}", "content": {"n": n} | content} for n in range(count)]
    session.execute(insert(WebMessageRow), rows)


async def test_bubbles_go_that_no_page_shows_any_more(sample: Database) -> None:
    with sample.unit() as session:
        talker, quiet = (account(session, person(session, name), channel="web").id for name in ("이서연", "김민준"))
        add_bubbles(session, quiet, HISTORY_LIMIT, OLD)
        add_bubbles(session, talker, 30, OLD)
        add_bubbles(session, talker, 20, YOUNG)
        add_bubbles(session, talker, HISTORY_LIMIT - 1, OLD)
        add_bubbles(session, talker, 1, NOW, **{EDITS: 3})
    with sample.reading() as session:
        shown = [[row.id for row in messages_after(session, one, 0)[0]] for one in (talker, quiet)]
    assert (await tidy(sample))["web_messages"] == 30
    with sample.reading() as session:
        assert [[row.id for row in messages_after(session, one, 0)[0]] for one in (talker, quiet)] == shown
        left = select(func.count()).select_from(WebMessageRow).where(WebMessageRow.account_id == talker)
        assert session.scalar(left) == HISTORY_LIMIT + 20


async def test_what_a_follow_up_could_refer_to_is_forgotten(sample: Database) -> None:
    about = {"tour": "beijing-1", "intent": "agenda.next", "slots": {}, "choices": [], "unanswered": "말"}
    with sample.unit() as session:
        for name, at in (("이서연", OLD), ("김민준", YOUNG)):
            account(session, person(session, name), context=about | {"at": at.isoformat()})
        account(session, address="never-wrote")
    assert (await tidy(sample))["contexts"] == 1
    with sample.reading() as session:
        assert [bool(one) for one in session.scalars(select(AccountRow.context).order_by(AccountRow.id))] == [
            False,
            True,
            False,
        ]
    assert await tidy(sample) == dict.fromkeys(("updates", "proposals", "pushes", "web_messages"), 0)


def _plan(session: Session, statement: Any) -> str:
    compiled = statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    return " ".join(str(row) for row in session.execute(text(f"EXPLAIN QUERY PLAN {compiled}")))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL prefers an index only to many rows
def test_what_is_open_and_what_is_old_are_found_by_an_index(database: Database) -> None:
    with database.reading() as session:
        open_ = _plan(session, inbox_rows._LEFT_OVER)  # noqa: SLF001 - the statement itself
        old = _plan(session, stale_rows.STALE[UpdateRow](NOW))
    assert "INDEX ix_updates_state_received_at (state=?)" in open_
    assert "INDEX ix_updates_state_received_at (state=? AND received_at<?)" in old
