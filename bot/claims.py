"""The ledger's rows, claimed for sending and closed afterwards.

A claim holds between processes: on PostgreSQL by FOR UPDATE SKIP LOCKED, on SQLite because a unit of work is alone; and
it is a lease, which a process that died loses. Leases run by the machine's clock, whatever the tour's clock says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from handlers.identity import supported
from handlers.live import reports_touched
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, Lane, NoticeRow
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow

LEASE = timedelta(seconds=90)
CHANNEL_ORDER = ("telegram", "kakao", "web")  # the first that a person has and that can be reached


class Reason(StrEnum):
    """Why a delivery failed or is tried again; the words for a leader are made from these."""

    NO_ACCOUNT = "no_account"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    OUTCOME_UNKNOWN = "outcome_unknown"
    INTERRUPTED = "interrupted"
    NO_WORDS = "no_words"  # making them failed, through our fault
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Claim:
    """One person's copy of a notice, to be sent now to one of their accounts."""

    delivery: int
    notice: NoticeRow
    member: Member
    lane: Lane
    account: int
    channel: str
    address: str
    language: str | None


def claim(session: Session, lane: Lane, most: int, at: datetime, machine_time: datetime) -> Sequence[Claim]:
    """Take up to `most` queued deliveries of a lane whose time has come.

    Those past their notice's `expires_at` are closed as expired, those of people without an account, or who
    have left the tour, as failed.
    """
    _take_back(session, machine_time)
    due = (
        select(DeliveryRow.id)
        .where(DeliveryRow.state == DeliveryState.QUEUED, DeliveryRow.lane == lane, DeliveryRow.next_try_at <= at)
        .order_by(DeliveryRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    ids = session.scalars(due).all()
    if not ids:
        return []
    rows = session.execute(
        select(DeliveryRow.id, NoticeRow, MemberRow)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .where(DeliveryRow.id.in_(ids))
        .order_by(DeliveryRow.id)
    ).all()
    accounts = _accounts(session, {member.id for _, _, member in rows})
    claims, expired, failed = [], [], []
    for delivery, notice, member in rows:
        account = accounts.get(member.id) if member.left_at is None else None
        if notice.expires_at is not None and notice.expires_at <= at:
            expired.append(delivery)
        elif account is None or account.unreachable:
            failed.append({"row": delivery, "why": Reason.UNREACHABLE if account else Reason.NO_ACCOUNT})
        else:
            claims.append(_claim(delivery, notice, member_of(member), lane, account))
    _close(session, expired, failed)
    if claims:
        leased = {"until": machine_time + LEASE}
        session.execute(_CLAIMED, [leased | {"row": one.delivery, "account": one.account} for one in claims])
    return claims


def _claim(delivery: int, notice: NoticeRow, member: Member, lane: Lane, account: AccountRow) -> Claim:
    language = supported(account.language) or supported(member.language)
    return Claim(delivery, notice, member, lane, account.id, account.channel, account.address, language)


def _accounts(session: Session, members: set[int]) -> Mapping[int, AccountRow]:
    """Give each member's account to send to: a reachable one before the others, then by the order of channels."""
    rows = session.scalars(select(AccountRow).where(AccountRow.member_id.in_(members))).all()
    order = {name: place for place, name in enumerate(CHANNEL_ORDER)}
    rows = sorted(rows, key=lambda row: (bool(row.unreachable), order.get(row.channel, len(order))), reverse=True)
    return {row.member_id: row for row in rows if row.member_id is not None}


def _take_back(session: Session, machine_time: datetime) -> None:
    """Queue again what a process that died was sending: it may have been accepted, which is counted as an attempt."""
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.state == DeliveryState.SENDING, DeliveryRow.lease_until < machine_time)
        .values(state=DeliveryState.QUEUED, reason=Reason.INTERRUPTED, lease_until=None)
        .execution_options(synchronize_session=False)
    )


def _close(session: Session, expired: Sequence[int], failed: Sequence[Mapping[str, Any]]) -> None:
    if expired:
        session.execute(_EXPIRED, [{"row": row} for row in expired])
    if failed:
        session.execute(_FAILED, list(failed))
    reports_touched(session, [*expired, *(int(one["row"]) for one in failed)])


def renew(session: Session, deliveries: Sequence[int], machine_time: datetime) -> None:
    """Keep the leases of deliveries that still wait for their turn."""
    if deliveries:
        session.execute(_RENEWED, [{"row": row, "until": machine_time + LEASE} for row in deliveries])


def accept(session: Session, accepted: Mapping[int, tuple[str, datetime]]) -> None:
    """Close deliveries that the messenger accepted: id -> its reference to the message, and when (UTC)."""
    if accepted:
        rows = [{"row": row, "ref": ref, "at": at} for row, (ref, at) in accepted.items()]
        session.execute(_ACCEPTED, rows)
        reports_touched(session, list(accepted))


def fail(session: Session, failed: Mapping[int, Reason]) -> None:
    """Close deliveries that can't be made: id -> why."""
    _close(session, (), [{"row": row, "why": why} for row, why in failed.items()])


def expire(session: Session, deliveries: Sequence[int]) -> None:
    """Close deliveries whose time passed while they waited for their turn."""
    _close(session, deliveries, ())


def requeue(session: Session, deliveries: Mapping[int, Reason]) -> None:
    """Have deliveries tried again, on whatever account of the person can be reached then."""
    if deliveries:
        session.execute(_REQUEUED, [{"row": row, "why": why} for row, why in deliveries.items()])


def mark_unreachable(session: Session, channel: str, address: str, why: str) -> None:
    """Note that an account refuses messages until its person writes again."""
    _change_account(session, channel, address, unreachable=why)


def move(session: Session, channel: str, address: str, new_address: str) -> None:
    """Note that a chat lives at another address now; where that one has written already, it speaks for the member."""
    at_address = select(AccountRow).where(AccountRow.channel == channel)
    known = session.scalar(at_address.where(AccountRow.address == new_address))
    if known is None:
        _change_account(session, channel, address, address=new_address)
        return
    moved = session.scalar(at_address.where(AccountRow.address == address))
    if moved is not None:
        known.member_id = known.member_id or moved.member_id
        moved.unreachable = Reason.MOVED
        session.flush()


def _change_account(session: Session, channel: str, where: str, **values: str) -> None:
    session.execute(
        update(AccountRow)
        .where(AccountRow.channel == channel, AccountRow.address == where)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


_STATE = DeliveryRow.core().c.state
_ROW = update(DeliveryRow.core()).where(DeliveryRow.core().c.id == bindparam("row"))
# a process that lost its lease may come late: what another one has closed meanwhile stays closed
_OPEN = _ROW.where(or_(_STATE == DeliveryState.QUEUED, _STATE == DeliveryState.SENDING))
_CLAIMED = _ROW.values(
    state=DeliveryState.SENDING,
    lease_until=bindparam("until"),
    account_id=bindparam("account"),
    attempts=DeliveryRow.attempts + 1,
)
_RENEWED = _ROW.where(_STATE == DeliveryState.SENDING).values(lease_until=bindparam("until"))
_ACCEPTED = _ROW.values(
    state=DeliveryState.ACCEPTED, accepted_at=bindparam("at"), message_ref=bindparam("ref"), reason="", lease_until=None
)
_FAILED = _OPEN.values(state=DeliveryState.FAILED, reason=bindparam("why"), lease_until=None)
_EXPIRED = _OPEN.values(state=DeliveryState.EXPIRED, lease_until=None)
_REQUEUED = _OPEN.values(state=DeliveryState.QUEUED, reason=bindparam("why"), lease_until=None)
