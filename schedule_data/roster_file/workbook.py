"""An .xlsx: the first sheet, as text. Read only, bounded, nothing computed."""

import io
import warnings
import zipfile
from datetime import date, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from schedule_data.roster_file.unreadable import TableMistake

MOST_UNPACKED = 50_000_000
"""Bytes a workbook may unpack to: a small file that unpacks to more is made to fill the memory."""


MOST_LINES = 100_000
"""Lines looked at, empty ones too: a sheet that was once formatted to its end has a million."""


def rows_of_workbook(content: bytes) -> list[tuple[int, list[str]]]:
    """Give line and cells of each row of the first sheet, every row as wide as the headings or wider.

    Raises:
        TableMistake: it can't be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        rows = _rows(content) if unpacked <= MOST_UNPACKED else None
    except Exception:  # noqa: BLE001 - a broken workbook fails in zip, XML or openpyxl; one sentence serves for all
        sentence = "can't be read as an Excel workbook; open it in a spreadsheet and save it as .xlsx"
        raise TableMistake(1, sentence) from None
    if rows is None:
        raise TableMistake(1, "unpacks to far more than a roster; save the sheet as .csv")
    width = next((len(row) for row in rows if row), 0)
    return [(line, row + [""] * (width - len(row))) for line, row in enumerate(rows, 1)]


def _rows(content: bytes) -> list[list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that don't matter here
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [
            _trimmed([_text(value) for value in row]) for row in islice(sheet.iter_rows(values_only=True), MOST_LINES)
        ]
        book.close()
    return rows


def _trimmed(cells: list[str]) -> list[str]:
    """Leave out empty cells at the end: a sheet has them as far as anybody ever formatted."""
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _text(value: object) -> str:
    """Write a cell as people see it (a room 805, not 805.0); a computed one begins with '='."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float | date | time) else "="
