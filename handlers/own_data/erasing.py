"""What is erased of a member. The row stays with a neutral name: counts, audits and other people's words need it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from handlers import reminders
from handlers.membership.bindings import accounts_of, release_all
from handlers.own_data.edge_rows import erase_messages
from handlers.passed_files import forget_files
from handlers.roll_call.unasked import forget_words
from handlers.superseding import WAITING
from handlers.tables import (
    AccountRow,
    ApplicationRow,
    AttendanceRow,
    DeliveryRow,
    DeliveryState,
    DeliveryTryRow,
    FileRow,
    GuessBudgetRow,
    InvitationRow,
    JoinRequestRow,
    KeptAnswerRow,
    LiveMessageRow,
    OtherMembershipRow,
    ProposalRow,
    RatingRow,
    StaffQuestionRow,
    TroubleRow,
    WrongCodeRow,
)
from schedule_data.people import Member
from schedule_data.snapshots import itinerary_at
from schedule_data.tables import MemberRow, TourRow

NOBODY = "—"  # the name of who was erased; with the number of the row it is no one else's
WEB = "web"


def erase_member(session: Session, member: Member, asking: AccountRow, at: datetime) -> None:
    """Erase a member's personal data; `asking` is the account that is told so, in a chat that stays open until then."""
    accounts = own_accounts(session, member.id)
    _profile(session, member)
    _words(session, member.id)
    forget_words(session, member.tour, member.id)
    forget_files(session, member.tour, member.id)
    _deliveries(session, member.id)
    session.execute(
        update(InvitationRow)
        .where(InvitationRow.member_id == member.id, InvitationRow.revoked_at.is_(None))
        .values(revoked_at=at)
    )
    session.execute(delete(JoinRequestRow).where(JoinRequestRow.member_id == member.id))
    session.flush()
    erase_messages(session, accounts, at, but=asking.id)
    release_all(session, member.id)
    session.flush()
    _accounts(session, accounts)


def own_accounts(session: Session, member: int) -> Sequence[AccountRow]:
    """Give the accounts that speak for this member and for nobody on another tour: what they hold can go."""
    return [one for one in accounts_of(session, member) if not _has_other_tours(session, one, member)]


def _has_other_tours(session: Session, account: AccountRow, member: int) -> bool:
    """Tell whether an account speaks for somebody on another tour, too: that tour's data are not asked for."""
    others = select(OtherMembershipRow.member_id).where(OtherMembershipRow.account_id == account.id)
    return bool({account.member_id, *session.scalars(others)} - {None, member})


def _profile(session: Session, member: Member) -> None:
    row = session.get_one(MemberRow, member.id)
    row.name, row.name_en = f"{NOBODY}{member.id}", ""
    row.company = row.phone = row.diet = row.emergency_contact = row.note = row.language = ""
    row.room, row.muted_until = {}, None
    had_own, row.remind = row.remind is not None, None
    session.flush()
    if had_own:
        revision = session.scalars(select(TourRow.revision).where(TourRow.id == member.tour)).one()
        reminders.plan(session, itinerary_at(session, member.tour, revision))


def _words(session: Session, member: int) -> None:
    """Erase what the person wrote and told; a question whose answer everybody is given is the tour's by then."""
    kept = select(KeptAnswerRow.question_id).where(KeptAnswerRow.dropped_at.is_(None))
    _empty(session, AttendanceRow, AttendanceRow.member_id == member, reason="", minutes=None)
    _empty(session, RatingRow, RatingRow.member_id == member, remark="")
    _empty(session, TroubleRow, TroubleRow.member_id == member, words="", latitude=None, longitude=None)
    asked = (StaffQuestionRow.member_id == member, StaffQuestionRow.id.not_in(kept))
    _empty(session, StaffQuestionRow, *asked, words="", answer="")
    applied = ApplicationRow.member_id == member
    _empty(session, ApplicationRow, applied, name="", company="", phone="", language="")
    session.execute(delete(ProposalRow).where(ProposalRow.member_id == member))
    session.execute(delete(FileRow).where(FileRow.member_id == member, FileRow.sent_at.is_(None)))
    session.execute(delete(GuessBudgetRow).where(GuessBudgetRow.member_id == member))


def _deliveries(session: Session, member: int) -> None:
    """Keep where each notice stands, for the reports; forget where it was shown, and send no more."""
    mine = select(DeliveryRow.id).where(DeliveryRow.member_id == member)
    session.execute(delete(LiveMessageRow).where(LiveMessageRow.delivery_id.in_(mine)))
    _empty(session, DeliveryTryRow, DeliveryTryRow.delivery_id.in_(mine), message_ref="")
    waiting = (DeliveryRow.member_id == member, DeliveryRow.state.in_(WAITING))
    _empty(session, DeliveryRow, *waiting, state=DeliveryState.SUPERSEDED)
    _empty(session, DeliveryRow, DeliveryRow.member_id == member, message_ref="")


def _accounts(session: Session, accounts: Sequence[AccountRow]) -> None:
    """Take what names a person off the accounts; a web address is only a number, and its page is still to be told."""
    ids = [one.id for one in accounts]
    session.execute(delete(WrongCodeRow).where(WrongCodeRow.account_id.in_(ids)))
    _empty(session, ApplicationRow, ApplicationRow.account_id.in_(ids), name="", company="", phone="", language="")
    for account in accounts:
        session.refresh(account)
        account.context, account.language = None, ""
        if account.channel != WEB:
            account.address = f"erased-{account.id}"
    session.flush()


def _empty(session: Session, rows: Any, *which: Any, **values: Any) -> None:
    session.execute(update(rows).where(*which).values(**values).execution_options(synchronize_session="fetch"))
