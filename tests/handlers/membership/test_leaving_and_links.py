import pytest
from sqlalchemy import select

from bot.links import linked
from handlers.invitations import Joined, JoinProblem, hash_code, invite, take_up
from handlers.reply import Outcome, Reply
from handlers.request import Request
from handlers.tables import AccessRow, InvitationRow
from schedule_data.tables import MemberRow
from tests.build import account, document, load, member
from tests.handlers.membership.chatting import LEADER, NOON, PARTICIPANT, STAFF, Chat

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    "words", ["나갈래요", "이 여행에서 나갈게요", "탈퇴할래요", "leave", "I want to leave the tour", "退出行程"]
)
def test_leaving_is_asked_first(chat: Chat, words: str) -> None:
    asked = chat.say(PARTICIPANT, words)
    assert asked.intent == "leave"
    assert chat.account(PARTICIPANT).member_id == chat.person(PARTICIPANT).id
    gone = chat.say(PARTICIPANT, "네")
    assert gone.farewell
    assert chat.account(PARTICIPANT).member_id is None
    assert chat.person(PARTICIPANT).left_at is None
    log = chat.session.scalars(select(AccessRow)).one()
    assert (log.what, log.member_id) == ("left", chat.person(PARTICIPANT).id)


def test_who_changes_their_mind_stays(chat: Chat) -> None:
    chat.say(PARTICIPANT, "나갈래요")
    assert not chat.say(PARTICIPANT, "아니요").farewell
    assert chat.account(PARTICIPANT).member_id == chat.person(PARTICIPANT).id


def test_who_left_is_a_stranger_and_comes_back_with_a_new_link_only(chat: Chat) -> None:
    code = invite(chat.session, chat.person("최지우").id, NOON)
    chat.send("phone", code=code)
    chat.press("phone", chat.say("phone", "나갈래요"), "네, 나갈게요")
    assert "샤오미" not in "".join(chat.say("phone", "다음 일정?").paragraphs)
    assert take_up(chat.session, code, chat.account("phone"), NOON) is JoinProblem.USED
    again = invite(chat.session, chat.person("최지우").id, NOON)
    assert isinstance(take_up(chat.session, again, chat.account("phone"), NOON), Joined)


def test_who_leaves_one_of_two_tours_is_offered_the_other(chat: Chat) -> None:
    load(chat.session, document())
    member(chat.session, PARTICIPANT)
    chat.send(PARTICIPANT, code=invite(chat.session, chat.person(PARTICIPANT, "city-1").id, NOON))
    gone = chat.press(PARTICIPANT, chat.say(PARTICIPANT, "나갈래요"), "네, 나갈게요")
    assert not gone.farewell
    chat.press(PARTICIPANT, gone, gone.buttons[0].label)
    assert chat.account(PARTICIPANT).member_id == chat.person(PARTICIPANT).id


def _codes(chat: Chat) -> list[InvitationRow]:
    return list(chat.session.scalars(select(InvitationRow).order_by(InvitationRow.id)))


@pytest.mark.parametrize(
    "words",
    [
        "최지우 링크 다시",
        "최지우 초대 링크",
        "최지우 님의 초대 링크 보내 주세요",
        "invitation link for Choi Jiwoo",
        "최지우的邀请链接",
        "최지우 님 링크 다시 만들어 주세요",
        "최지우 초대 링크 재발급해줘",
        "단비바이오 최지우 링크 새로 보내줘",
        "최지우/단비바이오 링크 재설정",
        "new invitation link for Choi Jiwoo",
        "reset link of Choi Jiwoo",
        "给최지우重发邀请链接",
    ],
)
def test_a_leader_makes_a_link_anew(chat: Chat, words: str) -> None:
    old = invite(chat.session, chat.person("최지우").id, NOON)
    asked = chat.say(LEADER, words)
    assert "최지우 · 단비바이오" in asked.paragraphs[0]
    assert (asked.invitation, [row.revoked_at for row in _codes(chat)]) == (None, [None])
    reply = chat.say(LEADER, "네")
    assert "최지우" in reply.paragraphs[0]
    assert reply.invitation is not None
    assert reply.invitation in reply.paragraphs[1]
    first, second = _codes(chat)
    assert (first.code_hash, first.revoked_at) == (hash_code(old), NOON)
    assert (second.code_hash, second.revoked_at) == (hash_code(reply.invitation), None)
    log = chat.session.scalars(select(AccessRow)).one()
    assert (log.what, log.by_id, log.member_id) == ("link.reset", chat.person(LEADER).id, chat.person("최지우").id)


def test_a_link_that_is_not_to_be_made_anew_goes_on_working(chat: Chat) -> None:
    code = invite(chat.session, chat.person("최지우").id, NOON)
    asked = chat.say(LEADER, "최지우 링크 재발급")
    assert chat.say(LEADER, "아니요").invitation is None
    assert chat.press(LEADER, asked, "확인").invitation is None
    chat.send("phone", code=code)
    assert chat.account("phone").member_id == chat.person("최지우").id


@pytest.mark.parametrize("form", ["https://tour.example/j/{}", "https://t.me/guide_bot?start={}", "{}", "코드 {}"])
def test_a_link_pasted_into_the_chat_lets_in(chat: Chat, form: str) -> None:
    invite(chat.session, chat.person("최지우").id, NOON)
    code, row = "aB3-" * 5 + "xY", _codes(chat)[0]
    row.code_hash = hash_code(code)
    chat.session.flush()
    chat.say("phone", form.format(code))
    assert chat.account("phone").member_id == chat.person("최지우").id


def test_the_edges_add_the_addresses(chat: Chat) -> None:
    def converse(*_: object) -> list[Reply | None]:
        return [Reply(("here",), invitation="abc"), Reply(("there",)), None]

    talk = linked(converse, lambda code: {"web": f"https://tour.example/j/{code}"})
    shown = talk(chat.session, "telegram", [Request("telegram", "1", NOON)])
    assert [one and one.paragraphs for one in shown] == [("here", "https://tour.example/j/abc"), ("there",), None]


def test_of_two_with_one_name_the_leader_chooses(chat: Chat) -> None:
    choice = chat.say(LEADER, "김민준 링크 다시")
    assert choice.outcome is Outcome.CLARIFY
    assert len(choice.buttons) == 2
    assert not _codes(chat)
    reply = chat.press(LEADER, chat.press(LEADER, choice, choice.buttons[1].label), "확인")
    (row,) = _codes(chat)
    assert reply.invitation is not None
    chosen = chat.session.get_one(MemberRow, row.member_id)
    assert choice.buttons[1].label == f"{chosen.name} · {chosen.company}"


def test_a_name_that_nobody_has_is_asked_for(chat: Chat) -> None:
    assert "누구의 링크" in chat.say(LEADER, "홍길동 초대 링크 재발급").paragraphs[-1]
    chat.say(LEADER, "최지우")
    assert chat.say(LEADER, "네").invitation is not None


@pytest.mark.parametrize("who", [PARTICIPANT, STAFF])
def test_only_leaders_make_links(chat: Chat, who: str) -> None:
    assert chat.say(who, "최지우 초대 링크 재발급해줘").outcome is Outcome.REFUSED
    assert not _codes(chat)


def test_another_link_is_a_question_about_the_tour(chat: Chat) -> None:
    for who in (LEADER, PARTICIPANT):
        assert chat.say(who, "호텔 와이파이 링크 다시 알려줘").intent != "invite.reset"
    assert chat.say(LEADER, "호텔 초대 링크").intent != "invite.reset"
    assert chat.say(PARTICIPANT, "최지우 초대 링크").intent != "invite.reset"
    assert not _codes(chat)


def test_the_new_link_takes_the_channel_over(chat: Chat) -> None:
    old = account(chat.session, chat.person("최지우"), address="old phone")
    reply = chat.press(LEADER, chat.say(LEADER, "최지우 링크 다시"), "확인")
    chat.send("new phone", code=reply.invitation)
    chat.session.refresh(old)
    assert (old.member_id, chat.account("new phone").member_id) == (None, chat.person("최지우").id)
