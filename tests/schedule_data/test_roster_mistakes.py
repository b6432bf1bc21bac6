"""Each mistake a roster can hold: one message, with line and column."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from schedule_data.mistakes import Mistakes
from schedule_data.roster_file import read_roster
from tests.schedule_data.conftest import Write
from tests.schedule_data.roster_base import TOUR

HEADINGS = "name,role,group,company,phone,language,room,note"
GOOD = "김하나,participant,bus-1,한빛,010-1234-5678,ko,805,메모"


def _messages(write: Write, name: str, content: str | bytes) -> list[str]:
    path = write(name, content)
    with pytest.raises(Mistakes) as caught:
        read_roster(path, TOUR)
    return [str(mistake).removeprefix(f"{path}:") for mistake in caught.value.mistakes]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (GOOD.replace("김하나", ""), "2:1: name: is empty; write the person's name, or take the row out"),
        (
            GOOD.replace("participant", "partcipant"),
            "2:2: role: 'partcipant' is no role (did you mean 'participant'?); write participant, leader or staff",
        ),
        (
            GOOD.replace("bus-1", "bus-3"),
            "2:3: group: 'bus-3' is no group of this tour (did you mean 'bus-1'?); write one of bus-1, bus-2",
        ),
        (GOOD.replace("bus-1", ""), "2:3: group: is empty; every participant needs one of bus-1, bus-2"),
        (GOOD.replace(",ko,", ",fr,"), "2:6: language: 'fr' is no language of this tour; write one of ko, en"),
        (
            GOOD.replace("1234", "일이삼사"),
            (
                "2:5: phone: isn't a telephone number; write digits such as 010-1234-5678 or +82-10-1234-5678, "
                "or leave it empty"
            ),
        ),
        (
            GOOD.replace("010-1234-5678", "8.2E+11"),
            "2:5: phone: was shortened by the spreadsheet; format the column as text and enter the number anew",
        ),
        (
            GOOD.replace("805", "hotel-hanoi:805"),
            (
                "2:7: room: 'hotel-hanoi' is no site of this tour (did you mean 'hotel-danang'?); "
                "write the hotel's id before the colon, as in hotel-danang:805"
            ),
        ),
        (
            GOOD.replace("805", "hotel-danang:"),
            "2:7: room: no room is named for 'hotel-danang'; write it after the colon, as in hotel-danang:805",
        ),
        (
            GOOD.replace("805", "805; 806"),
            "2:7: room: two rooms are named for one hotel; write the hotel's id before each, as in hotel-danang:805",
        ),
        (GOOD + ",더", "2:9: the row has 9 cells, the headings 8; put a cell with a separator in it in quotes"),
        (GOOD.removesuffix(",메모"), "2:7: the row has 7 cells, the headings 8; add the missing separators"),
        (GOOD + "\n" + GOOD, "3:1: the same person (name, company, phone) is on line 2 already; take one row out"),
        (
            GOOD.replace("메모", "가" * 501),
            "2:8: note: is longer than 500 characters; check the quotes and separators of this row",
        ),
        (GOOD.replace("메모", "a\0b"), "2:8: note: holds an invisible control character; enter the cell anew"),
        (
            GOOD.replace("메모", '"메모'),
            '2:1: has a quote (") that never closes or ends too early; write "" for a quote within a cell',
        ),
        *[
            (
                GOOD.replace("메모", f"{sign}1+1"),
                f"2:8: note: '{sign}1+1' begins like a formula; begin with a letter or digit, or leave the cell empty",
            )
            for sign in "=+-@＝"
        ],
    ],
)
def test_a_row_with_one_mistake_gives_one_message(write: Write, row: str, message: str) -> None:
    assert _messages(write, "a.csv", f"{HEADINGS}\n{row}\n") == [message]


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        (HEADINGS.replace("note", "nots"), "1:8: 'nots' is an unknown heading (did you mean 'note'?)"),
        (HEADINGS.replace("name", "nmae"), "1:1: 'nmae' is an unknown heading (did you mean 'name'?)"),
        (HEADINGS.replace("phone", "연락쳐"), "1:5: '연락쳐' is an unknown heading (did you mean '연락처'?)"),
        (HEADINGS.replace("note", "이름"), "1:8: the heading '이름' is there twice; keep one of the two columns"),
        (HEADINGS.replace("note", ""), "2:8: the cell stands under no heading; name the column in the first row"),
        (
            HEADINGS.replace("note", "zzz"),
            (
                "1:8: 'zzz' is an unknown heading; known are name, name_en, role, group, company, phone, language, "
                "room, diet, emergency_contact, note, or in Korean"
            ),
        ),
    ],
)
def test_a_wrong_heading_is_named_once(write: Write, headings: str, message: str) -> None:
    assert _messages(write, "a.csv", f"{headings}\n{GOOD}\n") == [message]


def test_headings_that_are_missing_are_named_once(write: Write) -> None:
    assert _messages(write, "a.csv", "company\nA\nB\n") == [
        "1:1: the heading 'name' is missing; name the columns in the first row, at least name (이름)"
    ]
    assert _messages(write, "a.csv", "이름\n가\n나\n") == [
        "1:1: the heading 'group' (조) is missing; add the column, with one of bus-1, bus-2"
    ]


def test_all_mistakes_come_at_once_in_order(write: Write) -> None:
    rows = [GOOD, GOOD.replace("김하나", "").replace(",ko,", ",fr,"), GOOD.replace("participant", "x")]
    messages = _messages(write, "a.csv", "\n".join([HEADINGS, *rows]))
    assert [message.split(": ")[0] for message in messages] == ["3:1", "3:6", "4:1", "4:2"]


def test_a_formula_in_a_workbook_is_refused(write: Write) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["name", "group", "note"])
    sheet.append(["가", "bus-1", "=1+1"])
    written = io.BytesIO()
    book.save(written)
    assert _messages(write, "a.xlsx", written.getvalue()) == [
        "2:3: note: '=1+1' begins like a formula; begin with a letter or digit, or leave the cell empty"
    ]


def _zip(size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(size))
    return packed.getvalue()


BROKEN = "1:1: can't be read as an Excel workbook; open it in a spreadsheet and save it as .xlsx"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xls", b"x", "1: is neither .csv nor .xlsx; save the table as one of the two"),
        ("a.csv", b"", "1: is empty; write the roster into it"),
        ("a.csv", b",,\n,,\n", "1: holds no rows; write the headings, then one line for each person"),
        ("a.csv", b"name\n" + b"a\n" * 10_000, "1: holds more than 10,000 rows; is this the roster?"),
        (
            "a.csv",
            b"name\n\xff\xff\n",
            "2:1: is neither UTF-8 nor CP949 text from here on; save the table as 'CSV UTF-8'",
        ),
        ("a.xlsx", b"PK no zip", BROKEN),
        ("a.xlsx", _zip(10), BROKEN),
        ("a.xlsx", _zip(50_000_001), "1:1: unpacks to far more than a roster; save the sheet as .csv"),
    ],
)
def test_a_file_that_is_no_roster(write: Write, name: str, content: bytes, message: str) -> None:
    assert _messages(write, name, content) == [message]
