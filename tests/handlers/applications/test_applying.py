from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.database import Database
from handlers.composing import compose
from handlers.copies import Copy
from handlers.invitations import hash_code
from handlers.reply import Outcome, Reply
from handlers.tables import AccessRow, ApplicationRow, InvitationRow, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.build import account, document, load
from tests.handlers.membership.chatting import LEADER, NOON, PARTICIPANT, STAFF, Chat, chatting

pytestmark = pytest.mark.both_databases

ANSWERS = ("한새봄", "새봄상사", "010-2222-3333")


def _applied(chat: Chat, who: str = "phone") -> Reply:
    """Go through the talk up to the last look."""
    asked = chat.say(who, "신청하기")
    reply = chat.press(who, asked, "동의하고 신청")
    for answer in ANSWERS:
        reply = chat.say(who, answer)
    return reply


def _rows(chat: Chat) -> list[ApplicationRow]:
    return list(chat.session.scalars(select(ApplicationRow).execution_options(populate_existing=True)))


def _received(chat: Chat) -> Reply:
    """Give what the staff read."""
    told = {one.address: reply for one, reply in chat.told(NoticeKind.APPLICATION)}
    assert set(told) == {LEADER, STAFF}
    return told[STAFF]


def test_strangers_are_offered_to_apply(chat: Chat) -> None:
    for text in ("무슨 프로그램이에요?", "참가비 얼마예요?", "어떻게 신청해요?"):
        assert "신청하기" in [one.label for one in chat.say("phone", text).buttons]
    assert "신청하기" not in [one.label for one in chat.say(PARTICIPANT, "참가비 얼마예요?").buttons]


def test_nothing_is_kept_before_consent(chat: Chat) -> None:
    asked = chat.say("phone", "신청하기")
    assert asked.outcome is Outcome.CLARIFY
    assert "동의하시나요?" in asked.paragraphs[0]
    assert _rows(chat) == []
    chat.press("phone", asked, "동의하지 않아요")
    assert _rows(chat) == []


def test_consent_is_kept_with_its_words_and_time(chat: Chat) -> None:
    asked = chat.say("phone", "신청하기")
    assert chat.press("phone", asked, "동의하고 신청").paragraphs == ("성함이 어떻게 되세요?",)
    (row,) = _rows(chat)
    assert (row.consent, row.consented_at, row.sent_at) == (asked.paragraphs[0], NOON, None)


def test_the_way_to_the_staff(chat: Chat) -> None:
    shown = _applied(chat)
    assert [fact.value for fact in shown.cards[0].facts] == list(ANSWERS)
    assert chat.press("phone", shown, "보내기").paragraphs[0].startswith("신청을 운영진에게 전했어요.")
    told = _received(chat)
    assert told.paragraphs == ("📝 한새봄 님이 참가를 신청했어요.",)
    assert [fact.value for fact in told.cards[0].facts][:3] == list(ANSWERS)
    assert told.cards[0].facts[3].value == "9월 23일(화) 07:50 (한국 08:50)"


def test_what_waits_is_listed_for_the_staff(chat: Chat) -> None:
    shown = _applied(chat)
    assert chat.say(STAFF, "참가 신청 현황").paragraphs == ("대기 중인 참가 신청이 없어요.",)
    chat.press("phone", shown, "보내기")
    reply = chat.say(STAFF, "참가 신청 현황")
    assert reply.paragraphs[0] == "참가 신청 1건이 대기 중이에요."
    assert reply.paragraphs[1] == "한새봄 · 새봄상사 · " + _rows(chat)[0].phone
    assert "한새봄" not in "".join(chat.say(PARTICIPANT, "참가 신청 현황").paragraphs)
    assert chat.tap(PARTICIPANT, "application.list").outcome is Outcome.REFUSED
    chat.press(STAFF, reply, "한새봄 추가")
    chat.tap(STAFF, "application.add", application=str(_rows(chat)[0].id), group="bus-1")
    assert chat.say(STAFF, "참가 신청 현황").paragraphs == ("대기 중인 참가 신청이 없어요.",)


def test_whoever_is_on_the_list_is_let_in_from_any_message(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    assert "참가하기" not in [one.label for one in chat.say("phone", "안녕하세요").buttons]
    (row,) = _rows(chat)
    chat.tap(STAFF, "application.add", application=str(row.id), group="bus-1")
    reply = chat.say("phone", "집합 어디예요?")
    assert reply.paragraphs[-1].endswith("명단에 계세요. ‘참가하기’를 누르면 바로 시작해요.")
    assert [one.label for one in reply.buttons] == ["참가하기", "초대 링크가 있어요", "여행 소개"]
    assert chat.say("another", "집합 어디예요?").buttons[0].label == "참가 신청"
    chat.press("phone", reply, "참가하기")
    assert chat.account("phone").member_id == chat.person("한새봄").id


def test_the_talk_is_held_in_words_alone(chat: Chat) -> None:
    for words in ("신청하기", "동의하고 신청", "한새봄", "소속 없음", "+82 10 2222 3333", "보내기"):
        chat.say("phone", words)
    (row,) = _rows(chat)
    assert (row.name, row.company, row.sent_at) == ("한새봄", "-", NOON)


@pytest.mark.parametrize(("words", "begins"), [("I'd like to apply", "To apply for"), ("我要报名", "申请")])
def test_it_is_held_in_the_language_of_the_wish(chat: Chat, words: str, begins: str) -> None:
    assert chat.say("phone", words).paragraphs[0].startswith(begins)


@pytest.mark.parametrize("phone", ["전화 없어요", "12", "0102222333344445555", "1.02E+10"])
def test_a_number_that_is_none_is_asked_for_again(chat: Chat, phone: str) -> None:
    chat.press("phone", chat.say("phone", "신청하기"), "동의하고 신청")
    for words in (*ANSWERS[:2], phone):
        reply = chat.say("phone", words)
    assert reply.paragraphs == ("그 말은 제가 알아듣지 못했어요.", "운영진이 연락드릴 전화번호를 적어 주세요.")


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_it_can_be_stopped_at_any_time(chat: Chat, after: int) -> None:
    reply = chat.press("phone", chat.say("phone", "신청하기"), "동의하고 신청")
    for answer in ANSWERS[:after]:
        reply = chat.say("phone", answer)
    assert chat.press("phone", reply, "신청 그만두기").paragraphs == ("알겠어요. 적어 주신 내용은 남기지 않았어요.",)
    assert _rows(chat) == []


def test_stopping_in_words(chat: Chat) -> None:
    chat.press("phone", chat.say("phone", "신청하기"), "동의하고 신청")
    chat.say("phone", "취소")
    assert _rows(chat) == []


def test_it_can_be_written_again(chat: Chat) -> None:
    again = chat.press("phone", _applied(chat), "다시 쓰기")
    assert again.paragraphs == ("성함이 어떻게 되세요?",)
    assert [row.name for row in _rows(chat)] == [""]


def test_it_is_sent_once(chat: Chat) -> None:
    shown = _applied(chat)
    chat.press("phone", shown, "보내기")
    assert chat.press("phone", shown, "보내기").outcome is Outcome.UNKNOWN
    assert chat.say("phone", "신청하기").paragraphs[0].startswith("신청을 운영진에게 전했어요.")
    assert len(_rows(chat)) == 1


def test_the_staff_put_them_on_the_list_and_they_join(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    which = chat.press(STAFF, _received(chat), "명단에 추가")
    assert "몇 호차" in which.paragraphs[0]
    added = chat.press(STAFF, which, "2호차")
    member = chat.session.scalars(select(MemberRow).where(MemberRow.name == "한새봄")).one()
    assert (member.group, member.company, member.phone, member.role) == ("bus-2", *ANSWERS[1:], "participant")
    assert added.invitation is not None
    assert chat.session.scalars(select(InvitationRow.code_hash)).one() == hash_code(added.invitation)
    ((claim, told),) = chat.told(NoticeKind.JOIN)
    assert claim.address == "phone"
    joined = chat.press("phone", told, "참가하기")
    assert joined.paragraphs[0].startswith("한새봄 님, 환영해요!")
    assert chat.account("phone").member_id == member.id
    assert chat.session.scalars(select(AccessRow.what)).one() == "application.added"


def test_it_is_decided_once(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    received = _received(chat)
    chat.press(STAFF, chat.press(STAFF, received, "명단에 추가"), "호차 미정")
    assert chat.press(LEADER, received, "명단에 추가").paragraphs == (f"{STAFF} 님이 이미 처리했어요.",)
    assert chat.press(LEADER, received, "신청 거절").paragraphs == (f"{STAFF} 님이 이미 처리했어요.",)
    assert chat.session.scalars(select(MemberRow.group).where(MemberRow.name == "한새봄")).all() == [""]
    reads = chat.again(NoticeKind.APPLICATION, LEADER)
    assert reads is not None
    assert reads.paragraphs == (f"✅ {STAFF} 님이 한새봄 님을 명단에 올렸어요.",)


def test_it_can_be_closed(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    closed = chat.press(LEADER, _received(chat), "신청 거절")
    assert closed.buttons[0].phone == ANSWERS[2]
    assert not chat.session.scalars(select(MemberRow).where(MemberRow.name == "한새봄")).all()
    reads = chat.again(NoticeKind.APPLICATION, STAFF)
    assert reads is not None
    assert "거절했어요" in reads.paragraphs[0]
    assert "동의하시나요?" in chat.say("phone", "신청하기").paragraphs[0]


def test_who_is_not_taken_is_told_kindly_with_a_way_to_the_staff(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    chat.press(LEADER, _received(chat), "신청 거절")
    ((claim, told),) = chat.told(NoticeKind.APPLICATION)
    assert (claim.address, claim.channel) == ("phone", "telegram")
    assert told.paragraphs[:3] == (
        "한새봄 님, 중국 AI 스마트 혁신도시 참관단 1차 · 베이징에 관심 가져 주셔서 고마워요.",
        "아쉽지만 이번에는 함께하지 못하게 됐어요.",
        "궁금한 점이 있으면 편하게 전화해 주세요.",
    )
    assert [(one.label, one.phone) for one in told.buttons if one.phone] == [("운영 사무국 전화", "+82-2-0000-0000")]
    assert not {LEADER, STAFF} & set(" ".join(told.paragraphs).split())
    assert chat.press("phone", told, "여행 소개").outcome is Outcome.ANSWER


def test_who_applied_in_english_is_told_in_english(chat: Chat) -> None:
    account(chat.session, address="phone", language="en")
    reply = chat.press("phone", chat.say("phone", "I'd like to apply"), "I agree")
    for answer in ("Saebom", "Saebom Inc.", "010-2222-3333"):
        reply = chat.say("phone", answer)
    chat.press("phone", reply, "Send it")
    chat.press(LEADER, _received(chat), "신청 거절")
    ((_, told),) = chat.told(NoticeKind.APPLICATION)
    assert told.paragraphs[1] == "I'm sorry: the organisers could not go on with your application this time."


def test_who_had_it_erased_hears_no_more_of_it(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    received = _received(chat)
    chat.press(LEADER, received, "신청 거절")
    for row in _rows(chat):  # erased between the decision and the sending
        row.name = row.company = row.phone = row.language = ""
    notice = chat.session.scalars(select(NoticeRow).order_by(NoticeRow.id.desc())).first()
    assert notice is not None
    copy = Copy(NoticeKind.APPLICATION, notice.payload, member_of(chat.person(LEADER)))
    assert "account" in notice.payload
    assert compose(chat.session, copy, NOON, chat.tours) is None


def test_who_is_on_the_list_already_is_not_put_there_twice(chat: Chat) -> None:
    known = chat.person("최지우")
    chat.press("phone", chat.say("phone", "신청하기"), "동의하고 신청")
    for words in (known.name, known.company, known.phone, "보내기"):
        chat.say("phone", words)
    which = chat.press(STAFF, _received(chat), "명단에 추가")
    reply = chat.press(STAFF, which, "1호차")
    assert "이미 명단에 있어요" in reply.paragraphs[0]
    assert len(chat.session.scalars(select(MemberRow).where(MemberRow.name == known.name)).all()) == 1


@pytest.mark.parametrize("intent", ["application.add", "application.close"])
def test_participants_decide_nothing(chat: Chat, intent: str) -> None:
    chat.press("phone", _applied(chat), "보내기")
    number = str(_rows(chat)[0].id)
    assert chat.tap(PARTICIPANT, intent, application=number, group="bus-1").outcome is Outcome.REFUSED
    assert _rows(chat)[0].closed_at is None


@pytest.mark.parametrize("number", ["", "0", "999999", "x", "9" * 30])
def test_forged_numbers_do_nothing(chat: Chat, number: str) -> None:
    for intent in ("application.add", "application.close"):
        assert chat.tap(STAFF, intent, application=number).outcome is Outcome.UNKNOWN
    for intent in ("apply.detail", "apply.send", "join.accept"):
        assert chat.tap("phone", intent, application=number, name="x").outcome is Outcome.UNKNOWN
    assert chat.tap("phone", "apply.consent", tour=number).outcome is Outcome.UNKNOWN


def test_nobody_touches_another_s_application(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    received = _received(chat)
    number = str(_rows(chat)[0].id)
    chat.press(STAFF, chat.press(STAFF, received, "명단에 추가"), "1호차")
    for intent in ("apply.detail", "apply.send", "join.accept"):
        assert chat.tap("thief", intent, application=number, name="x").outcome is Outcome.UNKNOWN
    assert chat.account("thief").member_id is None


def test_an_application_not_sent_is_nobody_s_business(chat: Chat) -> None:
    _applied(chat)
    assert chat.tap(STAFF, "application.add", application=str(_rows(chat)[0].id)).outcome is Outcome.UNKNOWN
    assert not chat.told(NoticeKind.APPLICATION)


def test_who_applied_may_have_it_erased(chat: Chat) -> None:
    chat.press("phone", _applied(chat), "보내기")
    _received(chat)
    assert chat.say("phone", "내 정보 삭제").paragraphs[0].startswith("신청 내용을 지웠어요.")
    assert [(row.name, row.company, row.phone) for row in _rows(chat)] == [("", "", "")]
    assert chat.again(NoticeKind.APPLICATION, STAFF) is None


def test_without_an_upcoming_tour_there_is_nothing_to_apply_for(chat: Chat) -> None:
    later = NOON + timedelta(days=60)
    assert chat.say("phone", "신청하기", later).paragraphs == ("지금은 신청을 받는 여행이 없어요.",)


@pytest.fixture
def two(sample: Database) -> Iterator[Chat]:
    """Have a second tour to apply for."""
    with chatting(sample) as chat:
        load(chat.session, document(title="도시 연수"))
        yield chat


def test_of_several_tours_one_is_chosen(two: Chat) -> None:
    choice = two.say("phone", "신청하기")
    assert choice.paragraphs == ("어느 여행에 신청할까요?",)
    assert "도시 연수 신청을" in two.press("phone", choice, "도시 연수").paragraphs[0]


def test_a_member_may_apply_for_another_tour(two: Chat) -> None:
    asked = two.tap(PARTICIPANT, "apply")
    assert "도시 연수 신청을" in asked.paragraphs[0]
    reply = two.press(PARTICIPANT, asked, "동의하고 신청")
    for answer in ANSWERS:
        reply = two.say(PARTICIPANT, answer)
    two.press(PARTICIPANT, reply, "보내기")
    assert [row.tour_id for row in _rows(two)] == ["city-1"]
