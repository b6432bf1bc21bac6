"""For whom an account speaks: one member on each tour that it joined, of which one tour is the current one.

A person has one account on each channel: a newer one takes the place of the older.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Subquery, delete, select, union_all, update
from sqlalchemy.orm import Session

from handlers.membership.web_sessions import close_web_sessions
from handlers.tables import AccountRow, OtherMembershipRow
from schedule_data.tables import MemberRow

_ACCOUNT, _OTHER = AccountRow.core().c, OtherMembershipRow.core().c


def speaking() -> Subquery:
    """Give every account with each member whom it speaks for, whichever tour is current: `account_id`, `member_id`."""
    current = select(_ACCOUNT.id.label("account_id"), _ACCOUNT.member_id).where(_ACCOUNT.member_id.is_not(None))
    return union_all(current, select(_OTHER.account_id, _OTHER.member_id)).subquery("speaking")


def accounts_of(session: Session, member: int) -> Sequence[AccountRow]:
    """Give the accounts that speak for a member."""
    speaks = speaking()
    rows = select(AccountRow).join(speaks, speaks.c.account_id == AccountRow.id).where(speaks.c.member_id == member)
    return session.scalars(rows.order_by(AccountRow.id)).all()


def members_behind(session: Session, account: int) -> Sequence[MemberRow]:
    """Give whom an account speaks for, on each tour; nobody who was taken off it."""
    speaks = speaking()
    rows = select(MemberRow).join(speaks, speaks.c.member_id == MemberRow.id).where(speaks.c.account_id == account)
    return session.scalars(rows.where(MemberRow.left_at.is_(None)).order_by(MemberRow.id)).all()


def bind(session: Session, account: AccountRow, member: int, at: datetime) -> None:
    """Have an account speak for a member from now on; the tour that it was on stays joined.

    Another account of the same channel that spoke for the member no longer does.
    """
    _take_over(session, account, member, at)
    if account.member_id == member:
        return
    _forget(session, [account.id], [member])
    held = session.get(MemberRow, account.member_id) if account.member_id else None
    if held is not None and held.left_at is None:
        session.add(OtherMembershipRow(account_id=account.id, member_id=held.id))
    account.member_id, account.context = member, None
    session.flush()


def add(session: Session, account: AccountRow, member: int, at: datetime) -> None:
    """Have an account speak for a member besides the one of its current tour, which stays the current one."""
    _take_over(session, account, member, at)
    _forget(session, [account.id], [member])
    session.add(OtherMembershipRow(account_id=account.id, member_id=member))
    session.flush()


def _take_over(session: Session, account: AccountRow, member: int, at: datetime) -> None:
    for other in accounts_of(session, member):
        if other.channel == account.channel and other.id != account.id:
            release(session, other, member, at)


def release(session: Session, account: AccountRow, member: int, at: datetime, *, web: bool = True) -> None:
    """Have an account no longer speak for a member; browsers that show its chat are shut out unless `web` is False."""
    _forget(session, [account.id], [member])
    if account.member_id == member:
        account.member_id, account.context = None, None
    if web:
        close_web_sessions(session, [account.id], at)
    session.flush()


def release_all(session: Session, member: int) -> None:
    """Have no account speak for a member any more."""
    session.execute(delete(OtherMembershipRow).where(OtherMembershipRow.member_id == member))
    session.execute(update(AccountRow).where(AccountRow.member_id == member).values(member_id=None, context=None))


def _forget(session: Session, accounts: Collection[int], members: Collection[int]) -> None:
    session.flush()
    session.execute(
        delete(OtherMembershipRow).where(
            OtherMembershipRow.account_id.in_(accounts), OtherMembershipRow.member_id.in_(members)
        )
    )
