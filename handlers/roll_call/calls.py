"""The roll calls of a tour: which are open, and which one a button or a person means."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from handlers.row_numbers import row_number
from handlers.tables import AttendanceRow, AttendanceState, DeliveryRow, RollCallRow
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member

LASTS = timedelta(hours=3)  # a roll call that nobody closed is over by then: no gathering takes that long

HEARD_AFTER = timedelta(minutes=30)  # after the closing; the bus has gone by then


def open_calls(session: Session, tour: str, stop: str | None = None) -> Sequence[RollCallRow]:
    """Give the open roll calls of a tour, or of one of its stops, the newest first."""
    rows = select(RollCallRow).where(RollCallRow.tour_id == tour, RollCallRow.closed_at.is_(None))
    if stop is not None:
        rows = rows.where(RollCallRow.stop_id == stop)
    return session.scalars(rows.order_by(RollCallRow.id.desc())).all()


def calls_shown(session: Session, tour: str, stop: str, at: datetime) -> Sequence[RollCallRow]:
    """Give the roll calls of a stop whose live messages follow what is said: the open ones, and closed ones of late.

    Who comes after the closing is still counted; an old call's message stays as it was once those people, or some of
    them, are called anew.
    """
    lately = or_(RollCallRow.closed_at.is_(None), RollCallRow.opened_at > at - LASTS)
    rows = select(RollCallRow).where(RollCallRow.tour_id == tour, RollCallRow.stop_id == stop, lately)
    calls = session.scalars(rows.where(RollCallRow.called_off.is_(False)).order_by(RollCallRow.id)).all()
    return [
        call
        for number, call in enumerate(calls, start=1)
        if call.closed_at is None or not any(_share_people(call, newer) for newer in calls[number:])
    ]


def call_lately(session: Session, itinerary: Itinerary, member: Member, at: datetime) -> RollCallRow | None:
    """Give the roll call of this member that was closed last, while its leaders are told who comes after it."""
    closed = RollCallRow.closed_at > at - HEARD_AFTER
    rows = select(RollCallRow).where(RollCallRow.tour_id == itinerary.tour, closed, RollCallRow.called_off.is_(False))
    for row in session.scalars(rows.order_by(RollCallRow.id.desc())):
        if row.stop_id in itinerary.stop_by_id and row.group in {"", member.group or ""}:
            return row
    return None


def _share_people(call: RollCallRow, other: RollCallRow) -> bool:
    return "" in {call.group, other.group} or call.group == other.group


def call_of(session: Session, tour: str, number: str, *, lock: bool = False) -> RollCallRow | None:
    """Give the roll call that a button names; None where this tour has none such."""
    wanted = row_number(number)
    if wanted is None:
        return None
    row = session.get(RollCallRow, wanted, with_for_update=lock or None, populate_existing=lock)
    return row if row is not None and row.tour_id == tour else None


def has_word(session: Session, call: RollCallRow, member: int) -> bool:
    """Tell whether a roll call has any word of a member."""
    word = newest_word(session, call, member)
    return word is not None and word.state != AttendanceState.UNKNOWN


def is_asked(session: Session, call: RollCallRow, member: int) -> bool:
    """Tell whether a member was sent the question of a roll call."""
    mine = exists().where(DeliveryRow.notice_id == call.notice_id, DeliveryRow.member_id == member)
    return bool(session.scalar(select(mine)))


def newest_word(session: Session, call: RollCallRow, member: int) -> AttendanceRow | None:
    """Give the word of a member that a roll call counts: one seek, since it is asked for each of hundreds of copies."""
    said = select(AttendanceRow).where(
        AttendanceRow.tour_id == call.tour_id,
        AttendanceRow.stop_id == call.stop_id,
        AttendanceRow.member_id == member,
    )
    newest = session.scalars(said.order_by(AttendanceRow.id.desc()).limit(1)).first()
    return newest if newest is not None and newest.id > call.counts_after else None


def call_expecting(session: Session, itinerary: Itinerary, member: Member, at: datetime) -> RollCallRow | None:
    """Give the newest open roll call that asks this member at the moment; leaders are meant by any."""
    for row in open_calls(session, itinerary.tour):
        stop = itinerary.stop_by_id.get(row.stop_id)
        theirs = member.group is None or row.group in {"", member.group}
        if stop is not None and stop.is_for(member.group) and theirs and at - row.opened_at <= LASTS:
            return row
    return None
