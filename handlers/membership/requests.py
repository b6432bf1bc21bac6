"""Asking to be let in with the tour code: who are you, and then a leader is asked."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.leaders import leaders_of
from handlers.membership.bindings import bind, members_behind
from handlers.membership.guessing import note_wrong, waits_until
from handlers.membership.visit import Visit, itinerary_of, ways_on
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import AccountRow, JoinRequestRow, NoticeKind
from handlers.understanding.normalise import canonical
from handlers.wording import duration, minutes_between
from schedule_data.members import members_of
from schedule_data.people import Member, Role

SHORTEST_COMPANY: Final = 2  # letters by which a company is recognised as part of its full name


def bring_code(session: Session, visit: Visit, tour: str) -> Reply:
    """Ask who somebody is who brought a tour's code."""
    itinerary = itinerary_of(session, tour)
    title = itinerary.title.to(visit.language)
    say = phrases(visit.language)
    known = next((one for one in members_behind(session, visit.account) if one.tour_id == tour), None)
    if known is not None:
        bind(session, session.get_one(AccountRow, visit.account), known.id, visit.at)
        return Reply((say("You are on this tour already: {tour}.", tour=title),), buttons=ways_on(visit))
    row = _open(session, visit, tour)
    if row.member_id is not None:
        return _waiting(visit)
    first = say("This is the code of {tour}.", tour=title)
    return _ask(visit, row, first, say("What is your name, as the organisers have it?"), "name")


def request(session: Session, visit: Visit) -> Reply:
    """Take the name, and the company where two share it; then ask a leader."""
    number = row_number(visit.slots.get("request"))
    row = session.get(JoinRequestRow, number, with_for_update=True) if number else None
    if row is None or row.account_id != visit.account or row.decided_at is not None:
        return expired(visit.language)
    if row.member_id is not None:
        return _waiting(visit)
    until = waits_until(session, visit.account, visit.at)
    if until is not None:
        minutes = duration(minutes_between(visit.at, until), visit.language)
        words = phrases(visit.language)("That was wrong several times. Please try again in {minutes}.", minutes=minutes)
        return Reply((words,), outcome=Outcome.REFUSED, buttons=ways_on(visit))
    return _named(session, visit, row)


def _named(session: Session, visit: Visit, row: JoinRequestRow) -> Reply:
    say = phrases(visit.language)
    name, slash, behind = visit.slots.get("name", "").partition("/")
    company = visit.slots.get("company", "") or (behind if slash else "")
    if not canonical(name):
        return _ask(visit, row, "", say("What is your name, as the organisers have it?"), "name")
    found = _called(members_of(session, row.tour_id), name)
    if len(found) > 1 and not canonical(company):
        return _ask(visit, row, "", say("Two people have that name. Which company or school are you from?"), "company")
    if len(found) > 1:
        found = [one for one in found if _is_from(one, company)]
    if len(found) != 1:
        note_wrong(session, visit.account, visit.at)
        first = say("I don't find that on the list of participants.")
        return _ask(visit, row, first, say("Please write your full name, or ask your leader for a link."), "name")
    return _ask_leaders(session, visit, row, found[0])


def _called(people: Sequence[Member], name: str) -> Sequence[Member]:
    """Give the participants of that name; leaders and staff come in by their own links only."""
    form = canonical(name)
    named = (one for one in people if form in {canonical(one.name), canonical(one.name_en)})
    return [one for one in named if one.role is Role.PARTICIPANT]


def _is_from(member: Member, company: str) -> bool:
    said, own = canonical(company), canonical(member.company)
    return said == own or (len(said) >= SHORTEST_COMPANY and said in own)


def _ask_leaders(session: Session, visit: Visit, row: JoinRequestRow, member: Member) -> Reply:
    row.member_id = member.id
    leaders = leaders_of(members_of(session, row.tour_id), {member.group})
    notice = Notice(row.tour_id, NoticeKind.JOIN, {"request": row.id})
    row.notice_id = queue(session, notice, leaders, visit.at)
    return _waiting(visit)


def _waiting(visit: Visit) -> Reply:
    say = phrases(visit.language)
    asked = say("Your tour leader has been asked to let you in. I'll write here as soon as they have.")
    return Reply((asked,), buttons=ways_on(visit))


def _open(session: Session, visit: Visit, tour: str) -> JoinRequestRow:
    """Give this account's request that waits, a new one where there is none."""
    mine = (JoinRequestRow.account_id == visit.account, JoinRequestRow.tour_id == tour)
    row = session.scalars(select(JoinRequestRow).where(*mine, JoinRequestRow.decided_at.is_(None))).first()
    if row is None:
        row = JoinRequestRow(tour_id=tour, account_id=visit.account, asked_at=visit.at)
        session.add(row)
        session.flush()
    return row


def _ask(visit: Visit, row: JoinRequestRow, first: str, ask: str, slot: str) -> Reply:
    slots = {"request": str(row.id)} | ({"name": visit.slots.get("name", "")} if slot == "company" else {})
    stop = Button(phrases(visit.language)("Stop here"), Action("discard"))
    return Reply(
        tuple(filter(None, (first, ask))),
        outcome=Outcome.CLARIFY,
        intent="join.request",
        buttons=(stop,),
        awaits=Awaited("join.request", slot, slots),
    )
