import json
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.membership.tour_codes import ALPHABET
from handlers.membership.words import code_in
from handlers.question import Question
from handlers.reply import Outcome
from handlers.roll_call.bus_codes import bus_code, bus_codes, bus_of, names_a_bus, show_code, spelt, typed
from tests.handlers.roll_call.scene import LEADER, Calling
from tests.handlers.talk_scene import NOON

BANK = Path(__file__).parents[2] / "questions"
CODE = "bus-7K3M9QXA"


def test_codes_stay_and_fit_a_deep_link(calling: Calling) -> None:
    codes = bus_codes(calling.talk.session, calling.itinerary, NOON)
    assert bus_codes(calling.talk.session, calling.itinerary, NOON) == codes
    assert list(codes) == ["bus-1", "bus-2"]
    for code in codes.values():
        assert (code[:4], len(code), set(code[4:]) <= set(ALPHABET)) == ("bus-", 12, True)


def test_a_bus_that_comes_later_gets_a_code_and_the_others_keep_theirs(calling: Calling) -> None:
    first, second = calling.itinerary.groups.values()
    before = bus_codes(calling.talk.session, replace(calling.itinerary, groups={"bus-1": first}), NOON)
    after = bus_codes(calling.talk.session, calling.itinerary, NOON)
    assert after["bus-1"] == before["bus-1"]
    assert after[second.id] not in before.values()


def test_a_leader_is_told_them_as_they_are_typed(calling: Calling) -> None:
    codes = bus_codes(calling.talk.session, calling.itinerary, NOON)
    shown = calling.talk.tap(LEADER, "rollcall.code").paragraphs
    assert shown[1:] == (f"1호차: 탑승 코드 {spelt(codes['bus-1'])}", f"2호차: 탑승 코드 {spelt(codes['bus-2'])}")


def test_a_tour_without_buses_has_none_and_its_leader_is_told_so(calling: Calling) -> None:
    session, caller = calling.talk.session, calling.talk.caller(LEADER)
    assert caller.member is not None
    question = Question(replace(calling.itinerary, groups={}), caller.member, NOON, "ko", "rollcall.code")
    assert bus_codes(session, question.itinerary, NOON) == {}
    reply = show_code(session, caller, question)
    assert (reply.outcome, reply.paragraphs) == (Outcome.UNKNOWN, ("이 여행에는 버스가 등록되어 있지 않아요.",))


def test_a_code_is_found_however_it_is_written(calling: Calling) -> None:
    code = bus_codes(calling.talk.session, calling.itinerary, NOON)["bus-2"]
    for written in (code, code.upper(), code.lower(), spelt(code), f"bus-{spelt(code)}", spelt(code).replace("-", " ")):
        found = bus_of(calling.talk.session, written)
        assert found is not None
        assert (found.tour_id, found.group) == ("beijing-1", "bus-2")
    assert bus_of(calling.talk.session, code[:-1]) is None


@pytest.mark.parametrize(
    "words",
    [
        "탑승 코드 7K3M-9QXA",
        "탑승코드 7k3m-9qxa",
        "1호차 버스 코드: 7K3M 9QXA",
        "탑승 확인 코드 7K3M9QXA.",
        "boarding code 7K3M-9QXA",
        "Bus code: bus-7k3m9qxa",
        "上车码 7K3M-9QXA",
        "签到码：7K3M-9QXA",
        "bus-7K3M9QXA",
        " BUS-7K3M-9QXA ",
    ],
)
def test_a_bus_s_code_is_recognised_in_a_message(words: str) -> None:
    assert bus_code(code_in(words) or "") == CODE


@pytest.mark.parametrize("language", ["ko", "en", "zh"])
def test_what_is_printed_is_recognised_when_it_is_typed(language: str) -> None:
    assert bus_code(code_in(typed(CODE, language)) or "") == CODE


@pytest.mark.parametrize("words", ["탑승 코드 7K3M9Q", "boarding code 12345678", "bus-0000000"])
def test_a_mistyped_one_still_says_that_it_is_a_bus_s(words: str) -> None:
    written = code_in(words) or ""
    assert (names_a_bus(written), bus_code(written)) == (True, None)


@pytest.mark.parametrize(
    "words",
    [
        "버스 코드",
        "버스 코드 알려줘",
        "2호차 탑승",
        "bus code for bus 2",
        "boarding code please",
        "버스 2",
        "bus 2025 9",
        "bus-2",
    ],
)
def test_other_words_about_buses_are_none(words: str) -> None:
    assert code_in(words) is None


def test_the_bare_letters_are_taken_in_capitals_or_with_their_hyphen() -> None:
    assert [code_in(words) for words in ("7K3M-9QXA", "7k3m-9qxa", "7K3M9QXA", "7k3m9qxa")] == [
        *("7K3M-9QXA", "7k3m-9qxa", "7K3M9QXA", None)
    ]


@pytest.mark.parametrize("part", ["build", "held"])
def test_no_question_of_the_bank_is_taken_for_one(part: str) -> None:
    texts = [json.loads(line)["text"] for line in (BANK / f"{part}.jsonl").read_text("utf-8").splitlines()]
    assert [text for text in texts if code_in(text)] == []
    assert len(texts) > 100


def test_an_invitation_is_never_taken_for_a_bus_s(calling: Calling) -> None:
    assert not names_a_bus("bus-" + "x" * 18)  # as long as an invitation, which may begin alike
    assert names_a_bus("BUS-x")
    reply = calling.talk.say(LEADER, "버스 코드 보여줘")
    assert (reply.intent, reply.outcome) == ("rollcall.code", Outcome.ANSWER)
