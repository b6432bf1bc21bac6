import pytest

from handlers.invitations import invite
from handlers.reply import Outcome, Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.tables import AccountRow
from tests.build import person
from tests.handlers.talk_scene import NOON, Talk

pytestmark = pytest.mark.both_databases


def _open(talk: Talk, who: str | None, code: str, language: str | None = None) -> Reply:
    caller = talk.caller(who)
    address = talk.session.get_one(AccountRow, caller.account).address
    request = Request("telegram", address, NOON, code=code, language=language)
    reply = respond(talk.session, request, caller, talk.tours)
    talk.session.flush()
    return reply


def _code(talk: Talk, name: str) -> str:
    return invite(talk.session, person(talk.session, name).id, NOON)


def test_a_new_member_is_welcomed_and_told_what_comes_next(talk: Talk) -> None:
    reply = _open(talk, None, _code(talk, "최지우"))
    assert reply.outcome is Outcome.ANSWER
    assert reply.paragraphs[:2] == (
        "최지우 님, 환영해요! 중국 AI 스마트 혁신도시 참관단 1차 · 베이징이에요.",
        "궁금한 건 편하게 물어보세요. 일정 전에는 미리 알려 드릴게요.",
    )
    assert "샤오미" in reply.paragraphs[2]
    assert talk.caller(None).member is not None


@pytest.mark.parametrize(
    ("name", "hint", "begins"),
    [("Emily Carter", "ko", "Welcome, Emily"), ("王丽", None, "王丽，欢迎您"), ("최지우", "en", "최지우 님")],
)
def test_the_roster_s_language_is_spoken(talk: Talk, name: str, hint: str | None, begins: str) -> None:
    assert _open(talk, None, _code(talk, name), hint).paragraphs[0].startswith(begins)


def test_the_same_invitation_again_is_a_welcome_again(talk: Talk) -> None:
    code = _code(talk, "최지우")
    assert _open(talk, None, code) == _open(talk, None, code)


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "이 초대 링크는 이제 쓸 수 없어요."), ("en", "This invitation isn't")]
)
def test_an_unknown_code_is_refused_with_a_next_step(talk: Talk, language: str, words: str) -> None:
    reply = _open(talk, None, "no-such-code", language)
    assert reply.outcome is Outcome.REFUSED
    assert reply.paragraphs[0].startswith(words)
    assert [button.action.intent for button in reply.buttons if button.action] == ["programme"]
    assert talk.caller(None).member is None


def test_a_used_code_is_refused(talk: Talk) -> None:
    code = _code(talk, "이서연")
    _open(talk, "이서연", code)
    assert _open(talk, None, code).paragraphs[0].startswith("이 초대 링크는 다른 계정에서")


def test_another_member_s_code_is_refused(talk: Talk) -> None:
    reply = _open(talk, "이서연", _code(talk, "최지우"))
    assert reply.paragraphs[0].startswith("이 계정은 이미 다른 참가자로")
    member = talk.caller("이서연").member
    assert member is not None
    assert member.name == "이서연"
