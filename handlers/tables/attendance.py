"""Who is where: attendance, roll calls, the codes of buses."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Computed, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class AttendanceState(StrEnum):
    """Where a person stands at a stop."""

    HERE = "here"
    LATE = "late"
    ABSENT = "absent"
    EXCUSED = "excused"
    UNKNOWN = "unknown"  # an earlier word was taken back


class AttendanceRow(Table):
    """One word on where a person stands at a stop. Rows are only added: the newest counts, the others tell the past.

    `minutes` is how late, where that was said. `evidence` says whose word it is (self, leader, qr, buddy), `by_id`
    which leader or companion said it, `reason` why somebody stays away. `group` is the bus that they ride instead of
    their own, empty for their own.
    """

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_tour_id_stop_id_member_id_id", "tour_id", "stop_id", "member_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    stop_id: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    state: Mapped[str] = mapped_column(String(10))
    minutes: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    reason: Mapped[str] = mapped_column(String(20), default="")
    group: Mapped[str] = mapped_column("group_id", String(200), default="")
    at: Mapped[datetime]


class RollCallRow(Table):
    """A roll call of a stop: of everybody it is for, or of one group. Of one scope at most one is open.

    `closed_as` is 0 while it is open, then its own id: a UNIQUE constraint keeps a second open one out.

    Words up to the attendance row `counts_after` aren't counted: the second call at a stop starts anew. `notice_id` is
    what asks the people, `board_id` the leaders' live message. `step` is how far those who say nothing have been
    followed up, `next_step_at` when that goes on, None where it doesn't; `nudged_at` when they were last asked again.
    """

    __tablename__ = "roll_calls"
    __table_args__ = (
        Index("ix_roll_calls_tour_id_stop_id", "tour_id", "stop_id"),
        Index("ix_roll_calls_next_step_at", "next_step_at"),
        UniqueConstraint("tour_id", "stop_id", "group_id", "closed_as"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    stop_id: Mapped[str] = mapped_column(String(200))
    group: Mapped[str] = mapped_column("group_id", String(200), default="")
    opened_by: Mapped[int] = mapped_column(ForeignKey("members.id"))
    opened_at: Mapped[datetime]
    counts_after: Mapped[int] = mapped_column(default=0)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
    step: Mapped[int] = mapped_column(default=0)
    next_step_at: Mapped[datetime | None]
    nudged_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_as: Mapped[int] = mapped_column(Computed("CASE WHEN closed_at IS NULL THEN 0 ELSE id END", persisted=True))
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    called_off: Mapped[bool] = mapped_column(default=False)


class BusCodeRow(Table):
    """The secret of the QR code that hangs in a bus: who scans it is there."""

    __tablename__ = "bus_codes"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    group: Mapped[str] = mapped_column("group_id", String(200), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    created_at: Mapped[datetime]


class ReplacedBusCodeRow(Table):
    """A code that a bus had before: who scans it is told that there is a new one."""

    __tablename__ = "replaced_bus_codes"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    replaced_at: Mapped[datetime]
