"""Reminders: when they fall due, and who fired them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class PlannedReminderRow(Table):
    """When a reminder falls due: derived from the itinerary and people's settings, made anew when either changes."""

    __tablename__ = "planned_reminders"
    __table_args__ = (Index("ix_planned_reminders_due_at", "due_at"),)

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(primary_key=True)
    due_at: Mapped[datetime]
    leaves_at: Mapped[datetime]


class ReminderRow(Table):
    """A reminder that fell due. Whoever inserts the row first owns it; without a notice it was too late to send."""

    __tablename__ = "reminders"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    minutes: Mapped[int] = mapped_column(primary_key=True)
    leaves_at: Mapped[datetime]
    fired_at: Mapped[datetime]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"))
