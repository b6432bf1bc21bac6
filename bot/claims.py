"""The ledger's rows, claimed for sending: who is next, on which of their accounts, and who can't be written to at all.

A claim holds between processes: on PostgreSQL by FOR UPDATE SKIP LOCKED, on SQLite because a unit of work is alone; and
it names the process that holds it, which loses it when it dies (`bot.senders`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from bot import settling
from bot.channel import WORDLESS_REFERENCE
from handlers.channel_order import place_of
from handlers.delivery_reasons import Reason
from handlers.identity import supported
from handlers.membership.bindings import speaking
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, DeliveryTryRow, Lane, NoticeRow
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow


@dataclass(frozen=True, slots=True)
class Claim:
    """One person's copy of a notice, to be sent now to one of their accounts.

    `due` is when it was to be sent, `attempts` how often it was tried before. `ahead` is the reference to a file that
    this account was sent before its words could not be: it is not sent again.
    """

    delivery: int
    notice: NoticeRow
    member: Member
    lane: Lane
    account: int
    channel: str
    address: str
    language: str | None
    due: datetime
    attempts: int
    ahead: str = ""


@dataclass(slots=True)
class Claimed:
    """What was due: to be sent, past its time, or without an account to send to (id -> why)."""

    claims: list[Claim] = field(default_factory=list)
    expired: list[int] = field(default_factory=list)
    nowhere: dict[int, Reason] = field(default_factory=dict)


ACCOUNT = "account"  # the key of a payload that names the one account to write to
_Accounts = Mapping[int, Sequence[Row[Any]]]


def claim(  # noqa: PLR0913 - whose claim of what, when, and what to avoid
    session: Session, lane: Lane, most: int, at: datetime, sender: int, *, avoid: Collection[str] = ()
) -> Claimed:
    """Take up to `most` queued deliveries of a lane whose time has come, each for the first account that may take it.

    Those past their notice's `expires_at` are closed as expired, those of people who have no account left to try, or
    who have left the tour, as failed. Accounts on channels of `avoid` are taken only where there is no other.
    """
    rows = session.execute(_DUE, {"lane": lane, "at": at, "most": most}).all()
    if not rows:
        return Claimed()
    found = _sort(session, rows, lane, at, avoid)
    settling.expire(session, found.expired)
    settling.exhaust(session, found.nowhere)
    if found.claims:
        claimed = [{"row": one.delivery, "account": one.account, "sender": sender} for one in found.claims]
        session.execute(_CLAIMED, claimed)
    return found


def _sort(session: Session, rows: Sequence[Row[Any]], lane: Lane, at: datetime, avoid: Collection[str]) -> Claimed:
    notices = _notices(session, {row.notice_id for row in rows})
    accounts = _accounts(session, {row.id for row in rows if row.left_at is None})
    strangers = _strangers(session, notices.values())
    closed = _closed(session, [row.delivery for row in rows if row.attempts])
    found = Claimed()
    for row in rows:
        notice = notices[row.notice_id]
        if notice.expires_at is not None and notice.expires_at <= at:
            found.expired.append(row.delivery)
            continue
        own = strangers.get(notice.payload.get(ACCOUNT, 0), accounts.get(row.id, ()))
        own = [one for one in own if one.channel == notice.payload.get("channel")] or own  # a call for help is on each
        unwanted = {*avoid, notice.payload.get("avoid")}
        account = _first(own, closed.get(row.delivery, ()), unwanted)
        if account is None:
            found.nowhere[row.delivery] = Reason.UNREACHABLE if own else Reason.NO_ACCOUNT
        else:
            found.claims.append(_claim(row, notice, lane, account))
    return found


def _claim(row: Row[Any], notice: NoticeRow, lane: Lane, account: Row[Any]) -> Claim:
    language = supported(account.language) or supported(row.language)
    member = member_of(cast("MemberRow", row))  # a row of columns with the same names
    return Claim(
        row.delivery,
        notice,
        member,
        lane,
        account.id,
        account.channel,
        account.address,
        language,
        row.next_try_at,
        row.attempts,
        row.reference if row.tried == account.id and row.reference.startswith(WORDLESS_REFERENCE) else "",
    )


def _first(own: Sequence[Row[Any]], closed: Collection[int], unwanted: Collection[str | None]) -> Row[Any] | None:
    """Give the first account that takes messages and wasn't tried in vain, rather not on an unwanted channel."""
    open_ = [one for one in own if not one.unreachable and one.id not in closed]
    return next((one for one in open_ if one.channel not in unwanted), open_[0] if open_ else None)


def _notices(session: Session, ids: Collection[int]) -> Mapping[int, NoticeRow]:
    return {row.id: row for row in session.scalars(select(NoticeRow).where(NoticeRow.id.in_(ids)))}


def _accounts(session: Session, members: Collection[int]) -> _Accounts:
    """Give the accounts of each member, in the order they are written to."""
    by_member: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_ACCOUNTS, {"members": list(members)}):
        by_member[row.member_id].append(row)
    for own in by_member.values():
        if len(own) > 1:
            own.sort(key=lambda row: place_of(row.channel, row.preference))
    return by_member


def _strangers(session: Session, notices: Collection[NoticeRow]) -> _Accounts:
    """Give the accounts that a notice names itself, by their ids: of people who want in, and speak for nobody yet."""
    wanted = {one.payload[ACCOUNT] for one in notices if ACCOUNT in one.payload}
    rows: Sequence[Any] = session.execute(_NAMED, {"accounts": list(wanted)}).all() if wanted else ()
    return {row.id: (row,) for row in rows}


def _closed(session: Session, deliveries: Sequence[int]) -> Mapping[int, set[int]]:
    """Give the accounts that are not tried again, by delivery."""
    accounts: dict[int, set[int]] = defaultdict(set)
    if deliveries:
        for row in session.execute(_TRIED, {"deliveries": deliveries}):
            accounts[row.delivery_id].add(row.account_id)
    return accounts


_DELIVERY, _MEMBER = DeliveryRow.core().c, MemberRow.__mapper__.columns
_DUE = (
    select(
        _DELIVERY.id.label("delivery"),
        _DELIVERY.notice_id,
        _DELIVERY.attempts,
        _DELIVERY.next_try_at,
        _DELIVERY.message_ref.label("reference"),
        _DELIVERY.account_id.label("tried"),
        *(column.label(name) for name, column in _MEMBER.items()),
    )
    .join_from(DeliveryRow.core(), MemberRow.core(), _MEMBER.id == _DELIVERY.member_id)
    .where(_DELIVERY.state == DeliveryState.QUEUED, _DELIVERY.lane == bindparam("lane"))
    .where(_DELIVERY.next_try_at <= bindparam("at"))
    .order_by(_DELIVERY.next_try_at, _DELIVERY.id)
    .limit(bindparam("most"))
    .with_for_update(of=DeliveryRow.core(), skip_locked=True)
)
_ACCOUNT, _SPEAKING = AccountRow.core().c, speaking()  # whichever of their tours is current
_COLUMNS = (
    _ACCOUNT.id,
    _ACCOUNT.channel,
    _ACCOUNT.address,
    _ACCOUNT.language,
    _ACCOUNT.unreachable,
    _ACCOUNT.preference,
)
_NAMED = select(*_COLUMNS).where(_ACCOUNT.id.in_(bindparam("accounts", expanding=True)))
_ACCOUNTS = select(*_COLUMNS, _SPEAKING.c.member_id).where(
    _SPEAKING.c.account_id == _ACCOUNT.id, _SPEAKING.c.member_id.in_(bindparam("members", expanding=True))
)
_TRY = DeliveryTryRow.core().c
_TRIED = select(_TRY.delivery_id, _TRY.account_id).where(
    _TRY.closed, _TRY.delivery_id.in_(bindparam("deliveries", expanding=True))
)
_CLAIMED = (
    update(DeliveryRow.core())
    .where(_DELIVERY.id == bindparam("row"))
    .values(state=DeliveryState.SENDING, account_id=bindparam("account"), sender_id=bindparam("sender"))
)
