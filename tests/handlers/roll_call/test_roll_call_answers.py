from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.notices import Notice, queue
from handlers.reply import Outcome
from handlers.roll_call.states import Standing
from handlers.tables import AttendanceRow, DeliveryRow, DeliveryState, LiveMessageRow, NoticeKind
from schedule_data.members import member_of
from tests.build import person
from tests.handlers.roll_call.scene import LEADER, STAFF, STOP, Calling
from tests.handlers.talk_scene import NOON

MINE = "이서연"


def test_the_question_can_be_answered_by_its_buttons(calling: Calling) -> None:
    calling.open()
    notice = calling.queued(NoticeKind.ROLL_CALL)[0][1]
    question = calling.composed(MINE, notice)
    assert question is not None
    assert question.paragraphs[0] == "인원 확인 중이에요. 샤오미 슈퍼공장 견학, 도착하셨어요?"
    assert [button.label for button in question.buttons] == ["도착했어요", "늦어요", "못 가요"]
    calling.talk.press(MINE, question.buttons[0])
    assert calling.stands(MINE) == ("present", "self")
    assert calling.composed(MINE, notice) is None  # nothing is left to ask


@pytest.mark.parametrize(
    ("words", "standing"), [("탔어요", "present"), ("5분 늦어요", "late"), ("못 가요", "absent"), ("我到了", "present")]
)
def test_words_answer_the_open_roll_call(calling: Calling, words: str, standing: str) -> None:
    calling.open()
    calling.talk.say(MINE, words)
    assert calling.stands(MINE) == (standing, "self")


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        *(
            (one, "present")
            for one in ("도착", "도착이요", "탑승", "탑승 완료!", "여기요", "네 탔어요", "here", "I'm here", "到了")
        ),
        *((one, "present") for one in ("탔다니까요", "저 왔는데 왜 자꾸 물어봐요", "이미 버스에 앉아 있습니다")),
        *((one, "late") for one in ("가는 중이에요", "곧 도착해요", "지금 내려가요", "on my way", "马上到")),
        *((one, "late") for one in ("출발하지 마세요 곧 가요", "화장실 다녀올게요", "wait for me", "等等我")),
        *((one, "excused") for one in ("저는 따로 갈게요", "택시로 갈게요", "I'll go on my own")),
    ],
)
def test_short_words_answer_only_an_open_question(calling: Calling, words: str, standing: str) -> None:
    calling.talk.say(MINE, words)
    before = calling.counts().get("late", 0)
    calling.open()
    reply = calling.talk.say(MINE, words)
    assert (before, calling.stands(MINE)) == (0, (standing, "self"))
    assert (reply.outcome is Outcome.CLARIFY) == (standing == "late")


def _taken(calling: Calling, notice: int | None) -> None:
    """Have a notice's copies taken by the messenger."""
    rows = calling.talk.session.scalars(select(DeliveryRow).where(DeliveryRow.notice_id == notice))
    for row in rows:
        row.state, row.accepted_at = DeliveryState.ACCEPTED, NOON
    calling.talk.session.flush()


@pytest.mark.parametrize("words", ["네", "넵!", "yes", "是的"])
def test_a_bare_yes_answers_the_question_that_was_told_last(calling: Calling, words: str) -> None:
    call = calling.open()
    calling.talk.say(MINE, words)
    assert calling.stands(MINE) == ("unknown", None)  # the question hasn't arrived
    _taken(calling, call.notice_id)
    calling.talk.say(MINE, words)
    assert calling.stands(MINE) == ("present", "self")


def test_a_bare_yes_to_something_told_since_is_no_answer(calling: Calling) -> None:
    call = calling.open()
    _taken(calling, call.notice_id)
    told = [member_of(person(calling.talk.session, MINE))]
    _taken(calling, queue(calling.talk.session, Notice("beijing-1", NoticeKind.BROADCAST, {}), told, NOON))
    calling.talk.say(MINE, "네")
    assert calling.counts() == {"unknown": 40}


def test_a_bare_yes_in_another_talk_is_no_answer(calling: Calling) -> None:
    call = calling.open()
    _taken(calling, call.notice_id)
    calling.talk.converse(MINE, "다음 일정", NOON + timedelta(seconds=30))
    calling.talk.converse(MINE, "네", NOON + timedelta(minutes=1))
    assert calling.counts() == {"unknown": 40}


def test_who_is_on_the_way_tells_minutes_with_a_tap_and_comes(calling: Calling) -> None:
    calling.open()
    asked = calling.talk.say(MINE, "가는 중이에요")
    assert asked.paragraphs == ("샤오미 슈퍼공장 견학에 오시는 중으로 적어 두었어요.", "얼마나 늦으실 것 같아요?")
    calling.talk.press(MINE, asked.buttons[0])
    calling.talk.say(MINE, "곧 도착해요")
    entry = calling.roll().of(person(calling.talk.session, MINE).id)
    assert entry is not None
    assert (entry.standing, entry.minutes) == (Standing.LATE, 5)
    calling.talk.say(MINE, "도착")
    assert calling.counts() == {"present": 1, "unknown": 39}
    which = calling.talk.say(MINE, "가는 중이에요")  # an answer was given
    assert which.paragraphs[0].endswith("도착하신 걸로 적혀 있어요. 아직 오시는 중이에요?")
    assert calling.counts() == {"present": 1, "unknown": 39}
    calling.talk.press(MINE, which.buttons[0])
    assert calling.counts() == {"late": 1, "unknown": 39}


@pytest.mark.parametrize(
    "words", ["5분이면 도착해요", "한 5분이요", "한 10분 걸려요", "I'll be there in 5 minutes", "还要10分钟到"]
)
def test_minutes_to_go_answer_an_open_question(calling: Calling, words: str) -> None:
    calling.open()
    calling.talk.say(MINE, words)
    entry = calling.roll().of(person(calling.talk.session, MINE).id)
    assert entry is not None
    assert (entry.standing, entry.minutes) == (Standing.LATE, 10 if "10" in words else 5)


def test_what_nobody_reads_is_asked_about_while_the_roll_call_waits(calling: Calling) -> None:
    before = calling.talk.say(MINE, "아까 눌렀는데요")
    calling.open()
    reply = calling.talk.say(MINE, "아까 눌렀는데요")
    assert reply.outcome is before.outcome is Outcome.UNKNOWN
    assert [button.label for button in reply.buttons][:4] == ["도착했어요", "늦어요", "못 가요", "운영진에게 묻기"]
    calling.talk.press(MINE, reply.buttons[0])
    assert calling.talk.say(MINE, "아까 눌렀는데요") == before  # it waits no more
    assert calling.counts() == {"present": 1, "unknown": 39}


def test_who_names_oneself_and_a_companion_counts_both(calling: Calling) -> None:
    calling.open()
    calling.talk.say(MINE, "이서연 윤지민 탔어요")
    assert (calling.stands(MINE), calling.stands("윤지민")) == (("present", "self"), ("present", "buddy"))


def test_a_leader_says_on_which_bus_somebody_is(calling: Calling) -> None:
    calling.open()
    calling.talk.say(LEADER, "이서연 2호차에 탔대요")
    entry = calling.roll().of(person(calling.talk.session, MINE).id)
    assert entry is not None
    assert (entry.standing, entry.bus) == (Standing.PRESENT, "bus-2")
    asked = calling.talk.say(LEADER, "윤지민 2호차에 탔어요")  # may be a question
    calling.talk.press(LEADER, asked.buttons[0])
    ticked = calling.roll().of(person(calling.talk.session, "윤지민").id)
    assert ticked is not None
    assert (ticked.standing, ticked.bus) == (Standing.PRESENT, "bus-2")


def test_who_stays_away_is_not_waited_for_by_other_words(calling: Calling) -> None:
    calling.open()
    calling.talk.say(MINE, "못 가요")
    calling.talk.say(MINE, "화장실 다녀올게요")
    assert calling.stands(MINE) == ("absent", "self")


def test_who_said_before_the_call_that_they_stay_may_come_too(calling: Calling) -> None:
    calling.talk.say(MINE, "못 가요")
    calling.open()
    calling.talk.say(MINE, "이제 괜찮아져서 갈게요")
    assert calling.stands(MINE) == ("late", "self")


@pytest.mark.parametrize("words", ["이제 괜찮아져서 갈게요", "저도 갈게요", "I can come after all", "我还是来吧"])
def test_who_stays_away_may_come_after_all(calling: Calling, words: str) -> None:
    call = calling.open()
    calling.talk.say(MINE, "못 가요")
    calling.talk.say(MINE, words)
    assert calling.stands(MINE) == ("late", "self")
    calling.talk.say(MINE, "못 가요")
    calling.everybody_here((MINE,))
    calling.talk.tap(LEADER, "rollcall.close", call=str(call.id))
    calling.talk.say(MINE, words, NOON + timedelta(minutes=1))
    assert calling.stands(MINE) == ("late", "self")
    assert {one.payload["as"] for _, one in calling.queued(NoticeKind.ROLL_CALL)} == {"ask", "after"}


@pytest.mark.parametrize(
    "words",
    ["배가 아파서 못 가겠어요", "못 가요 몸이 안 좋아서요", "열이 나서 호텔에서 쉴게요", "I feel sick, I can't come"],
)
def test_who_is_unwell_is_noted_and_offered_help(calling: Calling, words: str) -> None:
    calling.open()
    reply = calling.talk.say(MINE, words)
    entry = calling.roll().of(person(calling.talk.session, MINE).id)
    assert entry is not None
    assert (entry.standing, entry.reason) == (Standing.ABSENT, "unwell")
    assert "trouble.call" in {button.action.intent for button in reply.buttons if button.action}


@pytest.mark.parametrize(
    ("words", "standing"),
    [("네", "present"), ("네 같이 있어요", "present"), ("안 보여요", "unknown"), ("아니요", "unknown")],
)
def test_a_companion_answers_in_words(calling: Calling, words: str, standing: str) -> None:
    session = calling.talk.session
    call, about = calling.open(), person(session, "윤지민")
    calling.talk.say(MINE, "도착", NOON)
    payload = {"stop": STOP, "call": call.id, "about": about.id}
    told = [member_of(person(session, MINE))]
    _taken(calling, queue(session, Notice("beijing-1", NoticeKind.BUDDY, payload), told, NOON))
    reply = calling.talk.say(MINE, words)
    assert calling.stands("윤지민")[0] == standing
    assert reply.intent == ("attendance.here" if standing == "present" else "attendance.unseen")


@pytest.mark.parametrize(
    ("words", "bus"),
    [
        ("저 2호차 탔어요", "bus-2"),
        ("2호차로 옮겨 탔어요", "bus-2"),
        ("저 이서연인데 2호차 버스 탔습니다", "bus-2"),
        ("I'm on bus 2", "bus-2"),
        ("我上了2号车", "bus-2"),
        ("1호차에 탔습니다", "bus-1"),
        ("저 이서연인데 탔습니다", "bus-1"),
    ],
)
def test_who_says_the_bus_is_counted_on_it_once(calling: Calling, words: str, bus: str) -> None:
    calling.open(group="bus-1")
    calling.open(group="bus-2")
    calling.talk.say(MINE, words)
    assert [calling.counts(one).get("present", 0) for one in ("bus-1", "bus-2")] == [bus == "bus-1", bus == "bus-2"]
    assert calling.counts() == {"present": 1, "unknown": 39}
    assert calling.stands(MINE) == ("present", "self")


@pytest.mark.parametrize("words", ["2호차 탔어요?", "2호차 안 탔어요", "2호차 타야 하나요", "2호차"])
def test_words_on_a_bus_that_tell_no_boarding_note_nothing(calling: Calling, words: str) -> None:
    calling.open()
    calling.talk.say(MINE, words)
    assert calling.counts() == {"unknown": 40}


@pytest.mark.parametrize("words", ["박도윤이랑 같이 탔어요", "박도윤 옆에 있어요", "Park Doyun is with me"])
def test_who_is_with_a_companion_is_counted_too(calling: Calling, words: str) -> None:
    calling.open()
    reply = calling.talk.say(MINE, words)
    assert [calling.stands(one) for one in (MINE, "박도윤")] == [("present", "self"), ("present", "buddy")]
    assert (
        reply.paragraphs[1:] == (("고마워요. 박도윤 님을 샤오미 슈퍼공장 견학 일정에 적어 두었어요."),)
        or words.isascii()
    )
    assert calling.counts() == {"present": 2, "unknown": 38}


def test_who_is_with_a_namesake_is_counted_once_that_is_told(calling: Calling) -> None:
    calling.open()
    asked = calling.talk.say(MINE, "민준이랑 같이 탔어요")
    assert calling.counts() == {"unknown": 40}
    calling.talk.press(MINE, asked.buttons[0])
    assert calling.counts() == {"present": 2, "unknown": 38}


@pytest.mark.parametrize(
    ("words", "standing", "reason"),
    [
        ("못 가요 몸이 안 좋아서요", "absent", "unwell"),
        ("못 가요 호텔에서 쉴게요", "absent", "stays"),
        ("못 가요", "absent", ""),
    ],
)
def test_why_somebody_stays_away_is_kept(calling: Calling, words: str, standing: str, reason: str) -> None:
    calling.open()
    calling.talk.say(MINE, words)
    entry = calling.roll().of(person(calling.talk.session, MINE).id)
    assert entry is not None
    assert (entry.standing.value, entry.reason) == (standing, reason)


def test_words_are_about_the_open_roll_call_whatever_the_hour(calling: Calling) -> None:
    calling.open(stop="d2-zyw")
    calling.talk.say(MINE, "도착했어요", NOON + timedelta(minutes=5))
    assert [row.stop_id for row in calling.talk.session.scalars(select(AttendanceRow))] == ["d2-zyw"]


def test_a_roll_call_that_nobody_closed_is_forgotten_after_hours(calling: Calling) -> None:
    calling.open(stop="d2-breakfast")
    calling.talk.say(MINE, "도착했어요", NOON + timedelta(hours=4))
    assert [row.stop_id for row in calling.talk.session.scalars(select(AttendanceRow))] != ["d2-breakfast"]


def test_the_newest_word_counts_once(calling: Calling) -> None:
    calling.open()
    for words in ("10분 늦어요", "못 가요", "탔어요"):
        calling.talk.say(MINE, words)
    assert calling.counts() == {"present": 1, "unknown": 39}


def test_an_answer_confirms_the_question_and_moves_the_board_on(calling: Calling) -> None:
    call = calling.open()
    boards = select(DeliveryRow).where(DeliveryRow.notice_id == call.board_id).order_by(DeliveryRow.id)
    board = calling.talk.session.scalars(boards).all()[0]
    calling.talk.say(MINE, "탔어요")
    mine = select(DeliveryRow.acknowledged_at).where(
        DeliveryRow.notice_id == call.notice_id, DeliveryRow.member_id == person(calling.talk.session, MINE).id
    )
    assert calling.talk.session.scalar(mine) == NOON
    live = calling.talk.session.get(LiveMessageRow, board.id)
    assert live is not None
    assert live.behind == 1
    shown = calling.composed(LEADER, calling.queued(NoticeKind.BOARD)[0][1])
    assert shown is not None
    assert shown.paragraphs == ("인원 확인 · 샤오미 슈퍼공장 견학 · 1/40명", "미확인 39명")


def test_a_companion_is_noted_by_name(calling: Calling) -> None:
    calling.open()
    reply = calling.talk.say(MINE, "박도윤 여기 있어요")
    assert reply.paragraphs == ("고마워요. 박도윤 님을 샤오미 슈퍼공장 견학 일정에 적어 두었어요.",)
    assert calling.stands("박도윤") == ("present", "buddy")
    assert calling.stands(MINE) == ("unknown", None)


def test_given_names_do_too(calling: Calling) -> None:
    calling.open()
    calling.talk.say(MINE, "도윤이도 왔어요")
    assert calling.stands("박도윤") == ("present", "buddy")


def test_namesakes_are_asked_back(calling: Calling) -> None:
    calling.open()
    reply = calling.talk.say(MINE, "민준이 여기 있어요")
    assert reply.outcome is Outcome.CLARIFY
    assert [button.label for button in reply.buttons] == ["김민준 (한빛전자)", "김민준 (미르정공)"]
    calling.talk.press(MINE, reply.buttons[1])
    assert calling.counts() == {"present": 1, "unknown": 39}


@pytest.mark.parametrize(
    "words",
    [
        "박도윤 여기 있어요?",
        "박도윤 탔나요",
        "박도윤 어디 있어",
        "옆자리 박도윤씨 안 왔어요",
        "박도윤 아직 안 탔어요",
        "박도윤 여기 없어요",
        "Park Doyun is not here, has not arrived",
    ],
)
def test_a_question_about_somebody_notes_nothing(calling: Calling, words: str) -> None:
    calling.open()
    calling.talk.say(MINE, words)
    assert calling.counts() == {"unknown": 40}


def test_a_leaders_question_notes_nothing_and_their_word_does(calling: Calling) -> None:
    calling.open()
    calling.talk.say(LEADER, "박도윤 왔어")
    assert calling.counts() == {"unknown": 40}
    calling.talk.say(LEADER, "박도윤 여기 있어요")
    assert calling.stands("박도윤") == ("present", "leader")


@pytest.mark.parametrize("who", [LEADER, STAFF])
@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("박도윤 도착했습니다", "present"),
        ("박도윤님 탔대요", "present"),
        ("도윤이 왔다", "present"),
        ("Park Doyun is here", "present"),
        ("박도윤 도착 처리해줘", "present"),
        ("박도윤 왔음", "present"),
        ("박도윤 불참 처리해줘", "absent"),
        ("박도윤 불참으로 처리해 주세요", "absent"),
        ("박도윤 5분 늦는대", "late"),
        ("박도윤 10분쯤 늦는다고 합니다", "late"),
        ("Park Doyun is 5 minutes late", "late"),
        ("박도윤님 10분 늦으신대요", "late"),
        ("박도윤님 못 오신대요", "absent"),
        ("박도윤 못 온대", "absent"),
        ("박도윤 아파서 쉰대요", "absent"),
        ("Park Doyun can't make it", "absent"),
    ],
)
def test_leaders_and_staff_note_others_by_name_and_take_it_back(
    calling: Calling, who: str, words: str, standing: str
) -> None:
    calling.open()
    reply = calling.talk.say(who, words)
    assert calling.stands("박도윤") == (standing, "leader")
    calling.talk.press(who, reply.buttons[0])
    assert calling.counts() == {"unknown": 40}


def test_several_are_noted_at_once_and_taken_back_to_what_they_said(calling: Calling) -> None:
    calling.open()
    calling.talk.say(MINE, "5분 늦어요")
    reply = calling.talk.say(LEADER, "박도윤이랑 이서연 도착")
    assert reply.paragraphs == ("적어 두었어요. 샤오미 슈퍼공장 견학: 이서연 (도착), 박도윤 (도착)",)
    assert calling.counts() == {"present": 2, "unknown": 38}
    back = calling.talk.press(LEADER, reply.buttons[0])
    assert back.paragraphs == ("되돌렸어요. 이서연 (5분 늦어요), 박도윤 (미확인)",)
    assert calling.counts() == {"late": 1, "unknown": 39}


def test_what_may_be_a_question_is_noted_after_a_tap_only(calling: Calling) -> None:
    calling.open()
    asked = calling.talk.say(LEADER, "박도윤 탔어요")
    assert asked.outcome is Outcome.CLARIFY
    assert asked.paragraphs == ("샤오미 슈퍼공장 견학: 박도윤 (미확인)",)
    assert calling.counts() == {"unknown": 40}
    calling.talk.press(LEADER, asked.buttons[0])
    assert calling.stands("박도윤") == ("present", "leader")


def test_how_late_somebody_else_is_asked_for(calling: Calling) -> None:
    calling.open()
    asked = calling.talk.say(LEADER, "박도윤 늦는대요")
    assert (asked.outcome, asked.paragraphs) == (Outcome.CLARIFY, ("얼마나 늦으실까요?",))
    calling.talk.press(LEADER, asked.buttons[0])
    assert calling.stands("박도윤") == ("late", "leader")


@pytest.mark.parametrize("words", ["박도윤 못 온대", "박도윤 5분 늦는대", "박도윤 불참"])
def test_a_participant_notes_no_absence_of_others(calling: Calling, words: str) -> None:
    calling.open()
    calling.talk.say("이서연", words)
    assert calling.stands("박도윤") == ("unknown", None)


@pytest.mark.parametrize("words", ["박도윤 왔어?", "박도윤 안 왔어", "홍길동 도착", "점심 도착", "박도윤 도착 몇 시"])
def test_leaders_questions_and_strangers_names_note_nothing(calling: Calling, words: str) -> None:
    calling.open()
    calling.talk.say(LEADER, words)
    assert calling.counts() == {"unknown": 40}


def test_only_ones_own_word_is_taken_back(calling: Calling) -> None:
    calling.open()
    back = calling.talk.say(LEADER, "박도윤 도착").buttons[0]
    calling.talk.press(STAFF, back)
    assert calling.stands("박도윤") == ("present", "leader")


def test_a_newer_word_is_not_taken_back_with_an_older_one(calling: Calling) -> None:
    calling.open()
    back = calling.talk.say(LEADER, "이서연 못 온대").buttons[0]
    calling.talk.say(MINE, "도착했어요")
    calling.talk.press(LEADER, back)
    assert calling.stands(MINE) == ("present", "self")


def test_my_own_name_is_me(calling: Calling) -> None:
    calling.open()
    calling.talk.tap(MINE, "attendance.here", person="이서연")
    assert calling.stands(MINE) == ("present", "self")


@pytest.mark.parametrize("who", ["99999", "홍길동"])
def test_nobody_of_that_name_is_said(calling: Calling, who: str) -> None:
    calling.open()
    reply = calling.talk.tap(MINE, "attendance.here", person=who)
    assert reply.outcome is Outcome.CLARIFY
    assert reply.paragraphs == ("이번 여행 명단에서 그 이름을 찾지 못했어요. 인솔자에게 알려 주세요.",)
    assert calling.counts() == {"unknown": 40}


def test_a_companion_who_is_late_or_stays_is_noted(calling: Calling) -> None:
    calling.open()
    asked = calling.talk.tap(MINE, "attendance.late", person=str(person(calling.talk.session, "박도윤").id))
    calling.talk.press(MINE, asked.buttons[0])
    assert calling.stands("박도윤") == ("late", "buddy")
    calling.talk.tap(MINE, "attendance.absent", person=str(person(calling.talk.session, "박도윤").id))
    assert calling.stands("박도윤") == ("absent", "buddy")


def test_a_companion_who_sees_nobody_changes_nothing(calling: Calling) -> None:
    calling.open()
    calling.talk.tap(MINE, "attendance.unseen", stop=STOP)
    assert calling.counts() == {"unknown": 40}


def test_leaders_and_staff_are_not_on_the_roll(calling: Calling) -> None:
    calling.open()
    calling.talk.say(LEADER, "도착했어요")
    assert calling.counts() == {"unknown": 40}


def test_who_has_left_the_tour_is_not_on_the_roll(calling: Calling) -> None:
    person(calling.talk.session, MINE).left_at = NOON
    assert calling.counts() == {"unknown": 39}
    assert calling.counts(until=NOON - timedelta(minutes=1)) == {"unknown": 40}
