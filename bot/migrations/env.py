"""Alembic's entry point: runs the migrations on the connection that `bot.schema` hands over."""

from typing import Literal

from alembic import context

import bot.tables  # noqa: F401 - declares its tables
import handlers.tables  # noqa: F401 - declares its tables
from schedule_data.tables import Table, UtcDateTime


def _plain_types(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our time type as the plain one it is stored as: migrations never import the tables."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    render_item=_plain_types,
)
with context.begin_transaction():
    context.run_migrations()
