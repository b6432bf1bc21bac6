"""Tables as an .xlsx file. Loaded when one is written: the library behind it is slow to load and large."""

import io
import re
from collections.abc import Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from schedule_data.spreadsheets import RUNS, Cell, Sheet, text_of

MOST_LETTERS: Final = 32_767  # of an Excel cell (support.microsoft.com: Excel specifications and limits)
MOST_TITLE: Final = 31  # letters of a sheet's name, likewise
WIDEST, NARROWEST = 48, 8  # of a column, in letters
_NOT_IN_TITLES: Final = re.compile(r"[\[\]:*?/\\']")


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Give an .xlsx file with a sheet for each table, headings frozen."""
    book = Workbook(write_only=True)
    for number, sheet in enumerate(sheets, 1):
        title = _NOT_IN_TITLES.sub(" ", sheet.title).strip()[:MOST_TITLE] or str(number)
        page = book.create_sheet(title)
        page.freeze_panes = "A2"
        _set_widths(page, sheet)
        page.append([_heading(page, text) for text in sheet.headings])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(page: WriteOnlyWorksheet, value: Cell) -> Any:
    if not isinstance(value, str):
        return WriteOnlyCell(page, value=value)
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:MOST_LETTERS])
    cell.data_type = "s"  # openpyxl takes what begins with '=' for a formula
    cell.quotePrefix = int(value.startswith(RUNS))  # stays a text when somebody edits it
    return cell


def _heading(page: WriteOnlyWorksheet, text: str) -> Any:
    cell = _cell(page, text)
    cell.font = Font(bold=True)
    return cell


def _set_widths(page: Any, sheet: Sheet) -> None:
    for number, heading in enumerate(sheet.headings):
        longest = max([_width(heading), *(_width(text_of(row[number])) for row in sheet.rows)])
        width = min(WIDEST, max(NARROWEST, longest + 2))
        page.column_dimensions[get_column_letter(number + 1)].width = width


def _width(text: str) -> int:
    """Give how wide a text is in letters: a Hangul syllable or Chinese character takes two."""
    return sum(2 if letter > "\u1100" else 1 for letter in text)
