import pytest

from handlers.reply import Outcome
from tests.handlers.talk_scene import Talk

STAFF, LEADER, MINE = "김도현", "정현수", "이서연"


@pytest.mark.parametrize(
    ("who", "words", "intent"),
    [
        (LEADER, "버스 QR 보여줘", "rollcall.code"),
        (LEADER, "점호 취소", "rollcall.call_off"),
        (LEADER, "점호 다시 열어줘", "rollcall.reopen"),
        (LEADER, "인원 확인 취소", "rollcall.call_off"),
        (LEADER, "안 온 사람한테 다시 물어봐", "rollcall.nudge"),
        (LEADER, "시승 신청 몇 명", "signup.list"),
        (LEADER, "시승 신청자 누구", "signup.list"),
        (LEADER, "탑승 확인 다시 시작", "rollcall.reopen"),
        (STAFF, "시승 신청자 명단", "signup.list"),
        (STAFF, "평가 결과 엑셀", "rating.summary"),
        (STAFF, "who signed up?", "signup.list"),
        (LEADER, "评价汇总", "rating.summary"),
        (LEADER, "评分结果", "rating.summary"),
        (LEADER, "待回答的问题", "staff.open"),
        (LEADER, "重新开始点名", "rollcall.reopen"),
        (LEADER, "有没有人求助", "trouble.open"),
        (STAFF, "calls for help", "trouble.open"),
        (STAFF, "도움 요청 현황", "trouble.open"),
        (STAFF, "도움 요청", "trouble.open"),
        (STAFF, "참가 신청 현황", "application.list"),
        (LEADER, "pending applications", "application.list"),
        (LEADER, "pending help requests", "trouble.open"),
        (LEADER, "求助情况", "trouble.open"),
        (LEADER, "마감", "rollcall.close"),
        (LEADER, "2호차 마감할게요", "rollcall.close"),
        (LEADER, "인원 마감", "rollcall.close"),
        (LEADER, "출석 체크 끝", "rollcall.close"),
    ],
)
def test_leaders_and_staff_order_in_words(talk: Talk, who: str, words: str, intent: str) -> None:
    assert talk.say(who, words).intent == intent


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("변경 이력", "change.history"),
        ("만족도 결과", "rating.summary"),
        ("평가 결과 엑셀", "rating.summary"),
        ("도움 요청 현황", "trouble.open"),
    ],
)
def test_participants_are_refused_what_is_the_staff_s_own(talk: Talk, words: str, intent: str) -> None:
    reply = talk.say(MINE, words)
    assert (reply.outcome, reply.intent, reply.document) == (Outcome.REFUSED, intent, None)


@pytest.mark.parametrize("words", ["버스 QR 보여줘", "점호 취소", "시승 신청자 명단"])
def test_participants_are_given_nothing_by_it(talk: Talk, words: str) -> None:
    reply = talk.say(MINE, words)
    assert (reply.intent in {"rollcall.code", "rollcall.call_off", "signup.list", "rating.summary"}) is False
    assert reply.document is None


def test_a_long_text_is_no_order(talk: Talk) -> None:
    reply = talk.say(STAFF, "어제 저녁 식당에 대한 평가가 어땠는지 누가 나중에 정리해서 알려 주시면 좋겠어요")
    assert reply.intent != "rating.summary"


def test_without_a_roll_call_there_is_none_to_call_off(talk: Talk) -> None:
    reply = talk.say(LEADER, "점호 취소")
    assert (reply.outcome, reply.paragraphs) == (Outcome.ANSWER, ("지금 진행 중인 인원 확인이 없어요.",))
