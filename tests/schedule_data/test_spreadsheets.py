import csv
import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from schedule_data.spreadsheets import Cell, Sheet, comma_separated, workbook
from schedule_data.workbook_writer import MOST_LETTERS

RUNS = ("=1+1", "+82-10", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1+1")


def _read(content: bytes) -> list[list[object]]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("text", RUNS)
def test_no_cell_is_run(text: str) -> None:
    sheet = Sheet("명단", [text], [[text]])
    page = load_workbook(io.BytesIO(workbook([sheet]))).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}
    rows = csv.reader(io.StringIO(comma_separated(sheet).decode("utf-8-sig"), newline=""))
    assert [row[0][0] for row in rows] == ["'", "'"]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_whatever_is_written_no_csv_field_begins_a_formula(row: list[str]) -> None:
    content = comma_separated(Sheet("s", row, [])).decode("utf-8-sig")
    for field in next(csv.reader(io.StringIO(content, newline="")), []):
        assert not field.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_values_keep_their_types() -> None:
    moment = datetime(2025, 9, 23, 8, 20)  # noqa: DTZ001 - spreadsheets know no zones
    row: list[Cell] = ["김민준", 5, moment, None]
    assert _read(workbook([Sheet("s", ["a", "b", "c", "d"], [row])]))[1] == row
    lines = comma_separated(Sheet("s", ["a", "b", "c", "d"], [row])).decode("utf-8-sig").splitlines()
    assert lines[1] == "김민준,5,2025-09-23 08:20,"


def test_what_excel_cannot_hold_is_left_out() -> None:
    rows = _read(workbook([Sheet("[a]:*?/\\'", ["x"], [["a\x00b\x0b"], ["x" * (MOST_LETTERS + 5)]])]))
    assert (rows[1], len(str(rows[2][0]))) == (["ab"], MOST_LETTERS)


def test_sheets_have_names_whatever_they_are_called() -> None:
    book = load_workbook(io.BytesIO(workbook([Sheet("///", ["a"], []), Sheet("긴 이름" * 20, ["b"], [])])))
    assert [len(name) <= 31 for name in book.sheetnames] == [True, True]
    assert book.sheetnames[0] == "1"


def test_csv_is_marked_as_utf8() -> None:
    assert comma_separated(Sheet("s", ["이름"], [])).startswith(b"\xef\xbb\xbf")
