"""Places at stops that people sign up for, and ratings afterwards."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schedule_data.tables import Table


class SignUpState(StrEnum):
    """Where a person stands with a stop that people sign up for."""

    HELD = "held"
    OFFERED = "offered"
    WAITING = "waiting"
    GONE = "gone"


class SignUpRow(Table):
    """A person's sign-up for a stop. `place` is the number of the place that they hold or are offered, else None.

    A number is given once: that is what keeps the capacity. Those who wait are served in the order of `waits_from` and
    `id`. An offer lapses at `offer_until`.
    """

    __tablename__ = "sign_ups"
    __table_args__ = (
        UniqueConstraint("tour_id", "stop_id", "member_id"),
        UniqueConstraint("tour_id", "stop_id", "place"),
        Index("ix_sign_ups_offer_until", "offer_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    stop_id: Mapped[str] = mapped_column(String(200))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    state: Mapped[str] = mapped_column(String(10))
    place: Mapped[int | None]
    waits_from: Mapped[datetime]
    offer_until: Mapped[datetime | None]


class PlannedRatingRow(Table):
    """When people are asked how a visit was; derived from the itinerary, gone once they were asked."""

    __tablename__ = "planned_ratings"
    __table_args__ = (Index("ix_planned_ratings_due_at", "due_at"),)

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    due_at: Mapped[datetime]


class RatingAskedRow(Table):
    """That people were asked how a visit was. Whoever inserts the row first asks."""

    __tablename__ = "ratings_asked"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    asked_at: Mapped[datetime]


class RatingRow(Table):
    """What a person thought of a visit: 1 to 5 stars, and a remark."""

    __tablename__ = "ratings"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    stop_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"), primary_key=True)
    stars: Mapped[int | None] = mapped_column(SmallInteger)
    remark: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
