"""Statements of a purge, and how many rows each kind of thing was erased from."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, delete, null, or_, select, update
from sqlalchemy.orm import Session

from handlers.tables import DeliveryRow, NoticeRow
from schedule_data.tables import MemberRow, Table


@dataclass(slots=True)
class Purge:
    """A purge under way: of which tour, when, and what went so far by kind.

    `own` are the accounts that are this tour's alone, `shared` those whose people are on another tour, too.
    """

    session: Session
    tour: str
    at: datetime
    own: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()
    gone: Counter[str] = field(default_factory=Counter)

    def members(self) -> Select[int]:
        """Select everybody who is or was on the tour."""
        return select(MemberRow.id).where(MemberRow.tour_id == self.tour)

    def notices(self) -> Select[int]:
        """Select what the bot told on this tour."""
        return select(NoticeRow.id).where(NoticeRow.tour_id == self.tour)

    def deliveries(self) -> Select[int]:
        """Select the copies of what the bot told on this tour."""
        return select(DeliveryRow.id).where(DeliveryRow.notice_id.in_(self.notices()))

    def remove(self, kind: str, table: type[Table], *which: ColumnElement[bool]) -> None:
        """Delete rows, and count them as `kind`."""
        self._do(kind, delete(table.core()).where(*which))

    def empty(self, kind: str, table: type[Table], *which: ColumnElement[bool], **values: Any) -> None:
        """Put empty values into rows that hold others, and count those as `kind`."""
        columns = table.core().c
        held = or_(*(_holds(columns[name], value) for name, value in values.items()))
        written = {name: null() if value is None else value for name, value in values.items()}
        self._do(kind, update(table.core()).where(*which, held).values(written))

    def _do(self, kind: str, statement: Any) -> None:
        self.session.flush()
        self.gone[kind] += self.session.connection().execute(statement).rowcount


def _holds(column: ColumnElement[Any], empty: Any) -> ColumnElement[bool]:
    """Tell whether a column holds something else than what is empty for it."""
    if empty is None:
        return column.is_not(None)
    return cast(column, Text) != "{}" if isinstance(empty, dict) else column != empty
