"""Looking through every text of the database for names and numbers: the proof that a purge left none."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import JSON, Column, String, Text, select
from sqlalchemy import Table as CoreTable
from sqlalchemy.orm import Session

from bot.purge.terms import finder
from schedule_data.tables import Table

CHUNK = 1000  # rows in memory at once


def traces_of(session: Session, terms: Collection[str]) -> Mapping[str, int]:
    """Give in how many rows of which tables any of the terms is found."""
    pattern, found = finder(terms), Counter[str]()
    if pattern is None:
        return found
    for table in Table.metadata.sorted_tables:
        for words in _texts(session, table):
            found[table.name] += bool(pattern.search(words))
    return {name: count for name, count in found.items() if count}


def _texts(session: Session, table: CoreTable) -> Iterator[str]:
    """Give each row's texts, joined."""
    columns = [column for column in table.columns if _may_name(column)]
    if not columns:
        return
    for row in session.execute(select(*columns).execution_options(yield_per=CHUNK)):
        yield "\n".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in row)


def _may_name(column: "Column[object]") -> bool:
    return isinstance(column.type, (String, Text, JSON))
