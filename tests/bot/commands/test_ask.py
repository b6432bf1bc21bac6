import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from bot.database import Database
from tests.bot.commands.conftest import Giljabi

AS = ("--tour", "beijing-1", "--as", "이서연")
AT = ("--at", "2025-09-23T07:50")


def _counts(url: str) -> dict[str, int]:
    database = Database(url)
    with database.reading() as session:
        names = inspect(session.connection()).get_table_names()
        counts = {name: session.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in names}  # noqa: S608
    database.close()
    return counts


def _answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_member_is_answered_with_all_that_would_be_seen(on_sample: Giljabi) -> None:
    ran = on_sample("ask", "다음 일정?", *AS, *AT)
    assert (ran.code, ran.error) == (0, "")
    assert "샤오미 슈퍼공장 견학" in ran.out
    assert "호텔 로비" in ran.out
    assert "08:20" in ran.out
    assert any(line.startswith("[") and line.endswith("]") for line in ran.out.splitlines())


def test_asking_changes_nothing(on_sample: Giljabi, sample_url: str) -> None:
    before = _counts(sample_url)
    for question in ("도착했어요", "10분 늦어요", "알림 꺼줘", "영어로 해줘", "speak English"):
        assert on_sample("ask", question, *AS, *AT).code == 0
    assert _counts(sample_url) == before


def test_a_stranger_learns_the_programme_only(on_sample: Giljabi) -> None:
    ran = on_sample("ask", "샤오미 공장 몇 시에 가?", "--tour", "beijing-1", *AT)
    assert ran.code == 0
    assert "09:30" not in ran.out
    assert "08:20" not in ran.out
    assert "9월 22일(월)" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ask", "다음?"), "Write a question and its tour"),
        (("ask", "--tour", "beijing-1"), "Write a question and its tour"),
        (("ask", "다음?", "--tour", "nowhere"), "There is no tour 'nowhere'. Loaded are: beijing-1."),
        (("ask", "다음?", "--tour", "beijing-1", "--as", "홍길동"), "Nobody on beijing-1 is called '홍길동'"),
        (("ask", "다음?", "--tour", "beijing-1", "--as", "김민준"), "write one of 김민준/한빛전자, 김민준/미르정공"),
        (("ask", "다음?", *AS, "--at", "tomorrow"), "'tomorrow' is no time. Write it like 2025-09-23T07:50"),
        (("ask", "다음?", *AS, "--at", "0001-01-01T00:00"), "is no time"),
        (("ask", "다음?", *AS, "--at", "9999-12-31T23:59"), "is no time"),
        (("due", "--tour", "nowhere"), "There is no tour 'nowhere'"),
        (("due", "--tour", "beijing-1", "--at", "7"), "'7' is no time"),
    ],
)
def test_what_cannot_be_asked_is_told(on_sample: Giljabi, words: tuple[str, ...], told: str) -> None:
    ran = on_sample(*words)
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.error
    assert "Traceback" not in ran.error


def test_people_of_one_name_are_told_apart_by_company(on_sample: Giljabi) -> None:
    ran = on_sample("ask", "내 방 번호?", "--tour", "beijing-1", "--as", "김민준/미르정공", *AT)
    assert "838" in ran.out


@pytest.mark.parametrize("words", ["", " ", "😀" * 500, "가" * 10_000, "\ud800", "-", "'; DROP TABLE tours; --"])
@pytest.mark.parametrize("who", [("--as", "이서연"), ()])
def test_whatever_is_asked_is_answered(on_sample: Giljabi, words: str, who: tuple[str, ...]) -> None:
    ran = on_sample("ask", "--tour", "beijing-1", *who, *AT, "--", words)
    assert (ran.code, ran.error) == (0, "")
    assert ran.out.strip()


def test_lines_are_answered_in_order(on_sample: Giljabi, tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = [
        {"text": "다음 일정?", "tour": "beijing-1", "as": "이서연", "at": "2025-09-23T07:50"},
        {"text": "What is the fee?", "tour": "beijing-1", "as": None, "at": "2025-09-01T09:00"},
        {"text": "30분 지연", "tour": "beijing-1", "as": "이서연", "at": "2025-09-23T07:50"},
    ]
    (tmp_path / "questions.jsonl").write_text("\ufeff" + "\n\n".join(map(json.dumps, asked)))
    ran = on_sample("ask", "--jsonl", "questions.jsonl")
    assert (ran.code, ran.error) == (0, "")
    answers = _answers(ran.out)
    assert [one["text"] for one in answers] == [one["text"] for one in asked]
    assert [(one["outcome"], one["intent"]) for one in answers] == [
        ("answer", "agenda.next"),
        ("answer", "programme"),
        ("refused", "change.delay"),
    ]
    assert all(set(one) == {"text", "outcome", "intent", "slots", "reply"} for one in answers)
    assert "1,900,000" in answers[1]["reply"]


BAD_LINES = (
    "no json",
    "[]",
    '"text"',
    "{}",
    '{"text": "다음?"}',
    '{"text": 5, "tour": "beijing-1"}',
    '{"text": null, "tour": "beijing-1"}',
    '{"text": "다음?", "tour": "beijing-1", "as": 5}',
    '{"text": "다음?", "tour": "beijing-1", "at": 20250923}',
    '{"text": "다음?", "tour": ["beijing-1"]}',
    '{"text": "다음?", "tour": "nowhere"}',
    '{"text": "다음?", "tour": "bei\\u0000jing"}',
    '{"text": "다음?", "tour": "\\ud800"}',
    '{"text": "다음?", "tour": "beijing-1", "as": "홍길동"}',
    '{"text": "다음?", "tour": "beijing-1", "at": "soon"}',
    "[" * 100_000,
    "9" * 5000,
)


def test_bad_lines_are_named_and_the_others_answered(on_sample: Giljabi, tmp_path: Path) -> None:
    good = '{"text": "\\ud800 다음 일정?", "tour": "beijing-1", "as": "이서연", "at": "2025-09-23T07:50"}'
    (tmp_path / "questions.jsonl").write_text("\n".join((good, *BAD_LINES, good)))
    ran = on_sample("ask", "--jsonl", "questions.jsonl")
    answers = _answers(ran.out)
    assert (ran.code, ran.error) == (1, "")
    assert len(answers) == len(BAD_LINES) + 2
    for number, answer in enumerate(answers[1:-1], start=2):
        assert answer["error"].startswith(f"line {number}: ")
        assert answer["outcome"] is None
    assert answers[0] == answers[-1]
    assert answers[0]["outcome"] is not None


def test_lines_are_read_from_standard_input(on_sample: Giljabi, monkeypatch: pytest.MonkeyPatch) -> None:
    line = '{"text": "다음 일정?", "tour": "beijing-1", "as": "이서연", "at": "2025-09-23T07:50"}\n'
    stream = io.TextIOWrapper(io.BytesIO(b"\xef\xbb\xbf" + line.encode() + b"\xff\n"), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stream)
    ran = on_sample("ask", "--jsonl")
    assert [one["outcome"] for one in _answers(ran.out)] == ["answer", None]


def test_a_file_of_lines_that_cannot_be_read_is_told(on_sample: Giljabi, tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe")
    for name, told in (
        ("latin.jsonl", "latin.jsonl isn't UTF-8 text. Save the file as UTF-8.\n"),
        ("nowhere.jsonl", "nowhere.jsonl can't be read: No such file or directory. Check the name and the folder.\n"),
        (".", ". can't be read: Is a directory. Check the name and the folder.\n"),
    ):
        ran = on_sample("ask", "--jsonl", name)
        assert (ran.code, ran.error) == (1, told)
