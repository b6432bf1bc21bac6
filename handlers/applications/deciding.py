"""An application on the staff's side: turned into a roster row and an invitation, or closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_understood import expired
from handlers.applications.asking import NONE
from handlers.identity import Caller
from handlers.invitations import invite
from handlers.live import refresh
from handlers.membership.access_log import Access, record
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import ApplicationRow, NoticeKind
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.roster_file import phone_key
from schedule_data.tables import MemberRow

WITHOUT_GROUP = "-"


def add(session: Session, _caller: Caller, question: Question) -> Reply:
    """Put an applicant on the roster, in the group that is chosen, and invite them."""
    row = _named(session, question)
    if row is None:
        return expired(question.language)
    if row.closed_at is not None:
        return _closed_already(session, question, row)
    group = question.slots.get("group", "")
    groups = question.itinerary.groups
    if groups and group not in {*groups, WITHOUT_GROUP}:
        return _which_group(question, row)
    if _is_on_it(session, row):
        return _on_it_already(question, row)
    member = MemberRow(
        tour_id=row.tour_id,
        name=row.name,
        group=group if group in groups else "",
        company="" if row.company == NONE else row.company,
        phone=row.phone,
        language=row.language,
    )
    session.add(member)
    session.flush()
    row.member_id = member.id
    _close(session, question, row, Access.ADDED)
    return _added(session, question, row, member_of(member))


def close(session: Session, _caller: Caller, question: Question) -> Reply:
    """Have an application off the table without a roster row, and tell the applicant."""
    row = _named(session, question)
    if row is None:
        return expired(question.language)
    if row.closed_at is not None:
        return _closed_already(session, question, row)
    _close(session, question, row, Access.CLOSED)
    # an applicant is nobody on the roster: the copy is on the name of who decided, and goes to the account it names
    answer = Notice(row.tour_id, NoticeKind.APPLICATION, {"application": row.id, "account": row.account_id})
    queue(session, answer, [question.member], question.at)
    words = phrases(question.language)("Closed. They are being told; please call them if there is more to say.")
    call = (Button(phrases(question.language)("Call: {name}", name=row.name), phone=row.phone),)
    return Reply((words,), buttons=(*call, *offer(question, NEXT)))


def _named(session: Session, question: Question) -> ApplicationRow | None:
    number = row_number(question.slots.get("application"))
    row = session.get(ApplicationRow, number, with_for_update=True) if number else None
    return row if row is not None and row.tour_id == question.itinerary.tour and row.sent_at is not None else None


def _which_group(question: Question, row: ApplicationRow) -> Reply:
    say, slots = phrases(question.language), {"application": str(row.id)}
    buttons = tuple(
        Button(group.name.to(question.language), Action("application.add", {**slots, "group": group.id}))
        for group in question.itinerary.groups.values()
    )
    none = Button(say("No bus yet"), Action("application.add", {**slots, "group": WITHOUT_GROUP}))
    words = say("Which bus does {name} ride on?", name=row.name)
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(*buttons, none))


def _is_on_it(session: Session, row: ApplicationRow) -> bool:
    company = "" if row.company == NONE else row.company
    same = (MemberRow.tour_id == row.tour_id, MemberRow.name == row.name, MemberRow.company == company)
    return phone_key(row.phone) in {phone_key(one) for one in session.scalars(select(MemberRow.phone).where(*same))}


def _on_it_already(question: Question, row: ApplicationRow) -> Reply:
    say = phrases(question.language)
    words = say("{name} is on the list already, with that company and number.", name=row.name)
    buttons = (
        Button(say("New link: {name}", name=row.name), Action("invite.reset", {"name": row.name})),
        Button(say("Close it"), Action("application.close", {"application": str(row.id)})),
    )
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=buttons)


def _close(session: Session, question: Question, row: ApplicationRow, what: Access) -> None:
    row.closed_at, row.closed_by = question.at, question.member.id
    record(session, row.tour_id, what, question.at, by=question.member.id, member=row.member_id)
    if row.notice_id is not None:
        refresh(session, row.notice_id, question.at)


def _added(session: Session, question: Question, row: ApplicationRow, member: Member) -> Reply:
    good_news = Notice(row.tour_id, NoticeKind.JOIN, {"application": row.id, "account": row.account_id})
    queue(session, good_news, [member], question.at)
    code = invite(session, member.id, question.at)
    say = phrases(question.language)
    return Reply(
        (
            say("{name} is on the list now, and is being told.", name=member.name),
            say("Should the message not arrive, this is their invitation. Please pass it to them only."),
            say("Code: {code}", code=code),
        ),
        buttons=offer(question, Action("members.list"), NEXT),
        invitation=code,
    )


def _closed_already(session: Session, question: Question, row: ApplicationRow) -> Reply:
    by = session.get(MemberRow, row.closed_by) if row.closed_by else None
    words = phrases(question.language)("{name} has decided that already.", name=by.name if by else "")
    return Reply((words,), buttons=offer(question, NEXT))
