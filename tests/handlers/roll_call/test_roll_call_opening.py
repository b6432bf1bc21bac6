from datetime import timedelta

import pytest
from sqlalchemy import func, select

from handlers.identity import callers
from handlers.reply import Action, Outcome
from handlers.request import Request
from handlers.respond import respond
from handlers.tables import AccountRow, AttendanceRow, DeliveryRow, Lane, NoticeKind, NoticeRow, RollCallRow
from tests.build import account, person
from tests.handlers.roll_call.scene import LEADER, OTHER_LEADER, STAFF, STOP, Calling
from tests.handlers.talk_scene import NOON

MINE, OTHER_BUS = "이서연", "전우진"


def _rows(calling: Calling, table: type) -> int:
    calling.talk.session.flush()
    return calling.talk.session.scalar(select(func.count()).select_from(table)) or 0


def test_opening_is_previewed_and_writes_nothing_yet(calling: Calling) -> None:
    preview = calling.talk.say(LEADER, "점호 시작")
    assert preview.outcome is Outcome.ANSWER
    assert preview.paragraphs == ("샤오미 슈퍼공장 견학 인원 확인을 시작할까요? 40명에게 물어봐요.",)
    assert [button.label for button in preview.buttons] == ["확인", "그만두기", "1호차만", "2호차만"]
    assert (_rows(calling, RollCallRow), _rows(calling, NoticeRow)) == (0, 0)


def test_one_bus_may_be_chosen_from_the_preview(calling: Calling) -> None:
    preview = calling.talk.say(LEADER, "점호 시작")
    of_two = calling.talk.press(LEADER, preview.buttons[3])
    assert of_two.paragraphs == ("샤오미 슈퍼공장 견학 (2호차) 인원 확인을 시작할까요? 20명에게 물어봐요.",)
    assert [button.label for button in of_two.buttons] == ["확인", "그만두기"]


@pytest.mark.parametrize(
    ("channel", "other", "told"),
    [
        ("kakao", "", "‘새로 고침’을 누르면 그때까지의 인원을 볼 수 있어요."),
        ("kakao", "web", "‘새로 고침’을 누르면 그때까지의 인원을 볼 수 있어요."),  # KakaoTalk is written to first
        ("web", "", "도착 현황은 따로 보낸 메시지에서 실시간으로 볼 수 있어요."),
    ],
)
def test_a_message_that_changes_is_promised_only_where_there_is_one(
    calling: Calling, channel: str, other: str, told: str
) -> None:
    session, preview = calling.talk.session, calling.talk.say(LEADER, "점호 시작")
    for one in session.scalars(select(AccountRow).where(AccountRow.member_id == person(session, LEADER).id)):
        one.channel = channel
    if other:
        account(session, person(session, LEADER), other, address="beside")
    session.flush()
    request = Request(channel, "leader", NOON, action=preview.buttons[0].action)
    opened = respond(session, request, callers(session, channel, ["leader"], NOON)["leader"], calling.talk.tours)
    assert opened.paragraphs[1] == told


def test_confirmed_everybody_expected_is_asked_and_leaders_get_the_board_first(calling: Calling) -> None:
    calling.open()
    boards, asked = calling.queued(NoticeKind.BOARD), calling.queued(NoticeKind.ROLL_CALL)
    assert [name for name, _ in boards] == [LEADER, OTHER_LEADER]
    assert len(asked) == len({name for name, _ in asked}) + 1 == 40  # two share a name
    first = calling.talk.session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)).all()
    assert {row.lane for row in first} == {Lane.REMINDER}
    assert first[0].notice_id == boards[0][1].id
    assert boards[0][1].reports_on == asked[0][1].id


def test_of_one_bus_only_that_bus_is_asked(calling: Calling) -> None:
    call = calling.open(group="bus-2")
    assert call.group == "bus-2"
    assert OTHER_BUS in {name for name, _ in calling.queued(NoticeKind.ROLL_CALL)}
    assert MINE not in {name for name, _ in calling.queued(NoticeKind.ROLL_CALL)}
    assert [name for name, _ in calling.queued(NoticeKind.BOARD)] == [LEADER, OTHER_LEADER]  # who opened it follows it


def test_who_has_answered_already_is_not_asked(calling: Calling) -> None:
    calling.talk.tap(MINE, "attendance.here", stop=STOP)
    preview = calling.talk.tap(LEADER, "rollcall.open", stop=STOP)
    assert preview.paragraphs[1] == "1명은 이미 알려 주셨어요."
    calling.talk.press(LEADER, preview.buttons[0])
    assert MINE not in {name for name, _ in calling.queued(NoticeKind.ROLL_CALL)}
    assert calling.counts() == {"present": 1, "unknown": 39}


@pytest.mark.parametrize("who", [MINE, STAFF])
@pytest.mark.parametrize(
    "intent", ["open", "status", "close", "nudge", "names", "tick", "untick", "resolve", "call_off", "reopen", "code"]
)
def test_nobody_but_leaders_may_and_nothing_is_written(calling: Calling, who: str, intent: str) -> None:
    call = calling.open()
    rows = _rows(calling, RollCallRow), _rows(calling, AttendanceRow), _rows(calling, NoticeRow)
    slots = {"call": str(call.id), "member": str(person(calling.talk.session, MINE).id), "why": "unwell"}
    reply = calling.talk.tap(who, f"rollcall.{intent}", NOON, **slots)
    assert reply.outcome is Outcome.REFUSED
    assert (_rows(calling, RollCallRow), _rows(calling, AttendanceRow), _rows(calling, NoticeRow)) == rows
    assert call.closed_at is None


def test_a_second_leader_who_confirms_joins_the_open_one(calling: Calling) -> None:
    first = calling.talk.tap(LEADER, "rollcall.open", stop=STOP)
    second = calling.tap_as(OTHER_LEADER, "rollcall.open", stop=STOP).buttons[0].action
    calling.talk.press(LEADER, first.buttons[0])
    assert second is not None
    told = calling.tap_as(OTHER_LEADER, second.intent, NOON, **second.slots)
    assert told.paragraphs[0] == "인원 확인 · 샤오미 슈퍼공장 견학 · 0/40명"
    assert (_rows(calling, RollCallRow), len(calling.queued(NoticeKind.ROLL_CALL))) == (1, 40)


def test_opening_what_is_open_shows_it(calling: Calling) -> None:
    calling.open()
    reply = calling.talk.say(LEADER, "점호 시작")
    assert reply.paragraphs[0] == "인원 확인 · 샤오미 슈퍼공장 견학 · 0/40명"
    assert "confirm" not in {button.action.intent for button in reply.buttons if button.action}


@pytest.mark.parametrize("slots", [{"stop": "no-such"}, {"stop": STOP, "group": "bus-9"}])
def test_what_cannot_be_called_is_asked_back(calling: Calling, slots: dict[str, str]) -> None:
    reply = calling.talk.tap(LEADER, "rollcall.open", NOON, **slots)
    assert reply.outcome is Outcome.CLARIFY
    assert _rows(calling, RollCallRow) == 0


def test_the_second_call_at_a_stop_begins_anew(calling: Calling) -> None:
    calling.open()
    calling.everybody_here()
    calling.talk.say(LEADER, "점호 종료")
    later = NOON + timedelta(hours=4)
    preview = calling.talk.tap(LEADER, "rollcall.open", later, stop=STOP)
    assert preview.paragraphs == ("샤오미 슈퍼공장 견학 인원 확인을 시작할까요? 40명에게 물어봐요.",)
    calling.talk.press(LEADER, preview.buttons[0], later)
    assert calling.counts() == {"unknown": 40}
    calling.talk.tap(MINE, "attendance.here", later)
    assert calling.counts() == {"present": 1, "unknown": 39}
    assert calling.counts(until=NOON) == {"present": 40}  # the past stays as it was


def test_of_one_bus_only_that_bus_begins_anew(calling: Calling) -> None:
    calling.open()
    calling.everybody_here()
    calling.talk.say(LEADER, "점호 종료")
    calling.open(NOON + timedelta(hours=4), group="bus-1")
    assert calling.counts() == {"unknown": 20, "present": 20}


def test_called_off_counts_as_if_it_had_not_been(calling: Calling) -> None:
    call = calling.open()
    calling.talk.tap(MINE, "attendance.here")
    reply = calling.talk.tap(LEADER, "rollcall.call_off", call=str(call.id))
    assert reply.paragraphs[-1] == "취소한 인원 확인이에요."
    calling.open()
    assert calling.counts() == {"present": 1, "unknown": 39}


def test_the_board_leads_to_what_can_be_done(calling: Calling) -> None:
    call = calling.open()
    board = calling.composed(LEADER, calling.queued(NoticeKind.BOARD)[0][1])
    assert board is not None
    assert board.paragraphs == ("인원 확인 · 샤오미 슈퍼공장 견학 · 0/40명", "미확인 40명")
    assert (len(board.cards[0].facts), board.cards[0].note) == (8, "외 32명은 명단에서 볼 수 있어요")
    assert board.cards[0].facts[1].label == MINE
    assert board.cards[0].facts[1].value == "1호차 · +82-10-0000-1002"
    assert board.buttons[0].action == Action("rollcall.nudge", {"call": str(call.id)})
    everybody = next(button for button in board.buttons if button.label == "미도착자 명단")
    listed = calling.talk.press(LEADER, everybody)
    assert len(listed.cards[0].facts) > len(board.cards[0].facts)


def test_the_board_is_told_in_each_language(calling: Calling) -> None:
    calling.open()
    notice = calling.queued(NoticeKind.BOARD)[0][1]
    told = [calling.composed(LEADER, notice, language=language) for language in ("en", "zh")]
    assert [board.paragraphs[1] if board else None for board in told] == ["no word yet 40", "未确认40人"]
