import pytest

from handlers.reply import Outcome
from handlers.tables import DeliveryState
from tests.build import beijing, load
from tests.handlers.changes.talk import CITY, Talk, lines

pytestmark = pytest.mark.both_databases

MORNING = beijing("09-22 07:40")
LATER = beijing("09-22 07:50")


def test_undo_brings_back_exactly_what_was(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="factory", minutes="30")
    reply = talk.say(LATER, "되돌리기")
    assert reply.paragraphs[0] == "마지막 변경을 되돌려요 (이끔이, 9월 22일(월) 07:40)."
    assert lines(reply) == [
        "집합 09:00 → 08:30 · 공장 견학 · 10:00–11:30 → 09:30–11:00",
        "11:30–12:30 → 11:20–12:20 · 점심",
    ]
    talk.say(LATER, "확인")
    assert talk.plan() == CITY
    assert [row.reason for row in talk.revisions()] == ["test", "change.delay stop=factory minutes=30", "change.undo"]


def test_undo_undone_brings_the_change_back(talk: Talk) -> None:
    talk.change(MORNING, "change.cancel", stop="walk")
    without = talk.plan()
    talk.change(MORNING, "change.undo")
    talk.change(LATER, "change.undo")
    assert talk.plan() == without


def test_undo_tells_the_people_who_were_told(talk: Talk) -> None:
    talk.change(MORNING, "change.cancel", stop="walk")
    told = set(talk.deliveries())
    talk.change(MORNING, "change.undo")
    assert set(talk.deliveries()) == told
    assert {states[-1] for states in talk.deliveries().values()} == {DeliveryState.QUEUED}


def test_undo_says_what_would_be_in_the_past(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="factory", minutes="30")
    reply = talk.act(beijing("09-22 08:40"), "change.undo")
    assert reply.paragraphs[1] == "공장 견학: 08:30은 이미 지난 시각이에요."


def test_what_the_organiser_loaded_is_not_undone_in_chat(talk: Talk) -> None:
    sentence = "되돌릴 변경이 없어요. 주최 측이 올린 일정 그대로예요."
    assert talk.act(MORNING, "change.undo").paragraphs == (sentence,)
    talk.change(MORNING, "change.cancel", stop="walk")
    with talk.database.unit() as session:
        load(session, CITY, LATER)
    assert talk.act(LATER, "change.undo").paragraphs == (sentence,)


def test_the_history_tells_who_changed_what_and_when(talk: Talk) -> None:
    talk.change(MORNING, "change.delay", stop="factory", minutes="50")
    talk.change(LATER, "change.cancel", "두리", stop="dinner")
    reply = talk.say(LATER, "변경 내역")
    assert reply.paragraphs == ("최근 변경 2건이에요. 새것부터 보여 드려요.",)
    newer, older = lines(reply)
    assert newer == "9월 22일(월) 07:50 · 두리 · 늦은 저녁 22:30–23:30 · 취소"
    assert older.removeprefix("9월 22일(월) 07:40 · 이끔이 · ").split(" / ") == [
        "공장 견학 집합 08:30 → 09:20 · 09:30–11:00 → 10:20–11:50",
        "점심 11:20–12:20 → 11:50–12:50",
        "외 1건",
    ]


def test_the_history_names_the_organiser_s_own_changes(talk: Talk) -> None:
    with talk.database.unit() as session:
        load(session, {**CITY, "title": "도시 연수 2"}, MORNING)
    assert lines(talk.act(LATER, "change.history")) == ["9월 22일(월) 07:40 · 주최 · 바뀐 일정 없음"]


def test_the_history_of_an_unchanged_plan_says_so(talk: Talk) -> None:
    assert talk.say(MORNING, "변경 내역", "살핌").paragraphs == ("아직 바뀐 일정이 없어요.",)
    assert talk.act(MORNING, "change.history", "하나").outcome is Outcome.REFUSED


def test_the_history_is_as_long_as_a_phone_shows(talk: Talk) -> None:
    for minutes in range(1, 10):
        talk.change(MORNING, "change.delay", stop="museum", minutes=str(minutes))
    assert len(lines(talk.act(MORNING, "change.history"))) == 7
