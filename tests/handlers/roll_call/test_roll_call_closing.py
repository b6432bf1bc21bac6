from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.reply import Outcome, Reply
from handlers.tables import AttendanceRow, DeliveryRow, DeliveryState, LiveMessageRow, NoticeKind, NoticeRow
from tests.build import person
from tests.handlers.roll_call.scene import LEADER, OTHER_LEADER, STOP, Calling
from tests.handlers.talk_scene import NOON

MINE, OTHER_BUS = "이서연", "전우진"


def _labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def test_with_nobody_open_it_closes_and_can_be_opened_again(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here()
    reply = calling.talk.say(LEADER, "점호 종료")
    assert reply.paragraphs == ("인원 확인을 마감했어요.", "인원 확인 · 샤오미 슈퍼공장 견학 · 40/40명")
    assert (call.closed_at, call.closed_by) == (NOON, person(calling.talk.session, LEADER).id)
    again = calling.talk.press(LEADER, reply.buttons[1])
    assert again.paragraphs[0] == "인원 확인을 다시 열었어요."
    assert (call.closed_at, calling.counts()) == (None, {"present": 40})


def _behind(calling: Calling, board: int | None) -> int:
    """Give how far the first copy of a live message is behind."""
    deliveries = select(DeliveryRow.id).where(DeliveryRow.notice_id == board).order_by(DeliveryRow.id).limit(1)
    row = calling.talk.session.get(LiveMessageRow, calling.talk.session.scalar(deliveries), populate_existing=True)
    return row.behind if row else 0


def test_who_comes_after_the_closing_is_counted_in_the_live_message_until_a_new_call(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here(besides=(MINE,))
    calling.talk.tap(LEADER, "rollcall.resolve", call=str(call.id), member="rest", why="own_way")
    calling.talk.say(LEADER, "점호 종료")
    assert call.closed_at == NOON
    before = _behind(calling, call.board_id)
    calling.talk.tap(MINE, "attendance.here", stop=STOP)
    assert _behind(calling, call.board_id) == before + 1
    shown = calling.composed(LEADER, calling.queued(NoticeKind.BOARD)[0][1])
    assert shown is not None
    assert shown.paragraphs == ("인원 확인 · 샤오미 슈퍼공장 견학 · 40/40명", "마감한 인원 확인이에요.")
    again = calling.open(group="bus-1")
    calling.talk.tap(MINE, "attendance.here", stop=STOP)
    assert (_behind(calling, call.board_id), _behind(calling, again.board_id)) == (before + 1, 1)


def _closed(calling: Calling, *besides: str) -> None:
    """Close a roll call that somebody didn't answer."""
    call = calling.open()
    calling.everybody_here(besides=besides)
    calling.talk.tap(LEADER, "rollcall.resolve", call=str(call.id), member="rest", why="no_answer")
    calling.talk.tap(LEADER, "rollcall.close", call=str(call.id))


def _told_after(calling: Calling) -> list[tuple[str, NoticeRow]]:
    return [(name, one) for name, one in calling.queued(NoticeKind.ROLL_CALL) if one.payload["as"] == "after"]


def test_the_last_one_is_closed_already_for_who_comes_second_and_opened_again_in_words(calling: Calling) -> None:
    assert "인원 확인이 없어요" in calling.talk.say(LEADER, "마감").paragraphs[0]
    assert "인원 확인이 없어요" in calling.talk.say(LEADER, "점호 다시 열어줘").paragraphs[0]
    _closed(calling, MINE)
    assert calling.talk.say(LEADER, "마감").paragraphs[0] == "이미 마감한 인원 확인이에요."
    late = calling.talk.say(LEADER, "마감", NOON + timedelta(hours=1))
    assert "인원 확인이 없어요" in late.paragraphs[0]
    assert calling.talk.say(LEADER, "점호 다시 열어줘").paragraphs[0] == "인원 확인을 다시 열었어요."
    assert calling.newest().closed_at is None


def test_who_answers_after_the_closing_is_told_to_the_leaders_at_once(calling: Calling) -> None:
    _closed(calling, MINE, OTHER_BUS)
    reply = calling.talk.say(MINE, "이제 탔어요")
    assert reply.paragraphs[1] == "인원 확인은 이미 마감돼서 인솔자에게 따로 알려 드려요."
    told = _told_after(calling)
    assert {name for name, _ in told} == {one.name for one in calling.leaders()}
    shown = calling.composed(LEADER, told[0][1])
    assert shown is not None
    assert shown.paragraphs == ("인원 확인 · 샤오미 슈퍼공장 견학 · 39/40명 · 불참 1명",)
    assert [(fact.label, fact.value) for fact in shown.cards[0].facts] == [(MINE, "도착 · 1호차 · 본인 확인 · 방금")]
    calling.talk.say(MINE, "도착했어요")  # nothing new
    assert _told_after(calling) == told


def test_a_busload_that_answers_after_the_closing_is_told_in_two_messages(calling: Calling) -> None:
    names = ("이서연", "박도윤", "최지우", "전우진")
    _closed(calling, *names)
    calling.tap_as(names[0], "attendance.here", NOON, stop=STOP)
    for second, name in enumerate(names[1:], start=1):
        calling.tap_as(name, "attendance.late", NOON + timedelta(seconds=second), stop=STOP, minutes="10")
    told = [notice for name, notice in _told_after(calling) if name == LEADER]
    due = [
        calling.talk.session.scalar(select(DeliveryRow.next_try_at).where(DeliveryRow.notice_id == one.id).limit(1))
        for one in told
    ]
    assert due == [NOON, NOON + timedelta(minutes=1)]
    shown = [calling.composed(LEADER, one) for one in told]
    assert [[fact.label for fact in one.cards[0].facts] for one in shown if one] == [[names[0]], [*names[1:]]]


def test_the_closed_message_names_who_comes_late_after_it(calling: Calling) -> None:
    _closed(calling, MINE)
    calling.talk.say(MINE, "10분 늦어요")
    shown = calling.composed(LEADER, calling.queued(NoticeKind.BOARD)[0][1])
    assert shown is not None
    assert [(fact.label, fact.value) for fact in shown.cards[0].facts] == [
        (MINE, "1호차 · 10분 늦어요 · +82-10-0000-1002")
    ]


def test_a_roll_call_that_is_open_again_has_nothing_after_its_closing(calling: Calling) -> None:
    _closed(calling, MINE)
    calling.talk.say(MINE, "10분 늦어요")
    told = _told_after(calling)
    calling.talk.tap(LEADER, "rollcall.reopen", call=str(calling.newest().id))
    assert calling.composed(LEADER, told[0][1]) is None


def test_nobody_is_left_behind_without_a_reason(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here(besides=(MINE,))
    reply = calling.talk.say(LEADER, "점호 종료")
    assert reply.outcome is Outcome.CLARIFY
    assert reply.paragraphs[0] == "아직 1명이 확인되지 않았어요. 이름을 눌러 사유를 남겨 주세요."
    assert _labels(reply) == [MINE, "이름으로 확인하기", "인원 확인 취소"]
    assert [(fact.label, fact.value) for fact in reply.cards[0].facts] == [(MINE, "1호차 · +82-10-0000-1002")]
    assert call.closed_at is None
    asked = calling.talk.press(LEADER, reply.buttons[0])
    assert (asked.buttons[-1].label, asked.buttons[-1].phone) == (f"{MINE} 전화", "+82-10-0000-1002")


def test_a_late_one_is_waited_for_or_left_without_with_one_tap(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here(besides=(MINE,))
    calling.talk.say(MINE, "10분 늦어요")
    reply = calling.talk.say(LEADER, "점호 종료")
    assert reply.paragraphs == ("이서연 님(10분 늦어요)을 기다릴까요, 먼저 출발할까요?",)
    assert _labels(reply)[:4] == ["도착 확인", "기다리기", f"{MINE} 전화", "따로 이동"]
    assert reply.buttons[2].phone == "+82-10-0000-1002"
    waiting = calling.talk.press(LEADER, reply.buttons[1]).paragraphs
    assert waiting[0] == "이서연 님(10분 늦어요)을 기다릴게요. 인원 확인은 계속 열어 둬요."
    assert waiting[1].startswith("인원 확인 · ")
    assert (call.closed_at, calling.stands(MINE)) == (None, ("late", "self"))
    calling.talk.press(LEADER, reply.buttons[3])
    assert calling.stands(MINE) == ("excused", "leader")


def test_the_late_who_came_are_noted_with_one_tap(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here(besides=(MINE, OTHER_BUS, "박도윤"))
    calling.talk.say(MINE, "10분 늦어요")
    calling.talk.say(OTHER_BUS, "5분 늦어요")
    reply = calling.talk.say(LEADER, "점호 종료")
    assert calling.talk.press(LEADER, reply.buttons[0]).buttons[0].label == "도착 확인"
    left = calling.talk.press(LEADER, next(one for one in reply.buttons if one.label == "늦은 분 모두 도착"))
    assert (left.outcome, _labels(left)[0]) == (Outcome.CLARIFY, "박도윤")
    assert [calling.stands(one)[0] for one in (MINE, OTHER_BUS, "박도윤")] == ["present", "present", "unknown"]
    assert "늦은 분 모두 도착" not in _labels(left)
    again = calling.talk.tap(LEADER, "rollcall.resolve", call=str(call.id), member="late", why="came")
    assert _labels(again)[0] == "박도윤"


@pytest.mark.parametrize(
    ("label", "standing"), [("따로 이동", "excused"), ("몸이 안 좋음", "excused"), ("연락이 안 됨", "absent")]
)
def test_each_is_resolved_with_a_reason(calling: Calling, label: str, standing: str) -> None:
    calling.open()
    calling.everybody_here(besides=(MINE,))
    asked = calling.talk.press(LEADER, calling.talk.say(LEADER, "점호 종료").buttons[0])
    assert asked.paragraphs == ("이서연 님(미확인)이 함께 가지 않는 이유를 골라 주세요.",)
    done = calling.talk.press(LEADER, next(one for one in asked.buttons if one.label == label))
    assert done.paragraphs[-1] == "모두 확인됐어요. 마감하셔도 돼요."
    assert calling.stands(MINE) == (standing, "leader")
    assert calling.talk.say(LEADER, "점호 종료").paragraphs[0] == "인원 확인을 마감했어요."
    row = calling.talk.session.scalars(select(AttendanceRow).order_by(AttendanceRow.id.desc())).all()[0]
    assert (row.reason != "", row.by_id) == (True, person(calling.talk.session, LEADER).id)


def test_the_rest_can_share_a_reason(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here(besides=(MINE, OTHER_BUS))
    reply = calling.talk.say(LEADER, "점호 종료")
    asked = calling.talk.press(LEADER, next(one for one in reply.buttons if one.label == "남은 분 모두 같은 사유"))
    assert asked.paragraphs == ("이분들이 함께 가지 않는 이유를 골라 주세요. 이서연, 전우진",)
    calling.talk.press(LEADER, asked.buttons[0])
    assert calling.counts() == {"present": 38, "excused": 2}
    again = calling.talk.tap(LEADER, "rollcall.resolve", call=str(call.id), member="rest", why="unwell")
    assert again.paragraphs[-1] == "모두 확인됐어요. 마감하셔도 돼요."
    assert calling.counts() == {"present": 38, "excused": 2}


def test_a_reason_for_the_silent_leaves_the_late_as_they_are(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here(besides=(MINE, OTHER_BUS, "박도윤"))
    calling.talk.say(MINE, "5분 늦어요")
    asked = calling.talk.tap(LEADER, "rollcall.resolve", call=str(call.id), member="rest")
    assert asked.paragraphs == ("이분들이 함께 가지 않는 이유를 골라 주세요. 박도윤, 전우진",)
    calling.talk.tap(LEADER, "rollcall.resolve", call=str(call.id), member="rest", why="no_answer")
    assert calling.counts() == {"present": 37, "late": 1, "absent": 2}


def test_the_board_names_who_does_not_come_and_why(calling: Calling) -> None:
    calling.open()
    calling.talk.say(MINE, "못 가요 몸이 안 좋아서요")
    shown = calling.composed(LEADER, calling.queued(NoticeKind.BOARD)[0][1])
    assert shown is not None
    assert [(fact.label, fact.value) for fact in shown.cards[-1].facts] == [(MINE, "불참 · 몸이 안 좋음")]


def test_the_last_result_is_told_where_none_is_open(calling: Calling) -> None:
    _closed(calling, MINE)
    reply = calling.talk.say(LEADER, "인원 확인 현황")
    assert reply.paragraphs[:2] == (
        "지금 진행 중인 인원 확인은 없어요. 마지막 결과예요.",
        "인원 확인 · 샤오미 슈퍼공장 견학 · 39/40명",
    )
    assert _labels(reply)[-1] == "인원 확인 시작"
    later = calling.talk.say(LEADER, "인원 확인 현황", NOON + timedelta(hours=13))
    assert later.paragraphs == ("지금 진행 중인 인원 확인이 없어요.",)


def test_names_of_the_leaders_own_bus_come_first(calling: Calling) -> None:
    call = calling.open()
    person(calling.talk.session, LEADER).group = "bus-2"
    calling.talk.session.flush()
    listed = calling.talk.tap(LEADER, "rollcall.names", call=str(call.id))
    second = [entry.member.name for entry in calling.roll("bus-2").unresolved]
    assert [label.split(" ")[0] for label in _labels(listed)[:7]] == second[:7]


def test_reasons_of_many_are_asked_page_by_page(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here(besides=("김민준", MINE, "박도윤", "최지우", "정하준", "강서윤", "조은우", "윤지민"))
    first = calling.talk.tap(LEADER, "rollcall.close", call=str(call.id))
    assert len(first.buttons) <= 11
    second = calling.talk.press(LEADER, next(one for one in first.buttons if one.label == "이름 더 보기"))
    assert not {one.label for one in second.buttons[:2]} & {one.label for one in first.buttons[:7]}


@pytest.mark.parametrize("slots", [{"member": "99999"}, {"member": "x"}, {"member": "rest", "why": "because"}])
def test_forged_buttons_resolve_nobody(calling: Calling, slots: dict[str, str]) -> None:
    call = calling.open()
    reply = calling.talk.tap(LEADER, "rollcall.resolve", NOON, call=str(call.id), **slots)
    assert reply.outcome is Outcome.CLARIFY
    assert calling.counts() == {"unknown": 40}


@pytest.mark.parametrize("intent", ["resolve", "tick", "untick"])
@pytest.mark.parametrize("call", ["1", "77", "x"])
def test_buttons_of_a_closed_or_unknown_call_do_nothing(calling: Calling, intent: str, call: str) -> None:
    opened = calling.open()
    calling.talk.tap(LEADER, "rollcall.call_off", call=str(opened.id))
    member = str(person(calling.talk.session, MINE).id)
    reply = calling.talk.tap(LEADER, f"rollcall.{intent}", call=call, member=member, why="unwell")
    assert reply.outcome is Outcome.UNKNOWN
    assert calling.counts() == {"unknown": 40}


def test_two_leaders_who_close_at_once_close_once(calling: Calling) -> None:
    call = calling.open()
    calling.everybody_here()
    calling.talk.tap(LEADER, "rollcall.close", call=str(call.id))
    late = NOON + timedelta(seconds=1)
    reply = calling.tap_as(OTHER_LEADER, "rollcall.close", late, call=str(call.id))
    assert reply.paragraphs[0] == "이미 마감한 인원 확인이에요."
    assert call.closed_at == NOON


def test_questions_that_have_not_gone_out_do_not_go_after_closing(calling: Calling) -> None:
    call = calling.open()
    calling.talk.tap(LEADER, "rollcall.call_off", call=str(call.id))
    states = select(DeliveryRow.state).where(DeliveryRow.notice_id == call.notice_id)
    assert set(calling.talk.session.scalars(states)) == {DeliveryState.SUPERSEDED}
    asked, board = calling.queued(NoticeKind.ROLL_CALL)[0][1], calling.queued(NoticeKind.BOARD)[0][1]
    assert calling.composed(MINE, asked) is None
    shown = calling.composed(LEADER, board)
    assert shown is not None
    assert (shown.paragraphs[-1], shown.cards) == ("취소한 인원 확인이에요.", ())


def test_of_two_open_the_leader_is_asked_which(calling: Calling) -> None:
    calling.open()
    calling.open(group="bus-2")
    reply = calling.talk.say(LEADER, "점호 현황")
    assert reply.outcome is Outcome.CLARIFY
    assert _labels(reply) == ["샤오미 슈퍼공장 견학 (2호차)", "샤오미 슈퍼공장 견학"]
    assert (
        calling.talk.press(LEADER, reply.buttons[0]).paragraphs[0]
        == "인원 확인 · 샤오미 슈퍼공장 견학 (2호차) · 0/20명"
    )
    calling.open(group="bus-1")
    assert calling.talk.say(LEADER, "점호 현황").paragraphs[0].startswith("인원 확인 · 샤오미 슈퍼공장 견학 (1호차)")


@pytest.mark.parametrize("words", ["점호 현황", "점호 종료"])
def test_without_an_open_one_opening_is_offered(calling: Calling, words: str) -> None:
    reply = calling.talk.say(LEADER, words)
    assert reply.paragraphs == ("지금 진행 중인 인원 확인이 없어요.",)
    assert _labels(reply)[0] == "인원 확인 시작"


def test_names_are_ticked_off_and_taken_back(calling: Calling) -> None:
    call = calling.open()
    calling.talk.say(MINE, "10분 늦어요")
    listed = calling.talk.tap(LEADER, "rollcall.names", call=str(call.id))
    assert _labels(listed)[:2] == ["김민준 (한빛전자)", MINE]
    ticked = calling.talk.press(LEADER, listed.buttons[1])
    assert ticked.paragraphs[0] == "이서연 님, 도착으로 적었어요."
    assert calling.stands(MINE) == ("present", "leader")
    back = calling.talk.press(LEADER, next(one for one in ticked.buttons if one.label == "되돌리기"))
    assert back.paragraphs[0] == "되돌렸어요. 이서연 님은 지금 ‘10분 늦어요’ 상태예요."
    assert calling.stands(MINE) == ("late", "self")


def test_taking_back_the_first_word_leaves_none(calling: Calling) -> None:
    call = calling.open()
    member = str(person(calling.talk.session, MINE).id)
    calling.talk.tap(LEADER, "rollcall.tick", call=str(call.id), member=member)
    calling.talk.tap(LEADER, "rollcall.untick", call=str(call.id), member=member)
    assert calling.counts() == {"unknown": 40}


def test_the_list_of_names_ends_on_the_board(calling: Calling) -> None:
    call = calling.open(group="bus-1")
    calling.everybody_here()
    reply = calling.talk.tap(LEADER, "rollcall.names", call=str(call.id))
    assert reply.paragraphs[-1] == "모두 확인됐어요. 마감하셔도 돼요."
    assert calling.counts("bus-1") == {"present": 20}


def test_nobody_is_called_for_a_stop_that_was_cancelled(calling: Calling) -> None:
    call = calling.open()
    calling.talk.press(LEADER, calling.talk.tap(LEADER, "change.cancel", stop=STOP).buttons[0])
    told = ("취소된 일정이라 인원 확인도 끝났어요.",)
    for intent in ("rollcall.status", "rollcall.close", "rollcall.nudge"):
        assert calling.talk.tap(LEADER, intent, call=str(call.id)).paragraphs == told
    assert "인원 확인이 없어요" in calling.talk.say(LEADER, "마감").paragraphs[0]
    assert calling.composed(LEADER, calling.queued(NoticeKind.BOARD)[0][1]) is None
