"""What reminder tests look at: the plan, what fired, and who was told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import reminders
from handlers.tables import DeliveryRow, NoticeRow, PlannedReminderRow
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow


def planned(session: Session, tour: str = "city-1") -> dict[str, list[int]]:
    """Give the offsets that are planned for each stop, the longest first."""
    rows = session.scalars(
        select(PlannedReminderRow)
        .where(PlannedReminderRow.tour_id == tour)
        .order_by(PlannedReminderRow.leaves_at, PlannedReminderRow.due_at)
    )
    offsets: dict[str, list[int]] = {}
    for row in rows:
        offsets.setdefault(row.stop_id, []).append(row.minutes)
    return offsets


def due_at(session: Session, stop: str, minutes: int) -> datetime:
    """Give when one reminder falls due."""
    named = (PlannedReminderRow.stop_id == stop, PlannedReminderRow.minutes == minutes)
    return session.scalars(select(PlannedReminderRow.due_at).where(*named)).one()


def fire(session: Session, at: datetime) -> list[tuple[str, tuple[int, ...], int | None]]:
    """Fire what is due: stop, offsets, and how many were told (None: too late for anybody)."""
    fired = reminders.fire(session, at, Snapshots())
    return [(one.due.stop, one.due.minutes, one.people) for one in fired]


def told(session: Session) -> list[tuple[str, str]]:
    """Give who has a copy of which stop's reminders queued, in order."""
    rows = session.execute(
        select(MemberRow.name, NoticeRow.payload)
        .join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .order_by(DeliveryRow.id)
    )
    return [(name, payload["stop"]) for name, payload in rows]


def names(session: Session) -> Sequence[str]:
    """Give who was told anything, in order."""
    return [name for name, _ in told(session)]
