from datetime import timedelta

import pytest
from sqlalchemy import func, select

from handlers.conversation import converse
from handlers.reply import Outcome, Reply
from handlers.request import Request
from handlers.tables import DeliveryState, KeptAnswerRow, NoticeKind, StaffQuestionRow
from tests.handlers.talk_scene import ADDRESSES, NOON, Talk
from tests.handlers.told_scene import deliveries, edited, press, sent, told

pytestmark = pytest.mark.both_databases

PARTICIPANT, OTHER_BUS, LEADER, STAFF = "이서연", "전우진", "정현수", "김도현"
WORDS = "호텔에 수영장 있나요?"


def _ask(talk: Talk, who: str = PARTICIPANT, words: str = WORDS) -> Reply:
    """Ask what the bot doesn't know, and have the staff asked."""
    unknown = talk.converse(who, words)
    assert unknown is not None
    assert unknown.outcome is Outcome.UNKNOWN
    passed_on = talk.converse(who, "운영진에게 묻기")
    assert passed_on is not None
    return passed_on


def _answer(talk: Talk, text: str = "3층에 있어요.", label: str = "보내기", who: str = STAFF) -> Reply:
    [copy] = [one for one in told(talk, NoticeKind.QUESTION, who) if one][:1]
    press(talk, who, copy, "답하기")
    preview = talk.tap(who, "staff.answer", question="1", text=text)
    return press(talk, who, preview, label)


def test_what_the_bot_does_not_know_goes_to_leaders_and_staff_with_who_asks(talk: Talk) -> None:
    reply = _ask(talk)
    assert reply.paragraphs == (f"운영진에게 전했어요: “{WORDS}”", "답이 오면 여기로 바로 알려 드려요.")
    row = talk.session.scalars(select(StaffQuestionRow)).one()
    assert (row.words, row.asked_at, row.answered_at) == (WORDS, NOON, None)
    copy = told(talk, NoticeKind.QUESTION, LEADER)[0]
    assert copy is not None
    assert copy.paragraphs == (f"❓ 이서연 · 1호차 · 다온테크: “{WORDS}”",)
    assert [one.label for one in copy.buttons] == ["답하기", "이서연 전화"]
    assert told(talk, NoticeKind.QUESTION, STAFF)[0] is not None
    assert deliveries(talk, NoticeKind.QUESTION, OTHER_BUS) == []


def test_the_answer_is_previewed_and_relayed_and_the_others_see_who_answered(talk: Talk) -> None:
    _ask(talk)
    sent(talk)
    copy = told(talk, NoticeKind.QUESTION, STAFF)[0]
    asked = press(talk, STAFF, copy, "답하기")
    assert asked.awaits is not None
    assert (asked.awaits.intent, asked.awaits.slot) == ("staff.answer", "text")
    preview = talk.tap(STAFF, "staff.answer", question="1", text="3층에 있어요.")
    assert preview.paragraphs[1] == "보낼 답: “3층에 있어요.”"
    assert deliveries(talk, NoticeKind.ANSWER, PARTICIPANT)[0].state == DeliveryState.QUEUED
    assert press(talk, STAFF, preview, "보내기").paragraphs == ("이서연 님께 보냈어요.",)
    answer = [one for one in told(talk, NoticeKind.ANSWER, PARTICIPANT) if one]
    assert [one.paragraphs for one in answer] == [("김도현 님 답변: “3층에 있어요.”", f"하신 질문: “{WORDS}”")]
    copy = told(talk, NoticeKind.QUESTION, LEADER)[0]
    assert copy is not None
    assert copy.paragraphs[1] == "✅ 김도현 님이 답했어요: “3층에 있어요.”"
    assert edited(talk, LEADER) == [NoticeKind.QUESTION]


def test_an_answer_typed_after_the_button_is_taken_as_it_is(talk: Talk) -> None:
    _ask(talk)
    copy = told(talk, NoticeKind.QUESTION, STAFF)[0]
    talk.session.flush()
    request = Request("telegram", ADDRESSES[STAFF], NOON, action=copy.buttons[0].action if copy else None)
    converse(talk.session, "telegram", [request], talk.tours)
    preview = talk.converse(STAFF, "3층이에요. 수건은\n가져가실래요?")
    assert preview is not None
    assert preview.paragraphs[1] == "보낼 답: “3층이에요. 수건은\n가져가실래요?”"


def test_replying_to_the_question_answers_it(talk: Talk) -> None:
    _ask(talk)
    sent(talk)
    row = deliveries(talk, NoticeKind.QUESTION, STAFF)[0]
    row.message_ref = "812,813"
    talk.session.flush()
    answers = [
        converse(
            talk.session,
            "telegram",
            [Request("telegram", ADDRESSES[STAFF], NOON, text="3층이에요", answers=reference)],
            talk.tours,
        )[0]
        for reference in ("812", "81", "999")
    ]
    assert answers[0] is not None
    assert answers[0].intent == "staff.answer"
    assert all(one is None or one.intent != "staff.answer" for one in answers[1:])


def test_of_two_who_answer_the_second_learns_of_the_first(talk: Talk) -> None:
    _ask(talk)
    previews = [talk.tap(who, "staff.answer", question="1", text=who) for who in (STAFF, LEADER)]
    press(talk, STAFF, previews[0], "보내기")
    late = press(talk, LEADER, previews[1], "보내기")
    assert late.paragraphs == ("김도현 님이 이미 답했어요: “김도현”",)
    assert talk.tap(LEADER, "staff.answer", question="1").paragraphs == late.paragraphs
    answers = [one for one in told(talk, NoticeKind.ANSWER, PARTICIPANT) if one]
    assert len(answers) == 1


def test_an_unanswered_question_is_chased_and_an_answered_one_is_not(talk: Talk) -> None:
    _ask(talk)
    assert sent(talk) == 4  # two leaders, two of the staff
    later = NOON + timedelta(minutes=10)
    assert sent(talk, later) == 4
    chase = told(talk, NoticeKind.QUESTION, LEADER, later)[1]
    assert chase is not None
    assert chase.paragraphs[1] == "10분째 기다리고 있어요."
    [late] = told(talk, NoticeKind.ANSWER, PARTICIPANT, NOON + timedelta(minutes=30))
    assert late is not None
    assert late.paragraphs == (f"“{WORDS}”에 아직 답이 없어요. 운영진에게 다시 알렸어요.", "급하면 전화해 주세요.")
    assert late.buttons[0].phone is not None
    _answer(talk)
    states = {row.state for row in deliveries(talk, NoticeKind.QUESTION)}
    assert states == {DeliveryState.ACCEPTED, DeliveryState.FAILED, DeliveryState.SUPERSEDED}
    assert sent(talk, NOON + timedelta(minutes=30)) == 1  # the answer itself, and nothing that chases
    assert told(talk, NoticeKind.ANSWER, PARTICIPANT, NOON + timedelta(minutes=30))[0] is None


def test_a_kept_answer_is_given_at_once_to_who_asks_the_same(talk: Talk) -> None:
    _ask(talk)
    kept = _answer(talk, label="보내고 저장하기")
    assert kept.paragraphs[1] == "이제 같은 질문에는 이 답을 바로 보여 드려요."
    for words in (WORDS, "호텔에 수영장이 있어요?", "혹시 호텔에 수영장 있나요"):
        reply = talk.say(OTHER_BUS, words)
        assert reply.outcome is Outcome.ANSWER
        assert reply.paragraphs == ("3층에 있어요.", f"“{WORDS}” 질문에 운영진이 드린 답이에요.")
    for words in ("호텔에 헬스장 있나요?", "수영장 몇 시까지 해요?"):
        assert talk.say(OTHER_BUS, words).paragraphs[0] != "3층에 있어요."
    press(talk, STAFF, kept, "저장 취소")
    assert talk.say(OTHER_BUS, WORDS).outcome is Outcome.UNKNOWN


def test_an_answer_is_kept_later_and_kept_once(talk: Talk) -> None:
    _ask(talk)
    relayed = _answer(talk)
    assert talk.say(OTHER_BUS, WORDS).outcome is Outcome.UNKNOWN
    dropped = press(talk, STAFF, press(talk, STAFF, relayed, "답 저장하기"), "저장 취소")
    press(talk, STAFF, dropped, "답 저장하기")
    assert talk.say(OTHER_BUS, WORDS).outcome is Outcome.ANSWER
    assert talk.session.scalar(select(func.count()).select_from(KeptAnswerRow)) == 1


def test_a_participant_answers_nobody(talk: Talk) -> None:
    _ask(talk)
    for intent in ("staff.answer", "staff.keep", "staff.drop"):
        assert talk.tap(OTHER_BUS, intent, question="1", text="여기요").outcome is Outcome.REFUSED
    assert talk.session.scalars(select(StaffQuestionRow.answer)).one() == ""


@pytest.mark.parametrize("number", ["", "2", "x", "99999999999999999999"])
def test_a_forged_number_answers_nothing(talk: Talk, number: str) -> None:
    _ask(talk)
    for intent in ("staff.answer", "staff.keep", "staff.drop"):
        assert talk.tap(STAFF, intent, question=number, text="여기요").outcome is Outcome.UNKNOWN


def test_an_open_question_can_not_be_kept(talk: Talk) -> None:
    _ask(talk)
    assert talk.tap(STAFF, "staff.keep", question="1").outcome is Outcome.UNKNOWN


def test_who_wants_a_person_is_told_whom_to_call_and_may_leave_a_question(talk: Talk) -> None:
    reply = talk.say(PARTICIPANT, "담당자 연결해 주세요")
    assert [one.phone for one in reply.buttons if one.phone]
    asked = press(talk, PARTICIPANT, reply, "질문 남기기")
    assert asked.outcome is Outcome.CLARIFY
    passed_on = talk.tap(PARTICIPANT, "staff.ask", text="짐은 어디에 두나요?")
    assert passed_on.paragraphs[0] == "운영진에게 전했어요: “짐은 어디에 두나요?”"


def test_what_follows_a_colon_is_the_question(talk: Talk) -> None:
    reply = talk.say(PARTICIPANT, "담당자에게 물어봐줘: 짐 맡길 수 있나요")
    assert reply.paragraphs[0] == "운영진에게 전했어요: “짐 맡길 수 있나요”"


def test_an_old_question_is_not_passed_on_by_a_late_tap(talk: Talk) -> None:
    talk.converse(PARTICIPANT, WORDS)
    reply = talk.converse(PARTICIPANT, "운영진에게 묻기", NOON + timedelta(minutes=11))
    assert reply is not None
    assert deliveries(talk, NoticeKind.QUESTION) == []


def test_a_refused_order_may_be_passed_on(talk: Talk) -> None:
    talk.converse(PARTICIPANT, "30분 늦춰줘")
    talk.converse(PARTICIPANT, "운영진에게 묻기")
    assert talk.session.scalars(select(StaffQuestionRow.words)).all() == ["30분 늦춰줘"]


def test_nobody_floods_the_staff(talk: Talk) -> None:
    for number in range(6):
        reply = talk.tap(PARTICIPANT, "staff.ask", text=f"질문 {number}")
    assert reply.paragraphs[0] == "먼저 하신 질문들의 답을 기다리고 있어요. 급하면 전화해 주세요."
    assert talk.session.scalar(select(func.count()).select_from(StaffQuestionRow)) == 5


def test_the_questions_that_wait_are_listed_for_the_staff_until_they_are_answered(talk: Talk) -> None:
    assert talk.say(STAFF, "밀린 질문").paragraphs == ("답을 기다리는 질문이 없어요.",)
    _ask(talk)
    later = NOON + timedelta(minutes=12)
    reply = talk.say(LEADER, "밀린 질문 있어?", later)
    assert reply.paragraphs == ("답을 기다리는 질문이 1건 있어요.",)
    assert [(one.label, one.value) for one in reply.cards[0].facts] == [
        (PARTICIPANT, f"“{WORDS}” 12분째 기다리고 있어요.")
    ]
    preview = press(talk, LEADER, reply, "이서연 님께 답하기")
    assert preview.awaits is not None
    assert talk.say(OTHER_BUS, "밀린 질문").intent != "staff.open"
    assert talk.tap(OTHER_BUS, "staff.open").outcome is Outcome.REFUSED
    _answer(talk)
    assert talk.say(STAFF, "밀린 질문").cards == ()
