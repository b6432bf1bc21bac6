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
    statement = _unless_there(session.get_bind().dialect.name, table, tuple(returning))
    names = _column_names(table)
    return session.execute(statement, [{names[name]: value for name, value in row.items()} for row in rows]).all()


@lru_cache
def _unless_there(dialect: str, table: type[Table], returning: tuple[InstrumentedAttribute[Any], ...]) -> Any:
    """Give the statement on the plain table, made once: objects, and making it, cost more than inserting does."""
    columns = table.__mapper__.columns
    told = (columns[one.key].label(one.key) for one in returning)
    return _dialect(dialect).insert(table.core()).on_conflict_do_nothing().returning(*told)


@lru_cache
def _column_names(table: type[Table]) -> Mapping[str, str]:
    """Give what each attribute's column is called."""
    return {name: str(column.key) for name, column in table.__mapper__.columns.items()}
