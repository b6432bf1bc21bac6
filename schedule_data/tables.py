"""Tables of tours and the people on them. Times are aware UTC in Python and UTC in the database."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, MetaData, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy import Table as CoreTable
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment back as aware UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """What every table of the project is declared on."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads a plain class attribute
        datetime: UtcDateTime(),
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[int]: JSON,
        list[Any]: JSON,
        str: Text,
    }

    @classmethod
    def core(cls) -> CoreTable:
        """Give the plain table, for statements that are executed for many rows at once."""
        return cls.metadata.tables[cls.__tablename__]


class TourRow(Table):
    """A tour and the number of its current revision."""

    __tablename__ = "tours"

    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    revision: Mapped[int]


class RevisionRow(Table):
    """One state of a tour's itinerary, never changed once written: undo and audit read it back.

    `changed` tells when each stop was last changed or added (id -> ISO moment), nothing of those that never were.
    """

    __tablename__ = "revisions"

    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    changed: Mapped[dict[str, str]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    author_id: Mapped[int | None]
    reason: Mapped[str]


class MemberRow(Table):
    """A person on a tour. Missing texts are empty, so that the unique key holds on every database.

    Who is taken off the tour stays as a row with `left_at`: what was told and counted before still names them.
    """

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("tour_id", "name", "company", "phone"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[str] = mapped_column(ForeignKey("tours.id"))
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="participant")
    group: Mapped[str] = mapped_column("group_id", default="")
    company: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    room: Mapped[dict[str, str]] = mapped_column(default=dict)
    diet: Mapped[str] = mapped_column(default="")
    emergency_contact: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    remind: Mapped[list[int] | None]
    muted_until: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
