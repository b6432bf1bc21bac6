"""Whom a notice is for: a short code that fits a button, the people behind it, and its name in words.

| code | people of the tour |
|---|---|
| `all` | everybody |
| a group's id | that bus or party |
| `role:leader` | one role |
| `unconfirmed:12` | who got notice 12 and has not confirmed it |
| `missing:d2-xiaomi` | participants of the stop who are not known to be there |
| `people:3,7` | these members |
| `diet:vegetarian` | participants with that diet on record |
| `bus-2+diet:halal` | who is in both |
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.answers.diets import diet_name, is_of
from handlers.membership.bindings import speaking
from handlers.phrases import mark, phrases
from handlers.row_number import row_number
from handlers.tables import AccountRow, AttendanceRow, AttendanceState, DeliveryRow, NoticeRow
from handlers.wording import listing
from schedule_data.agenda import current_stop, next_stop
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.members import members_of
from schedule_data.people import Member, Role

ALL: Final = "all"
BOTH: Final = "+"  # between two codes: who is in both
STILL_GATHERING = timedelta(minutes=30)  # as for 'I'm here': later than that people mean what comes next
MOST_NAMED = 3  # of named people; more are counted
ROLES: Final = {
    Role.PARTICIPANT: mark("Participants"),
    Role.LEADER: mark("Leaders"),
    Role.STAFF: mark("Staff"),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """People, and how a leader calls them."""

    code: str
    name: str
    people: Sequence[Member]


def audience(session: Session, itinerary: Itinerary, code: str, language: str) -> Audience | None:
    """Give the audience of a code as it stands; None where the code names nothing of this tour."""
    tour = _Tour(session, itinerary, members_of(session, itinerary.tour), language)
    if code == ALL:
        return Audience(code, phrases(language)("Everyone"), tour.people)
    if group := itinerary.groups.get(code):
        return Audience(code, group.name.to(language), [one for one in tour.people if one.group == code])
    if BOTH in code:
        return _in_both(session, itinerary, code, language)
    kind, _, rest = code.partition(":")
    found = _KINDS[kind](tour, rest) if kind in _KINDS else None
    return found and Audience(code, *found)


def _in_both(session: Session, itinerary: Itinerary, code: str, language: str) -> Audience | None:
    one, _, rest = code.partition(BOTH)
    first, second = audience(session, itinerary, one, language), audience(session, itinerary, rest, language)
    if first is None or second is None:
        return None
    ids = {member.id for member in second.people}
    name = f"{first.name} · {second.name}"
    return Audience(code, name, [member for member in first.people if member.id in ids])


def missing(session: Session, itinerary: Itinerary, stop: Stop, people: Sequence[Member]) -> Sequence[Member]:
    """Give the participants whom a stop expects and whose newest word isn't that they are there or don't come."""
    newest = (
        select(func.max(AttendanceRow.id))
        .where(AttendanceRow.tour_id == itinerary.tour, AttendanceRow.stop_id == stop.id)
        .group_by(AttendanceRow.member_id)
    )
    known = (AttendanceState.HERE, AttendanceState.ABSENT)
    settled = set(
        session.scalars(
            select(AttendanceRow.member_id).where(AttendanceRow.id.in_(newest), AttendanceRow.state.in_(known))
        )
    )
    expected = (one for one in people if one.role is Role.PARTICIPANT and stop.is_for(one.group))
    return [one for one in expected if one.id not in settled]


def gathering_stop(itinerary: Itinerary, at: datetime, group: str | None = None) -> Stop | None:
    """Give the stop that people gather for: what gathered within half an hour, else the next one."""
    gathered = current_stop(itinerary, at, group)
    if gathered is not None and at - gathered.leaves_at <= STILL_GATHERING:
        return gathered
    return next_stop(itinerary, at, group) or gathered


def reachable(session: Session, people: Sequence[Member]) -> set[int]:
    """Give the ids of those who have an account that takes messages."""
    speaks = speaking()
    rows = select(speaks.c.member_id).join(AccountRow, AccountRow.id == speaks.c.account_id)
    theirs = speaks.c.member_id.in_([one.id for one in people])
    return set(session.scalars(rows.where(theirs, AccountRow.unreachable == "")))


@dataclass(frozen=True, slots=True)
class _Tour:
    """What a kind of audience is looked up in."""

    session: Session
    itinerary: Itinerary
    people: Sequence[Member]
    language: str


_Found = tuple[str, Sequence[Member]]


def _role(tour: _Tour, role: str) -> _Found | None:
    if role not in set(Role):
        return None
    return phrases(tour.language)(ROLES[Role(role)]), [one for one in tour.people if one.role == role]


def _named(tour: _Tour, ids: str) -> _Found | None:
    wanted = set(ids.split(","))
    found = [one for one in tour.people if str(one.id) in wanted]
    if not found:
        return None
    names = listing((one.name for one in found[:MOST_NAMED]), tour.language)
    more = len(found) - MOST_NAMED
    say = phrases(tour.language)
    return say("{names} and {count} more", names=names, count=more) if more > 0 else names, found


def _diet(tour: _Tour, diet: str) -> _Found | None:
    name = diet_name(diet, tour.language)
    theirs = [one for one in tour.people if one.role is Role.PARTICIPANT and is_of(diet, one.diet)]
    return (name, theirs) if name else None


def _unconfirmed(tour: _Tour, notice: str) -> _Found | None:
    number = row_number(notice)
    row = tour.session.get(NoticeRow, number) if number else None
    if row is None or row.tour_id != tour.itinerary.tour:
        return None
    open_ = select(DeliveryRow.member_id).where(DeliveryRow.notice_id == row.id, DeliveryRow.acknowledged_at.is_(None))
    waiting = set(tour.session.scalars(open_))
    return phrases(tour.language)("Who has not confirmed"), [one for one in tour.people if one.id in waiting]


def _missing(tour: _Tour, stop_id: str) -> _Found | None:
    stop = tour.itinerary.stop_by_id.get(stop_id)
    if stop is None:
        return None
    name = phrases(tour.language)("Not yet there: {title}", title=stop.title.to(tour.language))
    return name, missing(tour.session, tour.itinerary, stop, tour.people)


_KINDS: Final[Mapping[str, Callable[[_Tour, str], _Found | None]]] = {
    "role": _role,
    "people": _named,
    "diet": _diet,
    "unconfirmed": _unconfirmed,
    "missing": _missing,
}
