"""A leader lets somebody in who brought the tour code, or doesn't."""

from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.invitations import speaks_for_another
from handlers.live import refresh
from handlers.membership.access_log import Access, record
from handlers.membership.beside import settle_in
from handlers.membership.guessing import note_wrong
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import AccountRow, JoinRequestRow, NoticeKind
from schedule_data.members import member_of
from schedule_data.tables import MemberRow


def approve(session: Session, _caller: Caller, question: Question) -> Reply:
    """Have the account speak for the member, and welcome it."""
    row, member = _asked(session, question)
    if row is None or member is None or member.left_at is not None:
        return expired(question.language)
    if row.decided_at is not None:
        return _decided_already(session, question, row)
    say = phrases(question.language)
    if speaks_for_another(session, row.account_id, member.id):
        words = say("In the meantime that account joined this tour as somebody else; nothing was changed.")
        return Reply((words,), outcome=Outcome.REFUSED, buttons=offer(question, NEXT))
    settle_in(session, session.get_one(AccountRow, row.account_id), member.id, question.at)
    _decide(session, question, row, member, approved=True)
    return Reply((say("{name} is in.", name=member.name),), buttons=offer(question, NEXT))


def deny(session: Session, _caller: Caller, question: Question) -> Reply:
    """Leave the account outside, and tell it kindly."""
    row, member = _asked(session, question)
    if row is None or member is None:
        return expired(question.language)
    if row.decided_at is not None:
        return _decided_already(session, question, row)
    note_wrong(session, row.account_id, question.at)
    _decide(session, question, row, member, approved=False)
    words = phrases(question.language)("Not let in. They are told to ask you in person.")
    return Reply((words,), buttons=offer(question, NEXT))


def _asked(session: Session, question: Question) -> tuple[JoinRequestRow | None, MemberRow | None]:
    number = row_number(question.slots.get("request"))
    row = session.get(JoinRequestRow, number, with_for_update=True) if number else None
    if row is None or row.tour_id != question.itinerary.tour or row.member_id is None:
        return None, None
    return row, session.get(MemberRow, row.member_id)


def _decide(session: Session, question: Question, row: JoinRequestRow, member: MemberRow, *, approved: bool) -> None:
    row.decided_at, row.decided_by, row.approved = question.at, question.member.id, approved
    what = Access.APPROVED if approved else Access.DENIED
    record(session, row.tour_id, what, question.at, by=question.member.id, member=member.id)
    answer = Notice(row.tour_id, NoticeKind.JOIN, {"request": row.id, "account": row.account_id})
    queue(session, answer, [member_of(member)], question.at)
    if row.notice_id is not None:
        refresh(session, row.notice_id, question.at)


def _decided_already(session: Session, question: Question, row: JoinRequestRow) -> Reply:
    by = session.get(MemberRow, row.decided_by) if row.decided_by else None
    words = phrases(question.language)("{name} has decided that already.", name=by.name if by else "")
    return Reply((words,), buttons=offer(question, NEXT))
