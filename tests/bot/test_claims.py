import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.claims import Claim, claim
from bot.database import Database
from bot.senders import LEASE, leave, register, renew, take_back
from bot.settling import Try, accept, exhaust, expire, fail, mark_unreachable, move, note, release, requeue, supersede
from handlers.channel_order import channels_of, prefer
from handlers.delivery_reasons import Reason
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, DeliveryTryRow, Lane, NoticeKind, SenderRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.build import BEFORE, account, document, load, member

pytestmark = pytest.mark.both_databases

AT = BEFORE
MACHINE = BEFORE + timedelta(days=300)  # the machine's clock, which has nothing to do with the tour's
SENDER = 1
SOON = AT + timedelta(minutes=10)


@pytest.fixture
def people(session: Session) -> Sequence[MemberRow]:
    """Put three people on a tour, each with a Telegram account."""
    load(session, document())
    rows = [member(session, name) for name in ("김하나", "이둘", "박셋")]
    for row in rows:
        account(session, row)
    return rows


def _queue(session: Session, people: Sequence[MemberRow], kind: NoticeKind = NoticeKind.REMINDER) -> None:
    notice = Notice("city-1", kind, {"stop": "walk"}, expires_at=SOON)
    queue(session, notice, [member_of(row) for row in people], AT)


def _claim(session: Session, most: int = 10, later: timedelta = timedelta(0), sender: int = SENDER) -> Sequence[Claim]:
    return claim(session, Lane.REMINDER, most, AT + later, sender).claims


def _closed(one: Claim, reason: Reason) -> Try:
    return Try(one.delivery, one.account, reason, AT, closed=True)


def _elsewhere(session: Session, until: datetime = MACHINE + LEASE) -> int:
    """Register a sender of another machine, which nobody can look at."""
    row = SenderRow(host="elsewhere", pid=1, run="other", lease_until=until)
    session.add(row)
    session.flush()
    return row.id


def _rows(session: Session) -> list[tuple[str, str, int]]:
    session.expire_all()
    rows = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
    return [(row.state, row.reason, row.attempts) for row in rows]


def _first(session: Session) -> DeliveryRow:
    session.expire_all()
    return session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)).first() or DeliveryRow()


def test_claims_come_in_order_and_once(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people)
    first, second = _claim(session, most=2), _claim(session, most=2)
    assert [one.member.name for one in (*first, *second)] == ["김하나", "이둘", "박셋"]
    assert [one.address for one in first] == [f"at-{row.id}" for row in people[:2]]
    assert _claim(session) == []
    assert _rows(session) == [("sending", "", 0)] * 3


def test_lanes_are_apart(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people, NoticeKind.BROADCAST)
    assert _claim(session) == []
    assert len(claim(session, Lane.NOTICE, 10, AT, SENDER).claims) == 3


def test_what_is_not_due_yet_waits(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people)
    assert claim(session, Lane.REMINDER, 10, AT - timedelta(seconds=1), SENDER).claims == []
    assert len(_claim(session)) == 3


def test_what_is_past_its_time_is_closed_as_expired(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people)
    assert _claim(session, later=timedelta(minutes=10)) == []
    assert _rows(session) == [("expired", "", 0)] * 3


def test_people_without_an_account_are_closed_as_such(session: Session) -> None:
    load(session, document())
    _queue(session, [member(session)])
    assert _claim(session) == []
    assert _rows(session) == [("failed", "no_account", 0)]


def test_who_left_the_tour_is_not_written_to(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people)
    people[0].left_at = AT
    assert [one.member.name for one in _claim(session)] == ["이둘", "박셋"]
    assert _rows(session)[0] == ("failed", "no_account", 0)


def test_channels_are_tried_in_order(session: Session) -> None:
    load(session, document())
    everywhere, without_telegram, elsewhere = (member(session, name) for name in ("김하나", "이둘", "박셋"))
    for channel in ("web", "telegram", "kakao"):
        account(session, everywhere, channel)
    for channel in ("web", "kakao"):
        account(session, without_telegram, channel)
    for channel in ("of-the-future", "web"):
        account(session, elsewhere, channel)
    _queue(session, [everywhere, without_telegram, elsewhere])
    assert [one.channel for one in _claim(session)] == ["telegram", "kakao", "web"]


def test_an_unreachable_account_gives_way_to_the_next(session: Session) -> None:
    load(session, document())
    somebody = member(session)
    account(session, somebody, "telegram")
    account(session, somebody, "web")
    _queue(session, [somebody])
    (first,) = _claim(session)
    mark_unreachable(session, first.channel, first.address, "blocked")
    note(session, [_closed(first, Reason.UNREACHABLE)])
    requeue(session, {first.delivery: AT})
    (second,) = _claim(session)
    assert (first.channel, second.channel) == ("telegram", "web")
    mark_unreachable(session, second.channel, second.address, "blocked")
    note(session, [_closed(second, Reason.UNREACHABLE)])
    requeue(session, {second.delivery: AT})
    assert _claim(session) == []
    assert _rows(session) == [("failed", "unreachable", 2)]


def test_a_chat_that_moved_is_written_to_at_its_new_address(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    (first,) = _claim(session)
    move(session, first.channel, first.address, "-100200300")
    requeue(session, {first.delivery: AT})
    assert [one.address for one in _claim(session)] == ["-100200300"]


def test_a_chat_that_moved_to_one_that_wrote_already_gives_way_to_it(
    session: Session, people: Sequence[MemberRow]
) -> None:
    account(session, address="-100200300")
    _queue(session, people[:1])
    (first,) = _claim(session)
    move(session, first.channel, first.address, "-100200300")
    move(session, first.channel, "of nobody", "-100200300")
    requeue(session, {first.delivery: AT})
    assert [one.address for one in _claim(session)] == ["-100200300"]


def test_the_language_is_the_account_s_else_the_member_s(session: Session) -> None:
    load(session, document())
    people = [member(session, name, language="en") for name in ("김하나", "이둘")]
    account(session, people[0], language="zh-hans")
    account(session, people[1])
    _queue(session, people)
    assert [one.language for one in _claim(session)] == ["zh", "en"]


def test_a_refused_message_goes_on_to_the_next_channel(session: Session) -> None:
    load(session, document())
    somebody = member(session)
    account(session, somebody, "telegram")
    account(session, somebody, "web")
    _queue(session, [somebody])
    (first,) = _claim(session)
    note(session, [_closed(first, Reason.REJECTED)])
    requeue(session, {first.delivery: AT})
    (second,) = _claim(session)
    assert (second.channel, second.attempts) == ("web", 1)
    note(session, [_closed(second, Reason.OUTCOME_UNKNOWN)])
    requeue(session, {second.delivery: AT})
    assert _claim(session) == []
    assert _rows(session) == [("failed", "outcome_unknown", 2)]


def test_what_an_earlier_channel_took_stays_accepted_there(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    (one,) = _claim(session)
    accept(session, {one.delivery: ("17", AT)})
    session.add(
        DeliveryTryRow(
            delivery_id=one.delivery,
            account_id=one.account,
            reason=Reason.UNCONFIRMED,
            closed=True,
            message_ref="17",
            at=AT,
        )
    )
    row = _first(session)
    row.state = DeliveryState.QUEUED
    session.flush()
    exhaust(session, {one.delivery: Reason.UNREACHABLE})
    row = _first(session)
    assert (row.state, row.message_ref, row.account_id) == ("accepted", "17", one.account)


def test_a_person_s_own_order_of_channels_counts(session: Session) -> None:
    load(session, document())
    somebody = member(session)
    for channel in ("web", "telegram", "kakao"):
        account(session, somebody, channel)
    assert channels_of(session, somebody.id) == ["telegram", "kakao", "web"]
    prefer(session, somebody.id, ["web", "kakao"])
    assert channels_of(session, somebody.id) == ["web", "kakao", "telegram"]
    _queue(session, [somebody])
    assert [one.channel for one in _claim(session)] == ["web"]
    prefer(session, somebody.id, [])
    assert channels_of(session, somebody.id) == ["telegram", "kakao", "web"]


def test_a_channel_to_avoid_is_taken_where_there_is_no_other(session: Session) -> None:
    load(session, document())
    both, one = member(session, "김하나"), member(session, "이둘")
    account(session, both, "telegram")
    account(session, both, "web")
    account(session, one, "telegram")
    _queue(session, [both, one])
    claims = claim(session, Lane.REMINDER, 10, AT, SENDER, avoid=["telegram"]).claims
    assert [claimed.channel for claimed in claims] == ["web", "telegram"]


def test_tries_that_settle_nothing_are_kept_and_counted(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    (one,) = _claim(session)
    note(
        session, [Try(one.delivery, one.account, Reason.PAUSED, AT), Try(one.delivery, one.account, Reason.PAUSED, AT)]
    )
    assert _rows(session) == [("sending", "paused", 2)]
    tries = session.scalars(select(DeliveryTryRow)).all()
    assert [(row.account_id, row.reason, row.closed, row.at) for row in tries] == [
        (one.account, "paused", False, AT)
    ] * 2
    accept(session, {one.delivery: ("17", AT)})
    assert _rows(session) == [("accepted", "", 3)]


def test_a_delivery_waits_until_its_next_try(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    (one,) = _claim(session)
    requeue(session, {one.delivery: AT + timedelta(minutes=1)})
    assert _claim(session) == []
    assert len(_claim(session, later=timedelta(minutes=1))) == 1


def test_what_was_not_tried_is_released_without_a_trace(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:2])
    one, two = _claim(session)
    release(session, [one.delivery])
    supersede(session, [two.delivery])
    assert _rows(session) == [("queued", "", 0), ("superseded", "", 0)]


def test_a_claim_of_a_process_that_died_elsewhere_is_taken_over(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    _claim(session, sender=_elsewhere(session))
    assert take_back(session, MACHINE + LEASE) == 0
    assert _claim(session) == []
    assert take_back(session, MACHINE + LEASE + timedelta(seconds=1)) == 1
    assert session.scalars(select(SenderRow)).all() == []
    (again,) = _claim(session)
    assert again.member.name == "김하나"
    assert _rows(session) == [("sending", "interrupted", 1)]


def test_a_renewed_lease_is_kept(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    sender = _elsewhere(session)
    _claim(session, sender=sender)
    assert renew(session, sender, MACHINE + LEASE)
    assert take_back(session, MACHINE + LEASE * 1.5) == 0
    assert not renew(session, sender + 1, MACHINE)


def test_a_process_of_this_machine_that_ended_is_noticed_at_once(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people)
    us = register(session, MACHINE)
    row = session.get_one(SenderRow, us)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    senders = [
        SenderRow(host=row.host, pid=pid, run=run, lease_until=MACHINE + LEASE)
        for pid, run in ((ended.pid, "other"), (row.pid, "other"), (os.getppid(), "other"))
    ]
    session.add_all(senders)
    session.flush()
    for sender in senders:
        _claim(session, most=1, sender=sender.id)
    assert take_back(session, MACHINE) == 2
    assert session.scalars(select(SenderRow.id).order_by(SenderRow.id)).all() == [us, senders[2].id]


def test_a_process_that_leaves_gives_up_its_claims(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    sender = register(session, MACHINE)
    _claim(session, sender=sender)
    leave(session, sender)
    assert _rows(session) == [("queued", "", 0)]
    assert session.scalars(select(SenderRow)).all() == []


def test_an_accepted_delivery_is_closed_with_its_reference(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people)
    one, two, three = _claim(session)
    accept(session, {one.delivery: ("17", SOON), two.delivery: ("18,19", SOON)})
    fail(session, {three.delivery: Reason.REJECTED})
    assert _rows(session) == [("accepted", "", 1), ("accepted", "", 1), ("failed", "rejected", 0)]
    row = _first(session)
    assert (row.message_ref, row.accepted_at, row.sender_id) == ("17", SOON, None)
    assert _claim(session, later=LEASE * 2) == []


def test_nothing_to_close_is_fine(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    accept(session, {})
    fail(session, {})
    expire(session, [])
    requeue(session, {})
    release(session, [])
    supersede(session, [])
    exhaust(session, {})
    note(session, [])
    assert _rows(session) == [("queued", "", 0)]


def test_a_late_word_does_not_reopen_what_another_process_closed(session: Session, people: Sequence[MemberRow]) -> None:
    _queue(session, people[:1])
    (one,) = _claim(session)
    release(session, [one.delivery])
    (again,) = _claim(session, sender=2)
    accept(session, {again.delivery: ("17", SOON)})
    requeue(session, {one.delivery: AT})
    fail(session, {one.delivery: Reason.UNAVAILABLE})
    expire(session, [one.delivery])
    release(session, [one.delivery])
    supersede(session, [one.delivery])
    assert _rows(session) == [("accepted", "", 1)]
    assert _first(session).sender_id is None


def test_the_word_of_a_process_that_was_taken_for_dead_still_counts(
    session: Session, people: Sequence[MemberRow]
) -> None:
    _queue(session, people[:1])
    (one,) = _claim(session, sender=_elsewhere(session))
    take_back(session, MACHINE + LEASE * 2)
    accept(session, {one.delivery: ("17", SOON)})
    assert _claim(session, later=LEASE * 2) == []
    assert _first(session).state == DeliveryState.ACCEPTED


def test_processes_that_claim_at_once_share_without_overlap(database: Database) -> None:
    with database.unit() as session:
        load(session, document())
        people = [member(session, f"김{number}") for number in range(60)]
        session.add_all(
            AccountRow(channel="telegram", address=str(row.id), member_id=row.id, created_at=AT) for row in people
        )
        _queue(session, people)
    other = Database(database.engine.url.render_as_string(hide_password=False))

    def work(at: Database) -> list[int]:
        taken: list[int] = []
        while True:
            with at.unit() as session:
                claims = _claim(session, most=7)
            if not claims:
                return taken
            taken += [one.delivery for one in claims]

    with ThreadPoolExecutor(4) as threads:
        taken = [one for took in threads.map(work, (database, other, database, other)) for one in took]
    other.close()
    with database.reading() as session:
        assert sorted(taken) == list(session.scalars(select(DeliveryRow.id).order_by(DeliveryRow.id)))
        assert _rows(session) == [("sending", "", 0)] * 60


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_claim_does_not_wait_for_another_s(database: Database) -> None:
    with database.unit() as session:
        load(session, document())
        people = [member(session, name) for name in ("김하나", "이둘", "박셋")]
        for row in people:
            account(session, row)
        _queue(session, people)
    with database.unit() as one, database.unit() as another:
        first = _claim(one, most=2)
        second = _claim(another, most=2)
    assert [claimed.member.name for claimed in first] == ["김하나", "이둘"]
    assert [claimed.member.name for claimed in second] == ["박셋"]
