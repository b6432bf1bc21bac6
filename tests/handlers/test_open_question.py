import pytest

from tests.handlers.talk_scene import Talk

LEADER = "정현수"
STOP, TEXT, TIME = "주 파크 집합 장소 변경", "공지", "20시에 커피 추가"


@pytest.mark.parametrize(
    ("asked", "words", "intent", "slots"),
    [
        (STOP, "1호차 공지: 물 챙기세요", "notice.send", {"audience": "bus-1", "text": "물 챙기세요"}),
        (STOP, "주 파크랑 저녁 바꿔", "change.swap", {"stop": "d2-zyw", "other": "d2-dinner"}),
        (STOP, "주 파크 취소", "change.cancel", {"stop": "d2-zyw"}),
        (STOP, "변경 되돌리기", "change.undo", {}),
        (STOP, "다음 일정", "agenda.next", {}),
        (STOP, "내일 일정 알려줘", "agenda.day", {"date": "2025-09-24"}),
        (TIME, "주 파크랑 저녁 바꿔", "change.swap", {"stop": "d2-zyw", "other": "d2-dinner"}),
        (TEXT, "2호차 공지: 출발", "notice.send", {"audience": "bus-2", "text": "출발"}),
        (TEXT, "방금 공지 취소", "notice.withdraw", {"notice": "last"}),
    ],
)
def test_an_order_or_a_question_ends_the_open_question(
    talk: Talk, asked: str, words: str, intent: str, slots: dict[str, str]
) -> None:
    question = talk.converse(LEADER, asked)
    assert question is not None
    assert question.awaits is not None
    reply = talk.converse(LEADER, words)
    assert reply is not None
    assert (reply.intent, dict(reply.slots)) == (intent, slots)


@pytest.mark.parametrize("words", ["후문 주차장", "주 파크 정문", "모두 로비로", "샤오미 정문"])
def test_a_place_is_taken_as_what_was_asked_for(talk: Talk, words: str) -> None:
    talk.converse(LEADER, STOP)
    reply = talk.converse(LEADER, words)
    assert reply is not None
    assert (reply.intent, dict(reply.slots)) == ("change.place", {"stop": "d2-zyw", "place": words})


def test_a_headed_text_is_for_those_it_was_asked_for(talk: Talk) -> None:
    asked = talk.converse(LEADER, "1호차에 공지 보내줘")
    assert asked is not None
    assert asked.awaits is not None
    reply = talk.converse(LEADER, "공지: 식당은 2층입니다")
    assert reply is not None
    assert (reply.intent, dict(reply.slots)) == ("notice.send", {"audience": "bus-1", "text": "식당은 2층입니다"})


def test_words_that_name_nobody_end_the_question_of_whom(talk: Talk) -> None:
    talk.converse(LEADER, "9호차에 공지: 출발")
    reply = talk.converse(LEADER, "다음 일정")
    assert reply is not None
    assert reply.intent == "agenda.next"
