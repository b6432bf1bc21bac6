import pytest
from sqlalchemy import select

from handlers.membership.tour_codes import make_tour_code, tour_of_code
from handlers.proposals import LASTS
from handlers.reply import Outcome
from handlers.tables import AccessRow, TourCodeRow
from tests.handlers.membership.chatting import LEADER, NOON, PARTICIPANT, STAFF, Chat


def _made(chat: Chat) -> list[int | None]:
    """Give who made each code, the oldest first."""
    rows = select(AccessRow.by_id).where(AccessRow.what == "tour_code.made").order_by(AccessRow.id)
    return list(chat.session.scalars(rows))


@pytest.mark.parametrize("words", ["여행 코드", "참가 코드 알려줘", "tour code", "行程码", "参团码"])
def test_a_code_is_not_shown_again(chat: Chat, words: str) -> None:
    make_tour_code(chat.session, "beijing-1", NOON)
    reply = chat.say(LEADER, words)
    assert (reply.intent, reply.invitation, len(reply.paragraphs)) == ("invite.code", None, 1)
    assert _made(chat) == [None]


def test_a_new_code_is_previewed_confirmed_and_ends_the_old_one(chat: Chat) -> None:
    old = make_tour_code(chat.session, "beijing-1", NOON)
    asked = chat.press(LEADER, chat.say(LEADER, "참가 코드"), "새 참가 코드 만들기")
    assert asked.paragraphs == (
        "참가 코드를 새로 만들까요?",
        "지금 코드는 바로 쓸 수 없게 돼요. 이미 참가한 분들은 그대로예요.",
    )
    assert (asked.invitation, tour_of_code(chat.session, old)) == (None, "beijing-1")
    reply = chat.press(LEADER, asked, "확인")
    assert reply.paragraphs[0] == f"새 참가 코드예요: {reply.invitation}"
    assert _made(chat) == [None, chat.person(LEADER).id]
    assert chat.send("phone", code=old).outcome is Outcome.REFUSED
    assert chat.send("phone", code=reply.invitation).intent == "join.request"


def test_a_code_is_made_once_however_often_it_is_confirmed(chat: Chat) -> None:
    asked = chat.tap(LEADER, "invite.code", anew="1")
    first, again = (chat.press(LEADER, asked, "확인") for _ in range(2))
    assert tour_of_code(chat.session, first.invitation or "") == "beijing-1"
    assert (again.invitation, len(_made(chat))) == (None, 1)


def test_a_preview_that_is_let_go_or_out_of_date_leaves_the_code(chat: Chat) -> None:
    old = make_tour_code(chat.session, "beijing-1", NOON)
    asked = chat.tap(LEADER, "invite.code", anew="1")
    assert chat.press(LEADER, asked, "그만두기").invitation is None
    assert chat.press(LEADER, asked, "확인").invitation is None
    late = chat.press(LEADER, chat.tap(LEADER, "invite.code", anew="1"), "확인", NOON + 2 * LASTS)
    assert (late.invitation, tour_of_code(chat.session, old)) == (None, "beijing-1")


def test_without_a_code_none_is_said_to_end(chat: Chat) -> None:
    assert chat.say(LEADER, "여행 코드").paragraphs == ("아직 참가 코드가 없어요.",)
    assert chat.tap(LEADER, "invite.code", anew="1").paragraphs == ("참가 코드를 새로 만들까요?",)


@pytest.mark.parametrize("who", [PARTICIPANT, STAFF])
def test_only_leaders_make_codes(chat: Chat, who: str) -> None:
    for reply in (chat.say(who, "여행 코드"), chat.tap(who, "invite.code", anew="1")):
        assert (reply.outcome, reply.intent) == (Outcome.REFUSED, "invite.code")
    assert chat.press(who, chat.tap(LEADER, "invite.code", anew="1"), "확인").invitation is None
    assert not chat.session.scalars(select(TourCodeRow)).all()


@pytest.mark.parametrize("words", ["콘센트 코드", "코드 모양이 뭐예요?", "여행 어댑터 코드"])
def test_a_plug_is_no_tour_code(chat: Chat, words: str) -> None:
    assert chat.say(LEADER, words).intent != "invite.code"
