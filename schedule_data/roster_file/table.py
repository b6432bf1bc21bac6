"""A roster's cells, before anything is made of them: rows of text with the line they stand on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from schedule_data.file_content import read_bytes, refused
from schedule_data.mistakes import Mistake, Mistakes
from schedule_data.roster_file.comma_separated import rows_of_text
from schedule_data.roster_file.unreadable import TableMistake
from schedule_data.roster_file.workbook import rows_of_workbook

LARGEST_FILE = 5_000_000
"""Bytes. A thousand people are some 100,000."""

MOST_ROWS = 10_000
"""A tour of more people is a slip, or somebody else's file."""

_READERS = {".csv": rows_of_text, ".xlsx": rows_of_workbook}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line, each stripped; '' where there is nothing."""

    line: int
    cells: tuple[str, ...]


def read_table(path: Path) -> list[Row]:
    """Give the rows that hold anything, the headings first.

    Raises:
        Mistakes: the file can't be read as a table.
    """
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        raise refused(path, "is neither .csv nor .xlsx; save the table as one of the two")
    content = read_bytes(path, LARGEST_FILE, "roster")
    try:
        rows = list(islice(_filled(reader(content)), MOST_ROWS + 1))
    except TableMistake as mistake:
        raise Mistakes([Mistake(str(path), mistake.line, mistake.sentence, 1)]) from None
    if not rows:
        raise refused(path, "holds no rows; write the headings, then one line for each person")
    if len(rows) > MOST_ROWS:
        raise refused(path, f"holds more than {MOST_ROWS:,} rows; is this the roster?")
    return rows


def _filled(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    for line, cells in rows:
        stripped = tuple(" ".join(cell.split()) for cell in cells)
        if any(stripped):
            yield Row(line, stripped)
