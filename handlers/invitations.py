"""Personal invitations: a secret code per person, taken up once on each channel.

The same code is Telegram's `start` payload (at most 64 of `A-Za-z0-9_-`), Kakao's code and the end of the web link.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.membership.beside import settle_in
from handlers.membership.bindings import bind, members_behind
from handlers.tables import AccountRow, InvitationRow, InvitationUseRow
from schedule_data.tables import MemberRow

CODE_BYTES = 16  # 128 bits: not to be guessed, and 22 characters to type


class JoinProblem(StrEnum):
    """Why an invitation does not let somebody in."""

    UNKNOWN = "unknown"
    USED = "used"
    ACCOUNT_TAKEN = "account_taken"


@dataclass(frozen=True, slots=True)
class Joined:
    """An account that now speaks for a member; `again` where it already did."""

    member_id: int
    account_id: int
    again: bool = False


def hash_code(code: str) -> str:
    """Give what is stored of a code: its SHA-256. The code has 128 random bits, so it needs no salt."""
    return hashlib.sha256(code.encode()).hexdigest()


def invite(session: Session, member_id: int, at: datetime) -> str:
    """Make a new invitation for a member and give its code, which is told this once only.

    Earlier invitations of the member are revoked: a link that was lost stops working. Accounts that joined stay joined
    until another account of the same channel takes the new one up.
    """
    session.execute(
        update(InvitationRow)
        .where(InvitationRow.member_id == member_id, InvitationRow.revoked_at.is_(None))
        .values(revoked_at=at)
    )
    code = secrets.token_urlsafe(CODE_BYTES)
    session.add(InvitationRow(member_id=member_id, code_hash=hash_code(code), created_at=at))
    return code


def take_up(session: Session, code: str, account: AccountRow, at: datetime) -> Joined | JoinProblem:
    """Bind an account to the member that the code invites.

    The first account of a channel that brings the code is the member's; the same account may bring it again. An account
    that speaks for somebody else on the same tour is not handed over; other tours that it has joined stay joined.
    Whoever was taken off the tour is not let in by an old code.
    """
    valid = select(InvitationRow).join(MemberRow, MemberRow.id == InvitationRow.member_id)
    valid = valid.where(InvitationRow.code_hash == hash_code(code), InvitationRow.revoked_at.is_(None))
    valid = valid.where(MemberRow.left_at.is_(None))
    invitation = session.scalar(valid.with_for_update(of=InvitationRow))  # of two at once, the second finds it used
    if invitation is None:
        return JoinProblem.UNKNOWN
    known = {one.id for one in members_behind(session, account.id)}
    use = session.get(InvitationUseRow, (invitation.id, account.channel))
    if use is not None:
        if use.account_id == account.id and invitation.member_id in known:
            bind(session, account, invitation.member_id, at)
            return Joined(invitation.member_id, account.id, again=True)
        return JoinProblem.USED
    if speaks_for_another(session, account.id, invitation.member_id):
        return JoinProblem.ACCOUNT_TAKEN
    session.add(
        InvitationUseRow(invitation_id=invitation.id, channel=account.channel, account_id=account.id, used_at=at)
    )
    settle_in(session, account, invitation.member_id, at)
    return Joined(invitation.member_id, account.id)


def speaks_for_another(session: Session, account: int, member_id: int) -> bool:
    """Tell whether an account speaks for somebody else on the tour of this member."""
    tour = session.get_one(MemberRow, member_id).tour_id
    return any(one.tour_id == tour and one.id != member_id for one in members_behind(session, account))
