"""Tables as files for a spreadsheet program, in which no cell is ever run as a formula.

A text that begins like one ('=HYPERLINK(…)', '+82-10…') stays the text that it is: in .xlsx by the cell's type, in
.csv, which has no types, by an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv"
RUNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings; moments are naive, in the zone that the heading names."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Give an .xlsx file with a sheet for each table, headings frozen."""
    from schedule_data.workbook_writer import write_workbook  # noqa: PLC0415 - see there

    return write_workbook(sheets)


def comma_separated(sheet: Sheet) -> bytes:
    """Give a .csv file in UTF-8, with the mark by which Excel knows that."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([_harmless(text) for text in sheet.headings])
    writer.writerows([_harmless(text_of(value)) for value in row] for row in sheet.rows)
    return file.getvalue().encode("utf-8-sig")


def text_of(value: Cell) -> str:
    """Give a cell as text."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _harmless(text: str) -> str:
    """Give a text that no spreadsheet program takes for a formula, whatever blanks stand before it."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(RUNS) or text.startswith(RUNS) else text
