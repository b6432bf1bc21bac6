"""After each visit: one tap from 1 to 5, a remark if somebody has one, and the organiser's summary.

When to ask is planned with the reminders, from the itinerary; who inserts the row that says so asks, once.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from handlers.notices import Notice, queue
from handlers.roll_call.roll import roll
from handlers.roll_call.states import Standing
from handlers.tables import NoticeKind, PlannedRatingRow, RatingAskedRow
from schedule_data.agenda import ends_at
from schedule_data.inserting import insert_new
from schedule_data.itinerary import Itinerary, Stop, StopKind
from schedule_data.people import Member
from schedule_data.snapshots import Snapshots

RATED: Final = frozenset({StopKind.VISIT, StopKind.LECTURE, StopKind.ACTIVITY})
AFTER: Final = timedelta(minutes=5)  # people are back on the bus, and still talk about it
HOLDS: Final = timedelta(hours=6)  # the same evening; nobody rates yesterday's visit
_AWAY: Final = frozenset({Standing.ABSENT, Standing.EXCUSED})


def plan(session: Session, itinerary: Itinerary) -> None:
    """Write anew when each visit of a tour is asked about, leaving out those that were."""
    tour = itinerary.tour
    asked = set(session.scalars(select(RatingAskedRow.stop_id).where(RatingAskedRow.tour_id == tour)))
    session.execute(delete(PlannedRatingRow).where(PlannedRatingRow.tour_id == tour))
    rows = [
        {"tour_id": tour, "stop_id": stop.id, "due_at": ends_at(itinerary, stop) + AFTER}
        for stop in itinerary.stops
        if stop.kind in RATED and stop.id not in asked
    ]
    if rows:
        session.execute(insert(PlannedRatingRow), rows)


def next_due(session: Session) -> datetime | None:
    """Give when the next visit of any tour is asked about (UTC)."""
    return session.scalar(select(func.min(PlannedRatingRow.due_at)))


def ask(session: Session, at: datetime, snapshots: Snapshots) -> int:
    """Ask who was at the visits that are over; give how many people are asked."""
    due = select(PlannedRatingRow.tour_id, PlannedRatingRow.stop_id, PlannedRatingRow.due_at)
    rows = session.execute(due.where(PlannedRatingRow.due_at <= at).order_by(PlannedRatingRow.due_at)).all()
    when = {(row.tour_id, row.stop_id): row.due_at for row in rows}
    mine = [{"tour_id": tour, "stop_id": stop, "asked_at": at} for tour, stop in sorted(when)]
    ours = insert_new(session, RatingAskedRow, mine, [RatingAskedRow.tour_id, RatingAskedRow.stop_id])
    if rows:
        session.execute(delete(PlannedRatingRow).where(PlannedRatingRow.due_at <= at))
    return sum(_ask(session, row.tour_id, row.stop_id, when[row.tour_id, row.stop_id], at, snapshots) for row in ours)


def _ask(session: Session, tour: str, stop_id: str, due_at: datetime, at: datetime, snapshots: Snapshots) -> int:  # noqa: PLR0913, PLR0917 - what was planned, and the moment
    itinerary = snapshots.current(session, tour)
    stop = itinerary.stop_by_id.get(stop_id) if itinerary else None
    if itinerary is None or stop is None or at - due_at > HOLDS:
        return 0
    people = _were_there(session, itinerary, stop, at)
    told = Notice(tour, NoticeKind.RATING, {"stop": stop_id}, expires_at=due_at + HOLDS)
    if people:
        queue(session, told, people, at)
    return len(people)


def _were_there(session: Session, itinerary: Itinerary, stop: Stop, at: datetime) -> Sequence[Member]:
    """Give who is asked: everybody the stop expected but those who said, or are known, not to have come."""
    entries = roll(session, itinerary, stop).entries
    asked = (one for one in entries if one.standing not in _AWAY and one.reachable)
    return [one.member for one in asked if not _is_muted(one.member, at)]


def _is_muted(member: Member, at: datetime) -> bool:
    return member.muted_until is not None and at < member.muted_until


def rated_stops(itinerary: Itinerary, stops: Iterable[str]) -> list[Stop]:
    """Give the stops of these ids in the order of the tour; cancelled ones are left out."""
    wanted = set(stops)
    return [stop for stop in itinerary.stops if stop.id in wanted]
