"""An applicant who is on the list joins, with the account that they applied with."""

from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.copies import Copy, Setting
from handlers.identity import supported
from handlers.invitations import speaks_for_another
from handlers.membership.beside import settle_in, welcomed_beside
from handlers.membership.told import welcome
from handlers.membership.visit import Visit, itinerary_of
from handlers.reply import Reply
from handlers.row_number import row_number
from handlers.tables import AccountRow, ApplicationRow, NoticeKind
from schedule_data.members import member_of
from schedule_data.tables import MemberRow


def enter(session: Session, visit: Visit) -> Reply:
    """Have the account speak for the member that its application became."""
    number = row_number(visit.slots.get("application"))
    row = session.get(ApplicationRow, number) if number else None
    if row is None or row.account_id != visit.account or row.member_id is None:
        return expired(visit.language)
    member = session.get_one(MemberRow, row.member_id)
    if member.left_at is not None or speaks_for_another(session, visit.account, member.id):
        return expired(visit.language)
    settle_in(session, session.get_one(AccountRow, visit.account), member.id, visit.at)
    language = supported(member.language) or visit.language
    beside = welcomed_beside(session, visit.account, member_of(member), language)
    if beside is not None:
        return beside
    setting = Setting(session, itinerary_of(session, row.tour_id), language, visit.at)
    greeted = welcome(Copy(NoticeKind.JOIN, {}, member_of(member)), setting)
    return replace(greeted, menu=(member_of(member).role, language))
