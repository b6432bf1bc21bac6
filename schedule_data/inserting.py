"""'Insert, unless it is there': how 'once only' is kept by a UNIQUE constraint on either database."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import InstrumentedAttribute, Session

from schedule_data.tables import Table


@lru_cache
def _dialect(name: str) -> Any:
    """Load a dialect's own statements; only that of the database at hand, as each takes memory."""
    return import_module(f"sqlalchemy.dialects.{name}")


def insert_into(session: Session, table: type[Table]) -> Any:
    """Give the INSERT of the session's dialect, which knows ON CONFLICT."""
    return _dialect(session.get_bind().dialect.name).insert(table)


def insert_new(
    session: Session,
    table: type[Table],
    rows: Sequence[Mapping[str, Any]],
    returning: Sequence[InstrumentedAttribute[Any]],
) -> Sequence[Row[Any]]:
    """Insert the rows whose keys aren't there yet; give the `returning` columns of just those that were inserted."""
    if not rows:
        return []
    statement = insert_into(session, table).on_conflict_do_nothing().returning(*returning)
    return session.execute(statement, [dict(row) for row in rows]).all()
