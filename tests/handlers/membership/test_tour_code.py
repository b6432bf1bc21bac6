from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.membership.guessing import MOST_WRONG, MOST_WRONG_OF_ALL, PAUSE, PAUSE_OF_ALL, note_wrong
from handlers.membership.tour_codes import letters_of, make_tour_code, revoke_tour_code, tour_of_code
from handlers.membership.words import code_in
from handlers.reply import Outcome, Reply
from handlers.tables import AccessRow, JoinRequestRow, NoticeKind, OtherMembershipRow, TourCodeRow
from schedule_data.members import named
from tests.build import account
from tests.handlers.membership.chatting import LEADER, NOON, PARTICIPANT, Chat

pytestmark = pytest.mark.both_databases

WHO = "최지우"


def _code(chat: Chat) -> str:
    return make_tour_code(chat.session, "beijing-1", NOON)


def _asked(chat: Chat, who: str = "phone") -> Reply:
    """Bring the code and a name; give what the leader reads."""
    chat.send(who, code=_code(chat))
    chat.say(who, WHO)
    return next(reply for one, reply in chat.told(NoticeKind.JOIN) if one.address == LEADER)


def test_only_a_slow_hash_is_stored(chat: Chat) -> None:
    code = _code(chat)
    (row,) = chat.session.scalars(select(TourCodeRow)).all()
    assert code.replace("-", "") not in row.code_hash
    assert len(row.code_hash) == 64


def test_codes_are_short_differ_and_are_read_however_typed(chat: Chat) -> None:
    codes = [make_tour_code(chat.session, "beijing-1", NOON) for _ in range(30)]
    assert len(set(codes)) == 30
    for code in codes:
        assert len(code) == 9
        assert letters_of(code.lower().replace("-", " ")) == code.replace("-", "")
        said = (code, f"코드 {code}", f"code: {code}", f"邀请码：{code}", f"参团码：{code}")
        assert {code_in(words) for words in said} == {code}


@pytest.mark.parametrize("text", ["버스 언제", "BREAKFAS", "ABCD-EFGH", "12345678", "2025-09-23", "", "KE0853", None])
def test_other_words_are_no_code(text: str | None) -> None:
    assert code_in(text) is None


def test_a_new_code_or_a_revocation_ends_the_old_one(chat: Chat) -> None:
    first, second = _code(chat), _code(chat)
    assert (tour_of_code(chat.session, first), tour_of_code(chat.session, second)) == (None, "beijing-1")
    assert revoke_tour_code(chat.session, "beijing-1", NOON)
    assert not revoke_tour_code(chat.session, "beijing-1", NOON)
    assert tour_of_code(chat.session, second) is None
    kept = Counter(chat.session.scalars(select(AccessRow.what)))
    assert kept == {"tour_code.made": 2, "tour_code.revoked": 1}


def test_who_brings_it_is_asked_their_name_and_a_leader_lets_them_in(chat: Chat) -> None:
    reply = chat.say("phone", f"코드 {_code(chat)}")
    assert reply.outcome is Outcome.CLARIFY
    assert reply.paragraphs[-1] == "신청할 때 쓴 성함을 적어 주세요."
    assert chat.say("phone", WHO).paragraphs[0].startswith("인솔자에게 확인을 부탁했어요")
    assert chat.account("phone").member_id is None
    asked = next(reply for one, reply in chat.told(NoticeKind.JOIN) if one.address == LEADER)
    assert asked.paragraphs[0].startswith(f"🔑 {WHO}")
    assert asked.buttons[-1].phone == chat.person(WHO).phone
    assert chat.press(LEADER, asked, "승인").paragraphs == (f"{WHO} 님의 참가를 승인했어요.",)
    assert chat.account("phone").member_id == chat.person(WHO).id
    ((claim, welcome),) = chat.told(NoticeKind.JOIN)
    assert (claim.address, welcome.paragraphs[0][:6]) == ("phone", f"{WHO} 님,")
    assert "샤오미" in "".join(chat.say("phone", "다음 일정?").paragraphs)


def test_denying_tells_kindly_and_on_that_account_only(chat: Chat) -> None:
    account(chat.session, chat.person(WHO), address="the real one")
    asked = _asked(chat)
    assert any("이미 연결된 계정" in one for one in asked.paragraphs)
    chat.press(LEADER, asked, "거절")
    ((claim, told),) = chat.told(NoticeKind.JOIN)
    assert claim.address == "phone"
    assert told.paragraphs == ("인솔자가 본인인지 확인하지 못했어요. 직접 말씀하시면 링크를 드릴 거예요.",)
    assert chat.account("phone").member_id is None
    assert chat.account("the real one").member_id == chat.person(WHO).id


def test_of_two_leaders_the_first_decides(chat: Chat) -> None:
    asked = _asked(chat)
    chat.press(LEADER, asked, "거절")
    again = chat.press(LEADER, asked, "승인")
    assert again.paragraphs == (f"{LEADER} 님이 이미 처리했어요.",)
    assert chat.account("phone").member_id is None
    reads = chat.again(NoticeKind.JOIN, LEADER)
    assert reads is not None
    assert "승인하지 않았어요" in reads.paragraphs[0]


def test_approving_replaces_the_account_of_that_channel(chat: Chat) -> None:
    old = account(chat.session, chat.person(WHO), address="lost phone")
    other = account(chat.session, chat.person(WHO), channel="kakao", address="kakao")
    chat.press(LEADER, _asked(chat), "승인")
    chat.session.refresh(old)
    assert (old.member_id, other.member_id) == (None, chat.person(WHO).id)
    row = chat.session.scalars(select(AccessRow).where(AccessRow.what == "join.approved")).one()
    assert (row.by_id, row.member_id) == (chat.person(LEADER).id, chat.person(WHO).id)


@pytest.mark.parametrize("intent", ["join.approve", "join.deny", "invite.reset"])
def test_a_participant_is_refused(chat: Chat, intent: str) -> None:
    _asked(chat)
    number = str(chat.session.scalars(select(JoinRequestRow.id)).one())
    assert chat.tap(PARTICIPANT, intent, request=number, member="1").outcome is Outcome.REFUSED
    assert chat.session.scalars(select(JoinRequestRow.decided_at)).one() is None


@pytest.mark.parametrize("number", ["", "0", "999999", "x", "9" * 30])
def test_a_forged_request_does_nothing(chat: Chat, number: str) -> None:
    for intent in ("join.approve", "join.deny"):
        assert chat.tap(LEADER, intent, request=number).outcome is Outcome.UNKNOWN
    assert chat.tap("phone", "join.request", request=number, name=WHO).outcome is Outcome.UNKNOWN


def test_nobody_asks_with_another_s_request(chat: Chat) -> None:
    chat.send("phone", code=_code(chat))
    number = str(chat.session.scalars(select(JoinRequestRow.id)).one())
    assert chat.tap("thief", "join.request", request=number, name=WHO).outcome is Outcome.UNKNOWN
    assert chat.session.scalars(select(JoinRequestRow.member_id)).one() is None


def test_where_two_share_the_name_the_company_is_asked(chat: Chat) -> None:
    chat.send("phone", code=_code(chat))
    assert chat.say("phone", "김민준").paragraphs == ("같은 이름이 두 분 이상 있어요. 어느 회사나 학교에서 오셨어요?",)
    chat.say("phone", "미르정공")
    member = chat.session.scalars(select(JoinRequestRow.member_id)).one()
    assert member in {one.id for one in named(chat.session, "beijing-1", "김민준") if one.company == "미르정공"}


def test_name_and_company_may_be_said_at_once(chat: Chat) -> None:
    chat.send("phone", code=_code(chat))
    assert chat.say("phone", "김민준/한빛전자").paragraphs[0].startswith("인솔자에게")


def test_who_is_not_on_the_list_is_asked_again_and_has_to_wait_after_some_tries(chat: Chat) -> None:
    chat.send("phone", code=_code(chat))
    for _ in range(MOST_WRONG):
        assert chat.say("phone", "홍길동").paragraphs[0] == "참가자 명단에서 찾지 못했어요."
    paused = chat.say("phone", WHO)
    assert paused.outcome is Outcome.REFUSED
    assert "15분 뒤" in paused.paragraphs[0]
    assert not chat.told(NoticeKind.JOIN)


def test_leaders_come_in_by_their_own_links_only(chat: Chat) -> None:
    chat.send("phone", code=_code(chat))
    assert chat.say("phone", LEADER).paragraphs[0] == "참가자 명단에서 찾지 못했어요."


def test_asking_twice_asks_the_leader_once(chat: Chat) -> None:
    code = _code(chat)
    for _ in range(2):
        chat.send("phone", code=code)
        chat.say("phone", WHO)
    assert len({one.notice.id for one, _ in chat.told(NoticeKind.JOIN)}) == 1


def test_a_member_is_told_that_they_are_on_the_tour(chat: Chat) -> None:
    assert "이미 이 여행에 참가" in chat.send(PARTICIPANT, code=_code(chat)).paragraphs[0]


def test_the_talk_can_be_stopped(chat: Chat) -> None:
    reply = chat.send("phone", code=_code(chat))
    chat.press("phone", reply, "그만하기")
    assert "확인을 부탁" not in chat.say("phone", WHO).paragraphs[0]


def test_wrong_codes_are_slowed_down_per_account(chat: Chat) -> None:
    for _ in range(MOST_WRONG):
        assert chat.send("phone", code="no-such-code").outcome is Outcome.REFUSED
    code = _code(chat)
    assert "15분 뒤에" in chat.send("phone", code=code).paragraphs[0]
    assert chat.send("another", code=code).outcome is Outcome.CLARIFY
    later = NOON + PAUSE + timedelta(seconds=1)
    assert chat.send("phone", later, code=code).outcome is Outcome.CLARIFY


def test_wrong_codes_of_all_together_are_slowed_down_too(chat: Chat) -> None:
    guesser = account(chat.session, address="guesser")
    for _ in range(MOST_WRONG_OF_ALL):
        note_wrong(chat.session, guesser.id, NOON)
    code = _code(chat)
    assert chat.send("phone", code=code).outcome is Outcome.REFUSED
    assert chat.send("phone", NOON + PAUSE_OF_ALL + timedelta(seconds=1), code=code).outcome is Outcome.CLARIFY


def test_an_account_asked_for_twice_speaks_for_one_person(chat: Chat) -> None:
    asked = _asked(chat)
    chat.account("phone").member_id = chat.person("Emily Carter").id
    chat.session.flush()
    refused = chat.press(LEADER, asked, "승인")
    assert refused.outcome is Outcome.REFUSED
    assert chat.account("phone").member_id == chat.person("Emily Carter").id
    assert not chat.session.scalars(select(OtherMembershipRow)).all()
