import pytest

from handlers.dialogue import LONGEST_VALUE, after, meant
from handlers.reply import Action, Awaited, Button, Outcome, Reply

CONFIRM, DISCARD = Action("confirm", {"proposal": "7"}), Action("discard", {"proposal": "7"})
PREVIEW = Reply(("미리보기",), buttons=(Button("보내기", CONFIRM), Button("그만두기", DISCARD)))
ASKING = Reply(
    ("어디요?",),
    outcome=Outcome.CLARIFY,
    buttons=(Button("호텔 로비", Action("change.place", {"like": "x"})), Button("전화", phone="+82")),
    awaits=Awaited("change.place", "place", {"stop": "a"}),
)


@pytest.mark.parametrize("text", ["보내기", "네", "ㅇㅇ", "확인!", "OK", "好的", "Yes"])
def test_a_preview_is_confirmed_in_words(text: str) -> None:
    assert meant(after(PREVIEW), text) == CONFIRM


@pytest.mark.parametrize("text", ["그만두기", "아니요", "취소", "no", "取消"])
def test_a_preview_is_let_go_in_words(text: str) -> None:
    assert meant(after(PREVIEW), text) == DISCARD


@pytest.mark.parametrize("text", ["다음 일정", "", "네 그런데 점심은 어디서 먹나요"])
def test_other_words_are_a_message_of_their_own(text: str) -> None:
    assert meant(after(PREVIEW), text) is None


def test_a_label_is_as_good_as_a_tap() -> None:
    assert meant(after(ASKING), "호텔로비") == Action("change.place", {"like": "x"})


def test_what_was_asked_for_is_taken_as_written() -> None:
    assert meant(after(ASKING), " 주차장 앞 ") == Action("change.place", {"stop": "a", "place": "주차장 앞"})


def test_a_question_or_a_long_text_is_no_value_and_no_ends_the_dialogue() -> None:
    kept = after(ASKING)
    assert [meant(kept, text) for text in ("몇 시에 가요?", "x" * (LONGEST_VALUE + 1), "아니요")] == [
        None,
        None,
        Action("discard"),
    ]


def test_a_plain_answer_is_followed_by_nothing() -> None:
    answer = Reply(("다음은 점심이에요.",), buttons=(Button("오늘 일정", Action("agenda.day")),))
    assert (after(answer), meant({}, "오늘 일정")) == ({}, None)


def test_yes_confirms_nothing_where_nothing_was_proposed() -> None:
    assert meant(after(ASKING), "네") == Action("change.place", {"stop": "a", "place": "네"})
