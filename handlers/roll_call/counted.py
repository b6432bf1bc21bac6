"""Where each person of a tour stands at a stop, as one statement: every count and every list is made from it.

The newest word of a person counts, unless a roll call has begun anew since. A person has one row, whatever bus they
ride, and stands in exactly one place: present, late, absent, excused or unknown.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, func, literal, null, or_, select
from sqlalchemy import false as no
from sqlalchemy import true as yes

from handlers.roll_call.states import Standing
from handlers.tables import (
    AccountRow,
    AttendanceRow,
    AttendanceState,
    OtherMembershipRow,
    RollCallRow,
    SignUpRow,
    SignUpState,
)
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.people import Role
from schedule_data.tables import MemberRow

_MEMBER: Final = MemberRow.__mapper__.columns
_CALL = RollCallRow.__mapper__.columns
_SAID = AttendanceRow.__mapper__.columns
_WORD: Final = AttendanceRow.core().alias("word")


def counted(itinerary: Itinerary, stop: Stop | None, until: datetime | None = None) -> Select[Any]:
    """Select every person on the tour with their columns, and beside them how they stand at `stop`.

    Columns: those of `MemberRow` by name, `standing`, `minutes`, `evidence`, `reason`, `said_at`, `bus` (the group that
    they ride with), `expected` and `reachable`. Without a stop nobody is expected. `until` tells the past: what was
    said and who was on the tour by that moment.
    """
    on_tour = or_(_MEMBER.left_at.is_(None), _MEMBER.left_at > until) if until else _MEMBER.left_at.is_(None)
    mine = select(*(column.label(name) for name, column in _MEMBER.items()), reachable(_MEMBER.id).label("reachable"))
    mine = mine.where(_MEMBER.tour_id == itinerary.tour, on_tour)
    if stop is None:
        return mine.add_columns(
            literal(Standing.UNKNOWN.value).label("standing"),
            *(null().label(name) for name in ("minutes", "evidence", "reason", "said_at")),
            _MEMBER.group.label("bus"),
            no().label("expected"),
        )
    bus = func.coalesce(func.nullif(_WORD.c.group_id, ""), _MEMBER.group)
    counts = and_(_WORD.c.id.is_not(None), ~_begun_anew(itinerary.tour, stop.id, bus, until))
    stood = case((_WORD.c.state == AttendanceState.HERE, Standing.PRESENT.value), else_=_WORD.c.state)
    standing = case((counts, stood), else_=Standing.UNKNOWN.value)
    said = ("minutes", _WORD.c.minutes), ("evidence", _WORD.c.evidence), ("reason", _WORD.c.reason)
    newest = _newest(itinerary.tour, stop.id, until)
    word_is = and_(_WORD.c.id == newest.c.id, _WORD.c.tour_id == itinerary.tour, _WORD.c.stop_id == stop.id)
    spoke = MemberRow.core().outerjoin(newest, newest.c.member_id == _MEMBER.id).outerjoin(_WORD, word_is)
    return mine.select_from(spoke).add_columns(
        standing.label("standing"),
        *(case((counts, column)).label(name) for name, column in (*said, ("said_at", _WORD.c.at))),
        bus.label("bus"),
        _expected(itinerary, stop).label("expected"),
    )


def _newest(tour: str, stop: str, until: datetime | None) -> Subquery:
    """Select the id of each member's newest word."""
    said = select(_SAID.member_id, func.max(_SAID.id).label("id"))
    said = said.where(_SAID.tour_id == tour, _SAID.stop_id == stop)
    if until:
        said = said.where(_SAID.at <= until)
    return said.group_by(_SAID.member_id).subquery("newest")


def _begun_anew(tour: str, stop: str, bus: ColumnElement[str], until: datetime | None) -> ColumnElement[bool]:
    """Tell whether a roll call of the person's bus has been opened since they said their newest word."""
    since = exists().where(
        _CALL.tour_id == tour,
        _CALL.stop_id == stop,
        _CALL.counts_after >= _WORD.c.id,
        _CALL.called_off.is_(False),
        or_(_CALL.group == "", _CALL.group == bus),
    )
    return since.where(_CALL.opened_at <= until) if until else since


def _expected(itinerary: Itinerary, stop: Stop) -> ColumnElement[bool]:
    """Tell whom a stop expects: the participants of its groups; of those that sign up, who holds a place."""
    theirs = and_(_MEMBER.role == Role.PARTICIPANT, _MEMBER.group.in_(("", *stop.groups)) if stop.groups else yes())
    if stop.signup is None:
        return theirs
    signed = SignUpRow.__mapper__.columns
    place = exists().where(
        signed.tour_id == itinerary.tour,
        signed.stop_id == stop.id,
        signed.member_id == _MEMBER.id,
        signed.state == SignUpState.HELD,
    )
    return and_(theirs, place)


def reachable(member: ColumnElement[int], channel: str = "") -> ColumnElement[bool]:
    """Say that a member has an account that takes messages, of `channel` if named, whichever tour it is on now."""
    account, other = AccountRow.__mapper__.columns, OtherMembershipRow.__mapper__.columns
    takes = [account.unreachable == "", *((account.channel == channel,) if channel else ())]
    elsewhere = exists().where(other.member_id == member, account.id == other.account_id, *takes)
    return or_(exists().where(account.member_id == member, *takes), elsewhere)
