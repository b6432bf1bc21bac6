"""A leader who says that everybody is there, but a few."""

import pytest

from tests.handlers.roll_call.scene import LEADER, STAFF, Calling


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("다 왔어요", 0),
        ("전원 탑승 완료", 0),
        ("everyone is here", 0),
        ("大家都到了", 0),
        ("이서연 빼고 다 왔어요", 1),
        ("이서연이랑 윤지민 빼고 다 탔습니다", 2),
        ("1호차 다 탔어요", 20),
        ("everyone is here except 이서연", 1),
    ],
)
def test_all_but_a_few_are_noted_once_that_is_confirmed(calling: Calling, words: str, left: int) -> None:
    calling.open()
    asked = calling.talk.say(LEADER, words)
    assert asked.intent == "rollcall.rest"
    assert calling.counts() == {"unknown": 40}
    calling.talk.press(LEADER, asked.buttons[0])
    assert calling.counts() == {"present": 40 - left} | ({"unknown": left} if left else {})


@pytest.mark.parametrize("words", ["다 왔어요?", "없는사람 빼고 다 왔어요", "다 먹었어요", "모두 몇 명 왔어"])
def test_questions_and_strangers_note_nothing(calling: Calling, words: str) -> None:
    calling.open()
    assert calling.talk.say(LEADER, words).intent != "rollcall.rest"


def test_it_is_a_leader_s_word_on_an_open_roll_call(calling: Calling) -> None:
    assert calling.talk.say(LEADER, "다 왔어요").intent != "rollcall.rest"
    calling.open()
    for who in (STAFF, "이서연"):
        assert calling.talk.say(who, "다 왔어요").intent != "rollcall.rest"
    forged = calling.talk.tap("이서연", "rollcall.rest", call="1", sure="1")
    assert forged.outcome == "refused"
    assert calling.counts().get("present", 0) <= 1
