"""'Insert, unless it is there': how 'once only' is kept by a UNIQUE constraint on either database."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from schedule_data.tables import Table


def insert_new(
    session: Session,
    table: type[Table],
    rows: Sequence[Mapping[str, Any]],
    returning: Sequence[InstrumentedAttribute[Any]],
) -> Sequence[Row[Any]]:
    """Insert the rows whose keys aren't there yet; give the `returning` columns of just those that were inserted."""
    if not rows:
        return []
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).on_conflict_do_nothing().returning(*returning)
    return session.execute(statement, [dict(row) for row in rows]).all()
