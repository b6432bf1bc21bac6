"""The people that filters choose, at the stop and moment they mean: one statement for counts and lists alike."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, Subquery, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from handlers.headcount.filters import Filters, role_of
from handlers.roll_call.calls import LASTS
from handlers.roll_call.counted import counted, reachable
from handlers.roll_call.roll import CAME
from handlers.roll_call.states import UNRESOLVED, Standing
from handlers.roll_call.stop_meant import gathering_at
from handlers.row_numbers import row_number
from handlers.tables import RollCallRow, SignUpRow, SignUpState
from schedule_data.agenda import local_zone
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.people import Role

_LAST_MINUTE: Final = time(23, 59)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: the stop that presence is told of, and the past moment; `ahead` tells that it is to come.

    `stop` is None where the tour has none, `until` for now.
    """

    stop: Stop | None
    until: datetime | None = None
    ahead: bool = False


def scope_of(session: Session, itinerary: Itinerary, filters: Filters, at: datetime) -> Scope:
    """Give the stop and moment that filters mean: the stop named, else the one called or gathered for at the moment."""
    moment = moment_of(itinerary, filters, at)
    ahead = moment is not None and moment > at
    until = None if moment is None or ahead else moment
    named = itinerary.stop_by_id.get(filters.stop or "")
    return Scope(
        named or _called(session, itinerary, until or at) or gathering_at(itinerary, until or at), until, ahead
    )


def moment_of(itinerary: Itinerary, filters: Filters, at: datetime) -> datetime | None:
    """Give the moment that an hour or a day means where the tour is; a day alone means its end.

    None where neither is told, or none that can be read.
    """
    if not (filters.time or filters.date):
        return None
    zone = local_zone(itinerary, at)
    try:
        day = date.fromisoformat(filters.date) if filters.date else at.astimezone(zone).date()
        hour = time.fromisoformat(filters.time) if filters.time else _LAST_MINUTE
    except ValueError:
        return None
    return datetime.combine(day, hour, zone)


def _called(session: Session, itinerary: Itinerary, at: datetime) -> Stop | None:
    """Give the stop whose roll call was open at a moment."""
    call = RollCallRow
    rows = select(call.stop_id).where(
        call.tour_id == itinerary.tour, call.called_off.is_(False), call.opened_at <= at, call.opened_at > at - LASTS
    )
    rows = rows.where(or_(call.closed_at.is_(None), call.closed_at > at))
    return itinerary.stop_by_id.get(session.scalar(rows.order_by(call.id.desc()).limit(1)) or "")


def chosen(itinerary: Itinerary, filters: Filters, scope: Scope, *, all_roles: bool = False) -> Subquery:
    """Select the people that the filters choose, with the columns of `counted`; with `all_roles` of every role."""
    people = counted(itinerary, scope.stop, scope.until).subquery("people")
    by_name = filters.person and filters.role is None  # a leader may be asked for
    role = None if all_roles or by_name else role_of(filters)
    return select(people).where(*_conditions(people, filters, role)).subquery("chosen")


def _conditions(people: Subquery, filters: Filters, role: Role | None) -> list[ColumnElement[bool]]:
    column = people.c
    exact = (
        (column.role, role),
        (column.bus, filters.group),
        (column.language, filters.language),
    )
    conditions: list[ColumnElement[bool]] = [one == value for one, value in exact if value]
    if filters.diet:
        conditions.append(column.diet.contains(filters.diet, autoescape=True))
    if filters.company:
        conditions.append(func.lower(column.company).contains(filters.company.lower(), autoescape=True))
    if filters.person:
        conditions.append(_is_called(column, filters.person))
    if filters.room:
        conditions.append(cast(column.room, Text).contains(f": {json.dumps(filters.room)}", autoescape=True))
    return conditions + _standing(people, filters) + _reach(people, filters) + _signed_up(people, filters)


def _is_called(column: Any, person: str) -> ColumnElement[bool]:
    named = or_(column.name == person, func.lower(column.name_en) == person.lower())
    number = row_number(person)
    return named if number is None else or_(column.id == number, named)


def _standing(people: Subquery, filters: Filters) -> list[ColumnElement[bool]]:
    """Choose by presence: of those whom the stop expects, and whoever came. 'Not there yet' has the late in it."""
    if filters.state not in set(Standing):
        return []
    on_roll = or_(people.c.expected, people.c.standing.in_(CAME))
    wanted = UNRESOLVED if filters.state == Standing.UNKNOWN else {Standing(filters.state)}
    return [on_roll, people.c.standing.in_([one.value for one in wanted])]


def _reach(people: Subquery, filters: Filters) -> list[ColumnElement[bool]]:
    if not filters.reach:
        return []
    if filters.reach in {"yes", "no"}:
        return [people.c.reachable if filters.reach == "yes" else ~people.c.reachable]
    return [reachable(people.c.id, filters.reach)]


def _signed_up(people: Subquery, filters: Filters) -> list[ColumnElement[bool]]:
    if not (filters.signup and filters.stop):
        return []
    ids = select(SignUpRow.member_id).where(SignUpRow.stop_id == filters.stop, SignUpRow.state != SignUpState.GONE)
    return [people.c.id.in_(ids)]
