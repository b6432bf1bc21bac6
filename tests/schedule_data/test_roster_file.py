import io

import pytest
from openpyxl import Workbook

from schedule_data.itinerary_file import build_itinerary, read_itinerary
from schedule_data.people import Role
from schedule_data.roster_file import Roster, Traveller, phone_key, read_roster
from tests.schedule_data.conftest import SAMPLE, Write
from tests.schedule_data.roster_base import TOUR

EXPECTED = [
    Traveller(
        name="김하나",
        line=2,
        name_en="Kim Hana",
        group="bus-1",
        company="한빛",
        phone="010-1234-5678",
        language="ko",
        room={"": "805"},
        diet="채식",
        emergency_contact="어머니 010-1111-2222",
        note="앞자리",
    ),
    Traveller(name="박둘", line=3, role=Role.LEADER, room={"hotel-danang": "805", "hotel-saigon": "1203"}),
]
ENGLISH = """\
name,name_en,role,group,company,phone,language,room,diet,emergency_contact,note
김하나,Kim Hana,participant,bus-1,한빛,010-1234-5678,ko,805,채식,어머니 010-1111-2222,앞자리
박둘,,leader,,,,,hotel-danang:805; hotel-saigon:1203,,,
"""
KOREAN = """\
이름,영문명,구분,조,회사,연락처,언어,객실,식단,비상 연락처,비고
김하나,Kim Hana,참가자,1호차,한빛,010-1234-5678,한국어,805,채식,어머니 010-1111-2222,앞자리
박둘,,인솔자,,,,,hotel-danang:805；hotel-saigon：1203,,,
"""

SEMICOLONS = ENGLISH.replace(",", ";").replace(
    "hotel-danang:805; hotel-saigon:1203", '"hotel-danang:805; hotel-saigon:1203"'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", ENGLISH.encode()),
        ("a.CSV", KOREAN.encode("utf-8-sig")),
        ("a.csv", KOREAN.encode("cp949")),
        ("a.csv", KOREAN.replace("\n", "\r\n").encode("cp949")),
        ("a.csv", ENGLISH.replace(",", "\t").encode()),
        ("a.csv", SEMICOLONS.encode()),
        ("a.csv", (ENGLISH + ",,,,,,,,,,\n\n").encode()),
        ("a.csv", ENGLISH.replace("name_en", " Name EN ").replace("role", "ROLE").encode()),
    ],
)  # fmt: skip
def test_the_same_people_from_every_form_of_csv(write: Write, name: str, content: bytes) -> None:
    assert list(read_roster(write(name, content), TOUR).rows) == EXPECTED


def _workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _cells(content: str) -> list[list[object]]:
    return [[cell or None for cell in line.split(",")] for line in content.splitlines()]


def test_the_same_people_from_a_workbook(write: Write) -> None:
    rows = _cells(KOREAN)
    rows[1][7] = 805.0
    assert list(read_roster(write("a.xlsx", _workbook(rows)), TOUR).rows) == EXPECTED


def test_a_workbook_s_numbers_are_phones_again(write: Write) -> None:
    rows: list[list[object]] = [
        ["name", "group", "phone"],
        ["가", "bus-1", 1012345678],
        ["나", "bus-1", 821012345679.0],
    ]
    roster = read_roster(write("a.xlsx", _workbook(rows)), TOUR)
    assert [one.phone for one in roster.rows] == ["010-1234-5678", "+821012345679"]


def test_names_as_people_have_them(write: Write) -> None:
    names = ["이", "Anne-Marie O'Neil", "👩‍🚀 별", "남궁 민수", "王丽"]
    content = "name,group\n" + "".join(f"{name},bus-1\n" for name in names) + "\u1100\u1161\u11ab,bus-1\n"
    assert [one.name for one in read_roster(write("a.csv", content), TOUR).rows] == [*names, "간"]


def test_a_namesake_is_told_apart_by_company_or_phone(write: Write) -> None:
    content = "name,group,company,phone\n김,bus-1,A,\n김,bus-1,B,\n김,bus-1,A,010-1234-5678\n"
    assert len(read_roster(write("a.csv", content), TOUR).rows) == 3


def test_a_shared_phone_is_remarked(write: Write) -> None:
    path = write("a.csv", "name,group,phone\n가,bus-1,010-1234-5678\n나,bus-1,+82 10 1234 5678\n")
    roster = read_roster(path, TOUR)
    assert [str(remark) for remark in roster.remarks] == [
        f"{path}:3:3: phone: is also on line 2; fine if the two share it"
    ]


def test_a_cell_over_two_lines_counts_them(write: Write) -> None:
    path = write("a.csv", 'name,group,note\n가,bus-1,"한 줄\n두 줄"\n나,bus-1,\n')
    assert [(one.line, one.note) for one in read_roster(path, TOUR).rows] == [(2, "한 줄 두 줄"), (4, None)]


def test_a_tour_without_groups_asks_for_none(write: Write) -> None:
    document = {"tour": "t", "title": "t", "timezone": "Asia/Seoul", "starts": "2025-01-01", "ends": "2025-01-01"}
    path = write("a.csv", "이름\n가\n")
    assert read_roster(path, build_itinerary(document, 1)) == Roster((Traveller("가", 2),))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("010-1234-5678", "+82 10 1234 5678", True),
        ("010-1234-5678", "+82-010-1234-5678", True),
        ("010-1234-5678", "(010) 1234.5678", True),
        ("+86-130-0000-0001", "+86 13000000001", True),
        ("010-1234-5678", "010-1234-5679", False),
    ],
)
def test_phones_are_compared_by_their_digits(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a case's answer
    assert (phone_key(one) == phone_key(other)) is same


def test_the_sample_roster_fits_the_sample_tour() -> None:
    tour = build_itinerary(read_itinerary(SAMPLE).document, 1)
    roster = read_roster(SAMPLE.with_name("beijing-1.roster.csv"), tour)
    per_group = [
        sum(one.group == group and one.role is Role.PARTICIPANT for one in roster.rows) for group in tour.groups
    ]
    assert (per_group, len(roster.rows), roster.remarks) == ([20, 20], 44, ())
