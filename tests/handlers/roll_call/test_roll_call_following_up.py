from collections import Counter
from datetime import datetime, timedelta

import pytest

from handlers import falling_due
from handlers.reply import Outcome
from handlers.roll_call.escalation import follow_up, next_step
from handlers.tables import NoticeKind
from schedule_data.snapshots import Snapshots
from tests.build import account, person
from tests.handlers.roll_call.scene import LEADER, OTHER_LEADER, Calling
from tests.handlers.talk_scene import NOON

MINE = "이서연"
STEP = timedelta(minutes=3)


def _after(calling: Calling, steps: int) -> datetime:
    at = NOON
    for number in range(1, steps + 1):
        at = NOON + number * STEP
        follow_up(calling.talk.session, at, Snapshots())
    return at


def _kinds(calling: Calling) -> Counter[str]:
    return Counter(notice.payload["as"] for _, notice in calling.queued(NoticeKind.ROLL_CALL))


def test_nothing_is_done_before_its_time(calling: Calling) -> None:
    calling.open()
    assert next_step(calling.talk.session) == NOON + STEP
    assert follow_up(calling.talk.session, NOON + STEP - timedelta(seconds=1), Snapshots()) == 0


def test_first_those_who_can_be_reached_are_asked_again(calling: Calling) -> None:
    calling.open()
    at = _after(calling, 1)
    again = [(name, one) for name, one in calling.queued(NoticeKind.ROLL_CALL) if one.payload["as"] == "nudge"]
    assert [name for name, _ in again] == [MINE, "전우진"]  # the others have no account
    told = calling.composed(MINE, again[0][1], at)
    assert told is not None
    assert told.paragraphs[0] == "아직 확인이 안 됐어요. 샤오미 슈퍼공장 견학, 도착하셨어요?"


def test_then_a_companion_who_is_there(calling: Calling) -> None:
    session = calling.talk.session
    colleague = person(session, "한지호")  # of the same company as 윤지민
    account(session, colleague)
    calling.open()
    calling.tap_as("한지호", "attendance.here")
    at = _after(calling, 2)
    asked = calling.queued(NoticeKind.BUDDY)
    about = {notice.payload["about"] for _, notice in asked}
    assert {name for name, _ in asked} == {"한지호"}
    assert person(session, "윤지민").id in about
    told = calling.composed("한지호", asked[0][1], at)
    assert told is not None
    assert told.paragraphs == ("윤지민 님과 함께 계세요? 샤오미 슈퍼공장 견학 인원 확인에 아직 답이 없어요.",)
    yes = told.buttons[0].action
    assert yes is not None
    calling.tap_as("한지호", yes.intent, at, **yes.slots)
    assert calling.stands("윤지민") == ("present", "buddy")
    assert calling.composed("한지호", asked[0][1], at) is None


def test_a_roommate_is_asked_before_a_colleague(calling: Calling) -> None:
    session = calling.talk.session
    roommate = person(session, "최지우")
    roommate.room = dict(person(session, "윤지민").room)
    calling.open()
    for name in ("한지호", "최지우"):
        calling.tap_as(name, "attendance.here")
    _after(calling, 2)
    silent = person(session, "윤지민").id
    assert [name for name, one in calling.queued(NoticeKind.BUDDY) if one.payload["about"] == silent] == ["최지우"]


def test_last_the_leaders_are_told_whom_to_call(calling: Calling) -> None:
    calling.open()
    calling.everybody_here(besides=(MINE,))
    at = _after(calling, 3)
    lists = [(name, one) for name, one in calling.queued(NoticeKind.ROLL_CALL) if one.payload["as"] == "phones"]
    assert [name for name, _ in lists] == [LEADER, OTHER_LEADER]
    told = calling.composed(LEADER, lists[0][1], at)
    assert told is not None
    assert told.paragraphs == ("답이 없는 1명에게 전화해 주세요: 샤오미 슈퍼공장 견학",)
    assert [fact.label for fact in told.cards[0].facts] == [MINE]
    calling.talk.say(MINE, "탔어요", at)
    assert calling.composed(LEADER, lists[0][1], at) is None


def test_a_long_list_to_call_says_how_many_more_and_where(calling: Calling) -> None:
    calling.open()
    at = _after(calling, 3)
    lists = [one for _, one in calling.queued(NoticeKind.ROLL_CALL) if one.payload["as"] == "phones"]
    told = calling.composed(LEADER, lists[0], at)
    assert told is not None
    assert (len(told.cards[0].facts), told.cards[0].note) == (30, "외 10명은 명단에서 볼 수 있어요")
    assert [button.label for button in told.buttons] == ["이름으로 확인하기", "미도착자 명단"]


def test_after_the_last_step_nothing_more_is_due(calling: Calling) -> None:
    calling.open()
    at = _after(calling, 3)
    assert next_step(calling.talk.session) is None
    assert follow_up(calling.talk.session, at + timedelta(hours=1), Snapshots()) == 0
    assert _kinds(calling) == {"ask": 40, "nudge": 2, "phones": 2}


def test_where_everybody_has_answered_nobody_is_bothered(calling: Calling) -> None:
    calling.open()
    calling.everybody_here()
    _after(calling, 3)
    assert _kinds(calling) == {"ask": 40}


@pytest.mark.parametrize("gone", ["closed", "cancelled"])
def test_a_call_that_is_over_is_not_followed_up(calling: Calling, gone: str) -> None:
    call = calling.open()
    if gone == "closed":
        calling.talk.tap(LEADER, "rollcall.call_off", call=str(call.id))
    else:
        call.stop_id = "gone"
    assert follow_up(calling.talk.session, NOON + STEP, Snapshots()) == 0
    assert next_step(calling.talk.session) is None


def test_after_hours_it_is_left_alone(calling: Calling) -> None:
    calling.open()
    assert follow_up(calling.talk.session, NOON + timedelta(hours=5), Snapshots()) == 0
    assert next_step(calling.talk.session) is None


def test_a_leader_asks_again_but_not_twice_in_a_minute(calling: Calling) -> None:
    call = calling.open()
    first = calling.talk.tap(LEADER, "rollcall.nudge", call=str(call.id))
    assert first.paragraphs[0] == "2명에게 다시 물어봤어요."
    again = calling.talk.tap(LEADER, "rollcall.nudge", call=str(call.id))
    assert again.paragraphs[0] == "방금 다시 물어봤어요. 잠시만 기다려 주세요."
    assert _kinds(calling)["nudge"] == 2
    calling.talk.tap(LEADER, "rollcall.nudge", NOON + timedelta(minutes=2), call=str(call.id))
    assert _kinds(calling)["nudge"] == 4


def test_asking_again_after_closing_shows_how_it_ended(calling: Calling) -> None:
    call = calling.open()
    calling.talk.tap(LEADER, "rollcall.call_off", call=str(call.id))
    assert calling.talk.tap(LEADER, "rollcall.nudge", call=str(call.id)).paragraphs[-1] == "취소한 인원 확인이에요."
    assert calling.talk.tap(LEADER, "rollcall.nudge", call="77").outcome is Outcome.ANSWER
    assert _kinds(calling)["nudge"] == 0


def test_what_falls_due_next_is_the_earliest_of_all(calling: Calling) -> None:
    calling.open()
    assert falling_due.next_due(calling.talk.session) is not None
    assert falling_due.do_due(calling.talk.session, NOON + STEP, Snapshots()) >= 2
