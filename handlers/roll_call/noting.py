"""Noting where a person stands: the word kept, their reminders confirmed, the leaders' live messages moved on."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.live import refresh
from handlers.roll_call.after_closing import tell_leaders
from handlers.roll_call.calls import calls_shown
from handlers.roll_call.states import Evidence
from handlers.tables import AttendanceRow, AttendanceState, DeliveryRow, NoticeKind, NoticeRow

ASKED = (NoticeKind.REMINDER, NoticeKind.ROLL_CALL)


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of a person: `by` is the leader or companion who says it, `group` the bus that they were seen on."""

    state: AttendanceState
    evidence: Evidence = Evidence.SELF
    minutes: int | None = None
    by: int | None = None
    reason: str = ""
    group: str = ""


def note(session: Session, tour: str, stop: str, member: int, word: Word, at: datetime) -> bool:  # noqa: PLR0913, PLR0917 - who, where, what, when
    """Keep a word on where a member stands; who was seen on another bus stays counted there.

    Tells whether the leaders hear of it by a message of its own, since the roll call was closed before.
    """
    before = newest_said(session, tour, stop, member)
    row = AttendanceRow(
        tour_id=tour,
        stop_id=stop,
        member_id=member,
        state=word.state,
        minutes=word.minutes,
        evidence=word.evidence,
        by_id=word.by,
        reason=word.reason,
        group=word.group or (before.group if before else ""),
        at=at,
    )
    session.add(row)
    session.flush()
    _confirm(session, stop, member, at)
    return tell_leaders(session, row, before)


def show(session: Session, tour: str, stop: str, at: datetime) -> None:
    """Have the live messages of a stop's roll calls show what was noted."""
    for call in calls_shown(session, tour, stop, at):
        if call.board_id is not None:
            refresh(session, call.board_id, at)


def newest_said(session: Session, tour: str, stop: str, member: int) -> AttendanceRow | None:
    """Give the newest word on a member, whichever roll call it was said for."""
    said = select(AttendanceRow).where(
        AttendanceRow.tour_id == tour, AttendanceRow.stop_id == stop, AttendanceRow.member_id == member
    )
    return session.scalars(said.order_by(AttendanceRow.id.desc()).limit(1)).first()


def _confirm(session: Session, stop: str, member: int, at: datetime) -> None:
    asked = NoticeRow.payload["stop"].as_string() == stop
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.member_id == member, DeliveryRow.acknowledged_at.is_(None))
        .where(DeliveryRow.notice_id == NoticeRow.id, NoticeRow.kind.in_(ASKED), asked)
        .values(acknowledged_at=at)
        .execution_options(synchronize_session=False)
    )
