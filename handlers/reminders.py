"""Reminders: planned from the itinerary, owned by whoever inserts the row, written into the ledger.

A reminder counts back from a stop's gathering (else its start). The plan is derived rows, made anew at every change;
what fell due is remembered in rows of its own with a UNIQUE key, so that a change, a restart or a second process
repeats none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from handlers import ratings
from handlers.notices import Notice, queue
from handlers.tables import NoticeKind, PlannedReminderRow, ReminderRow
from schedule_data.inserting import insert_new
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.members import members_of
from schedule_data.people import Member, Role
from schedule_data.snapshots import Snapshots, itinerary_at
from schedule_data.tables import MemberRow, TourRow

_FORGET_FIRED = delete(PlannedReminderRow).where(
    PlannedReminderRow.due_at <= bindparam("at"),
    exists().where(
        ReminderRow.tour_id == PlannedReminderRow.tour_id,
        ReminderRow.stop_id == PlannedReminderRow.stop_id,
        ReminderRow.day == PlannedReminderRow.day,
        ReminderRow.minutes == PlannedReminderRow.minutes,
    ),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: several offsets of one stop, where a late start let them collapse into one."""

    tour: str
    stop: str
    day: date
    minutes: tuple[int, ...]
    due_at: datetime
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class Fired:
    """What became of a due reminder: `people` copies were queued; None where the visit had begun and none was sent."""

    due: Due
    people: int | None


def offsets_of(member: Member, stop: Stop) -> tuple[int, ...]:
    """Give the minutes before a stop at which a member is reminded.

    A person's own offsets replace the tour's, never those that the stop names itself: they are the operator's word on
    that one stop ('be at the airport'), and an empty list there means that nobody is reminded.
    """
    if stop.own_remind or member.remind is None:
        return stop.remind
    return member.remind


def is_reminded(member: Member, stop: Stop, at: datetime) -> bool:
    """Tell whether a member gets this stop's reminders: theirs to go to, not muted, and not staff unless they asked."""
    muted = member.muted_until is not None and at < member.muted_until
    asked = member.role is not Role.STAFF or member.remind is not None
    return stop.is_for(member.group) and asked and not muted


def audience(due: Due, stop: Stop, people: Iterable[Member], at: datetime) -> Sequence[Member]:
    """Give who of `people` is sent a due reminder."""
    return [
        member
        for member in people
        if is_reminded(member, stop, at) and not set(due.minutes).isdisjoint(offsets_of(member, stop))
    ]


def plan(session: Session, itinerary: Itinerary) -> None:
    """Write anew when each reminder of a tour falls due, leaving out those that did already."""
    itinerary = _newest(session, itinerary)
    tour = itinerary.tour
    staying = (MemberRow.tour_id == tour, MemberRow.left_at.is_(None), MemberRow.remind.is_not(None))
    own = session.scalars(select(MemberRow.remind).where(*staying))
    personal = {minutes for offsets in own for minutes in offsets or ()}
    fired = session.execute(
        select(ReminderRow.stop_id, ReminderRow.day, ReminderRow.minutes).where(ReminderRow.tour_id == tour)
    )
    past = {tuple(row) for row in fired}
    session.execute(delete(PlannedReminderRow).where(PlannedReminderRow.tour_id == tour))
    ratings.plan(session, itinerary)
    rows = [row for row in _planned(itinerary, personal) if (row["stop_id"], row["day"], row["minutes"]) not in past]
    if rows:
        session.execute(insert(PlannedReminderRow), rows)


def leave_out_begun(session: Session, itinerary: Itinerary, minutes: Iterable[int], at: datetime) -> None:
    """Remember new offsets of stops that have begun as fired: nobody missed what nobody had asked for in time."""
    kept = select(PlannedReminderRow.stop_id, PlannedReminderRow.day, PlannedReminderRow.minutes)
    waiting = {tuple(row) for row in session.execute(kept.where(PlannedReminderRow.tour_id == itinerary.tour))}
    begun = [
        {key: value for key, value in row.items() if key != "due_at"} | {"fired_at": at}
        for row in _planned(itinerary, minutes)
        if row["leaves_at"] <= at and (row["stop_id"], row["day"], row["minutes"]) not in waiting
    ]
    insert_new(session, ReminderRow, begun, [ReminderRow.minutes])


def _newest(session: Session, itinerary: Itinerary) -> Itinerary:
    """Have plans of one tour made one after the other, each from what stands by then.

    The lock leaves rows that refer to the tour alone: who has just written one may plan as well.
    """
    tour = select(TourRow.revision).where(TourRow.id == itinerary.tour)
    revision = session.scalar(tour.with_for_update(key_share=True))
    if revision is None or revision == itinerary.revision:
        return itinerary
    return itinerary_at(session, itinerary.tour, revision)


def _planned(itinerary: Itinerary, personal: Iterable[int]) -> Iterable[dict[str, Any]]:
    for stop in itinerary.stops:
        offsets = set(stop.remind) if stop.own_remind else {*stop.remind, *personal}
        for minutes in sorted(offsets):
            yield {
                "tour_id": itinerary.tour,
                "stop_id": stop.id,
                "day": stop.local_leaves_at().date(),
                "minutes": minutes,
                "due_at": stop.leaves_at - timedelta(minutes=minutes),
                "leaves_at": stop.leaves_at,
            }


def next_due(session: Session) -> datetime | None:
    """Give when the next reminder of any tour falls due (UTC); a moment in the past where one is due by now."""
    return session.scalar(select(func.min(PlannedReminderRow.due_at)))


def next_due_after(session: Session, at: datetime, tour: str) -> datetime | None:
    """Give when a tour's next reminder after `at` falls due (UTC)."""
    rows = select(func.min(PlannedReminderRow.due_at)).where(PlannedReminderRow.tour_id == tour)
    return session.scalar(rows.where(PlannedReminderRow.due_at > at))


def due(session: Session, at: datetime, tour: str | None = None) -> Sequence[Due]:
    """Give the reminders that are due `at`, one for each stop."""
    rows = select(PlannedReminderRow).where(PlannedReminderRow.due_at <= at).order_by(PlannedReminderRow.due_at)
    if tour is not None:
        rows = rows.where(PlannedReminderRow.tour_id == tour)
    by_stop: dict[tuple[str, str, date], list[PlannedReminderRow]] = defaultdict(list)
    for row in session.scalars(rows):
        by_stop[row.tour_id, row.stop_id, row.day].append(row)
    return [
        Due(*key, tuple(row.minutes for row in rows), max(row.due_at for row in rows), rows[0].leaves_at)
        for key, rows in by_stop.items()
    ]


def fire(session: Session, at: datetime, snapshots: Snapshots, most: int | None = None) -> Sequence[Fired]:
    """Queue what is due for everyone concerned; a stop that began is marked as missed instead.

    With `most` no more than so many stops at once, the longest due first: the rest is for the next call.
    Of several processes that come to the same moment, each reminder is fired by the one whose row is inserted first.
    """
    owned = _own(session, due(session, at)[:most], at)
    members: dict[str, Sequence[Member]] = {}
    fired = []
    for one in owned:
        people = members.setdefault(one.tour, members_of(session, one.tour))
        itinerary = snapshots.current(session, one.tour)
        stop = itinerary.stop_by_id.get(one.stop) if itinerary else None
        in_time = at < one.leaves_at
        fired.append(Fired(one, _queue(session, one, stop, people, at) if stop and in_time else None))
    return fired


def _own(session: Session, candidates: Sequence[Due], at: datetime) -> Sequence[Due]:
    """Insert the rows that say who fires; give the reminders of which at least one offset is ours.

    Everybody inserts in the same order: two processes at one moment wait for each other, never both ways.
    """
    rows = [
        {"tour_id": one.tour, "stop_id": one.stop, "day": one.day, "minutes": minutes}
        | {"leaves_at": one.leaves_at, "fired_at": at}
        for one in sorted(candidates, key=lambda one: (one.tour, one.stop, one.day))
        for minutes in sorted(one.minutes)
    ]
    columns = (ReminderRow.tour_id, ReminderRow.stop_id, ReminderRow.day, ReminderRow.minutes)
    ours: Mapping[tuple[str, str, date], set[int]] = defaultdict(set)
    for row in insert_new(session, ReminderRow, rows, columns):
        ours[row.tour_id, row.stop_id, row.day].add(row.minutes)
    session.execute(_FORGET_FIRED, {"at": at})
    return [
        Due(one.tour, one.stop, one.day, tuple(sorted(ours[key])), one.due_at, one.leaves_at)
        for one in candidates
        if (key := (one.tour, one.stop, one.day)) in ours
    ]


def _queue(session: Session, one: Due, stop: Stop, people: Sequence[Member], at: datetime) -> int:
    told = audience(one, stop, people, at)
    notice = Notice(one.tour, NoticeKind.REMINDER, {"stop": one.stop}, urgent=False, expires_at=one.leaves_at)
    notice_id = queue(session, notice, told, at, send_at=one.due_at)
    session.execute(
        update(ReminderRow)
        .where(ReminderRow.tour_id == one.tour, ReminderRow.stop_id == one.stop, ReminderRow.day == one.day)
        .where(ReminderRow.minutes.in_(one.minutes))
        .values(notice_id=notice_id)
    )
    return len(told)
