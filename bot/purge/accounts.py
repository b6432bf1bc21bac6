"""Accounts of a tour's people: the chats that messengers know them by."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.purge.tally import Purge
from bot.tables import WebSessionRow
from handlers.membership.bindings import speaking
from handlers.tables import (
    AccountRow,
    ApplicationRow,
    InvitationRow,
    InvitationUseRow,
    JoinRequestRow,
    OtherMembershipRow,
    TourCodeRow,
    WrongCodeRow,
)
from schedule_data.tables import MemberRow

ERASED = "erased"  # why an account takes no messages


def accounts_of_tour(session: Session, tour: str) -> tuple[frozenset[int], frozenset[int]]:
    """Give the accounts that have to do with this tour alone, and those that have with another one, too.

    They speak for somebody on it, once did (an invitation taken up), asked to be let in, or applied.
    """
    here, elsewhere = set[int](), set[int]()
    speaks, use = speaking(), InvitationUseRow
    known = (
        select(speaks.c.account_id, MemberRow.tour_id).join(MemberRow, MemberRow.id == speaks.c.member_id),
        select(use.account_id, MemberRow.tour_id)
        .join(InvitationRow, InvitationRow.id == use.invitation_id)
        .join(MemberRow, MemberRow.id == InvitationRow.member_id),
        select(JoinRequestRow.account_id, JoinRequestRow.tour_id),
        select(ApplicationRow.account_id, ApplicationRow.tour_id),
    )
    for rows in known:
        for account, of in session.execute(rows):
            (here if of == tour else elsewhere).add(account)
    return frozenset(here - elsewhere), frozenset(here & elsewhere)


def erase_accounts(purge: Purge) -> None:
    """Take the addresses off the tour's own accounts, and every account off the tour; end what lets people in."""
    members = purge.members()
    on_tour = set(purge.session.scalars(members))
    purge.remove("memberships", OtherMembershipRow, OtherMembershipRow.member_id.in_(members))
    invitations = select(InvitationRow.id).where(InvitationRow.member_id.in_(members))
    purge.remove("invitations taken up", InvitationUseRow, InvitationUseRow.invitation_id.in_(invitations))
    purge.remove("invitations", InvitationRow, InvitationRow.member_id.in_(members))
    purge.remove("invitations", TourCodeRow, TourCodeRow.tour_id == purge.tour)
    purge.remove("requests to join", JoinRequestRow, JoinRequestRow.tour_id == purge.tour)
    purge.remove("wrong codes", WrongCodeRow, WrongCodeRow.account_id.in_(purge.own))
    browsers = (WebSessionRow.account_id.in_(purge.own), WebSessionRow.revoked_at.is_(None))
    purge.session.execute(update(WebSessionRow).where(*browsers).values(revoked_at=purge.at))
    own = select(AccountRow).where(AccountRow.id.in_(purge.own), AccountRow.unreachable != ERASED)
    for account in purge.session.scalars(own):
        account.address, account.member_id, account.context = f"{ERASED}-{account.id}", None, None
        account.language, account.unreachable, account.preference = "", ERASED, None
        purge.gone["accounts"] += 1
    for account in purge.session.scalars(select(AccountRow).where(AccountRow.id.in_(purge.shared))):
        if account.member_id in on_tour:
            account.member_id, account.context = _go_over(purge.session, account.id), None
    purge.session.flush()


def _go_over(session: Session, account: int) -> int | None:
    """Take one of the other tours of an account as its current one; give whom it speaks for there."""
    others = select(OtherMembershipRow).where(OtherMembershipRow.account_id == account)
    other = session.scalars(others.order_by(OtherMembershipRow.member_id.desc()).limit(1)).first()
    if other is None:
        return None
    session.delete(other)
    return other.member_id
