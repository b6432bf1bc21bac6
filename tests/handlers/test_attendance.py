from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from handlers import reminders
from handlers.reply import Outcome
from handlers.tables import AttendanceRow, DeliveryRow, NoticeRow, RollCallRow
from schedule_data.tables import MemberRow
from tests.build import beijing
from tests.handlers.talk_scene import NOON, Talk

WHO = "이서연"


def _noted(talk: Talk) -> list[tuple[str, str, int | None, str]]:
    talk.session.flush()
    rows = talk.session.scalars(select(AttendanceRow).order_by(AttendanceRow.id))
    return [(row.stop_id, row.state, row.minutes, row.evidence) for row in rows]


def _confirmed(talk: Talk) -> dict[str, list[tuple[str, datetime]]]:
    rows = talk.session.execute(
        select(MemberRow.name, NoticeRow.payload, DeliveryRow.acknowledged_at)
        .join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
        .join(NoticeRow)
        .where(DeliveryRow.acknowledged_at.is_not(None))
        .order_by(DeliveryRow.id)
    )
    confirmed: dict[str, list[tuple[str, datetime]]] = {}
    for name, payload, at in rows:
        confirmed.setdefault(name, []).append((payload["stop"], at))
    return confirmed


def test_who_comes_after_the_start_is_at_the_stop_itself(talk: Talk) -> None:
    reply = talk.tap(WHO, "attendance.here", at=beijing("09-23 20:00"), stop="d2-zyw")
    assert reply.paragraphs == ("주 파크(ZYW-PARK) 방문 도착, 확인했어요.",)


def test_being_here_is_noted_for_the_stop_that_is_named(talk: Talk) -> None:
    reply = talk.tap(WHO, "attendance.here", stop="d2-zyw")
    assert reply.paragraphs == ("주 파크(ZYW-PARK) 방문 집합, 확인했어요.",)
    assert _noted(talk) == [("d2-zyw", "here", None, "self")]


@pytest.mark.parametrize(
    ("hour", "stop"),
    [
        ("07:00", "d2-breakfast"),
        ("07:01", "d2-xiaomi"),
        ("08:20", "d2-xiaomi"),
        ("09:25", "d2-xiaomi"),  # the bus arrives
        ("10:00", "d2-xiaomi"),
        ("10:01", "d2-drive"),
    ],
)
def test_without_a_name_the_stop_people_gather_for_or_arrive_at_is_meant(talk: Talk, hour: str, stop: str) -> None:
    talk.tap(WHO, "attendance.here", beijing(f"09-23 {hour}"))
    assert [one[0] for one in _noted(talk)] == [stop]


def test_after_the_last_stop_the_last_is_meant(talk: Talk) -> None:
    talk.tap(WHO, "attendance.here", beijing("09-24 20:00"))
    assert [one[0] for one in _noted(talk)] == ["d3-flight"]
    reply = talk.tap(WHO, "attendance.here", beijing("09-26 20:00"))
    assert (reply.outcome, reply.paragraphs) == (Outcome.CLARIFY, ("지금은 도착을 확인할 일정이 없어요.",))


def test_who_is_there_days_before_anybody_gathers_is_told_what_comes_next(talk: Talk) -> None:
    reply = talk.say(WHO, "저 도착했어요", beijing("09-19 10:00"))
    assert reply.intent == "attendance.here"
    assert reply.paragraphs[0] == "지금은 모이는 시간이 아니라서 따로 적지 않았어요."
    assert reply.paragraphs[2:] == talk.say(WHO, "다음 일정?", beijing("09-19 10:00")).paragraphs
    assert _noted(talk) == []


def test_one_is_there_three_hours_ahead_and_not_earlier(talk: Talk) -> None:
    leaves = talk.tours.open(talk.session, "beijing-1", 1).itinerary.stop_by_id["d3-checkout"].leaves_at
    talk.tap(WHO, "attendance.here", leaves - timedelta(hours=3, seconds=1))
    assert _noted(talk) == []
    talk.tap(WHO, "attendance.here", leaves - timedelta(hours=3))
    assert [one[0] for one in _noted(talk)] == ["d3-checkout"]


def test_an_open_roll_call_takes_words_however_early(talk: Talk) -> None:
    early = beijing("09-22 23:00")
    leader = talk.caller("정현수").member
    assert leader is not None
    talk.session.add(RollCallRow(tour_id="beijing-1", stop_id="d2-xiaomi", opened_by=leader.id, opened_at=early))
    talk.tap(WHO, "attendance.here", early)
    assert [one[0] for one in _noted(talk)] == ["d2-xiaomi"]


def test_a_stop_that_is_named_is_noted_however_early(talk: Talk) -> None:
    talk.tap(WHO, "attendance.here", beijing("09-19 10:00"), stop="d2-xiaomi")
    assert [one[0] for one in _noted(talk)] == ["d2-xiaomi"]


def test_being_late_asks_by_how_much(talk: Talk) -> None:
    reply = talk.tap(WHO, "attendance.late", stop="d2-xiaomi")
    late = ("샤오미 슈퍼공장 견학에 늦으시는 걸로 적어 두었어요.", "얼마나 늦으실 것 같아요?")
    assert (reply.outcome, reply.paragraphs) == (Outcome.CLARIFY, late)
    assert [button.label for button in reply.buttons] == ["5분 늦어요", "10분 늦어요", "20분 늦어요"]
    told = talk.press(WHO, reply.buttons[1])
    assert told.paragraphs[0] == "샤오미 슈퍼공장 견학(08:20)에 10분 늦으시는 걸로 적어 두었어요."
    assert _noted(talk) == [("d2-xiaomi", "late", None, "self"), ("d2-xiaomi", "late", 10, "self")]


@pytest.mark.parametrize(
    ("words", "minutes"), [("10분이요", 10), ("한 15분 정도요", 15), ("5분이면 도착해요", 5), ("about 20 minutes", 20)]
)
def test_the_minutes_may_be_told_in_words(talk: Talk, words: str, minutes: int) -> None:
    talk.converse(WHO, "늦어요")
    talk.converse(WHO, words)
    assert _noted(talk)[-1] == ("d2-xiaomi", "late", minutes, "self")


@pytest.mark.parametrize("words", ["3일차 일정", "화장실 있어요", "30분 뒤에 뭐 하죠"])
def test_other_words_are_no_minutes(talk: Talk, words: str) -> None:
    talk.converse(WHO, "늦어요")
    reply = talk.converse(WHO, words)
    assert reply is not None
    assert reply.intent != "attendance.late"
    assert _noted(talk) == [("d2-xiaomi", "late", None, "self")]


@pytest.mark.parametrize("minutes", ["", "0", "-5", "²", "٣٣٣٣٣", "1e3", "9" * 30, "1441", "soon"])
def test_minutes_that_make_no_sense_are_asked_for(talk: Talk, minutes: str) -> None:
    reply = talk.tap(WHO, "attendance.late", stop="d2-xiaomi", minutes=minutes)
    assert reply.paragraphs[-1] == "얼마나 늦으실 것 같아요?"
    assert _noted(talk) == [("d2-xiaomi", "late", None, "self")]


def test_not_coming_is_noted_and_can_be_taken_back(talk: Talk) -> None:
    reply = talk.tap(WHO, "attendance.absent", stop="d2-cbd")
    assert reply.paragraphs == ("CBD 야경(자유 참가)에는 참석하지 않으시는 걸로 적어 두었어요.",)
    talk.press(WHO, reply.buttons[0])
    assert _noted(talk) == [("d2-cbd", "absent", None, "self"), ("d2-cbd", "here", None, "self")]


@pytest.mark.parametrize("intent", ["attendance.here", "attendance.late", "attendance.absent"])
@pytest.mark.parametrize("stop", ["d9-cancelled", "", "~0123456789"])
def test_a_stop_that_is_gone_is_told(talk: Talk, intent: str, stop: str) -> None:
    reply = talk.tap(WHO, intent, stop=stop)
    assert (reply.outcome, reply.intent) == (Outcome.CLARIFY, intent)
    assert _noted(talk) == []


@pytest.mark.parametrize(
    ("intent", "minutes"), [("attendance.here", ""), ("attendance.late", "5"), ("attendance.absent", "")]
)
def test_a_word_confirms_the_reminders_of_its_stop(talk: Talk, intent: str, minutes: str) -> None:
    reminders.fire(talk.session, beijing("09-23 07:20"), talk.tours.snapshots)
    reminders.fire(talk.session, NOON, talk.tours.snapshots)
    reminders.fire(talk.session, beijing("09-23 11:05"), talk.tours.snapshots)  # SU7 and lunch
    talk.tap(WHO, intent, beijing("09-23 11:06"), stop="d2-xiaomi", minutes=minutes)
    assert _confirmed(talk) == {WHO: [("d2-xiaomi", beijing("09-23 11:06"))] * 2}


def test_the_first_word_is_the_confirmation(talk: Talk) -> None:
    reminders.fire(talk.session, NOON, talk.tours.snapshots)
    talk.tap(WHO, "attendance.late", NOON, stop="d2-xiaomi", minutes="5")
    talk.tap(WHO, "attendance.here", beijing("09-23 08:10"), stop="d2-xiaomi")
    assert _confirmed(talk) == {WHO: [("d2-xiaomi", NOON)]}


def test_words_are_kept_as_they_came(talk: Talk) -> None:
    talk.tap(WHO, "attendance.late", stop="d2-xiaomi", minutes="5")
    talk.tap("전우진", "attendance.absent", stop="d2-xiaomi")
    talk.tap(WHO, "attendance.here", stop="d2-xiaomi")
    assert [state for _, state, _, _ in _noted(talk)] == ["late", "absent", "here"]


FIRST_DAY = beijing("09-22 13:20")  # lunch is still on, the next gathering is for 4Paradigm


@pytest.mark.parametrize(
    ("words", "stop", "state"),
    [
        ("점심 못 먹겠어요 빠질게요", "d1-lunch", "absent"),
        ("저녁 못 먹겠어요 빠질게요", "d1-dinner", "absent"),
        ("특강 못 갈 것 같아요", "d1-lecture", "absent"),
        ("내일 샤오미는 안 갈래요", "d2-xiaomi", "absent"),
        ("내일은 못 가요", "d2-xiaomi", "absent"),
        ("내일 10분 늦어요", "d2-xiaomi", "late"),
        ("오늘은 빠질게요", "d1-4paradigm", "absent"),
        ("호텔에서 쉴게요", "d1-4paradigm", "absent"),
        ("비행기가 늦어서 10분 늦어요", "d1-4paradigm", "late"),
        ("저 10분 늦어요", "d1-4paradigm", "late"),
    ],
)
def test_what_somebody_misses_is_the_stop_or_day_that_they_name(talk: Talk, words: str, stop: str, state: str) -> None:
    talk.say(WHO, words, FIRST_DAY)
    assert [(of, how) for of, how, _minutes, _evidence in _noted(talk)] == [(stop, state)]


@pytest.mark.parametrize(
    ("order", "stop", "state"),
    [
        ("특강에 20분 늦을 것 같아요", "d1-lecture", "late"),
        ("샤오미 취소할게요", "d2-xiaomi", "absent"),
    ],
)
def test_a_participant_whose_words_would_change_the_plan_is_offered_their_own_part(
    talk: Talk, order: str, stop: str, state: str
) -> None:
    refused = talk.say(WHO, order, FIRST_DAY)
    assert refused.outcome is Outcome.REFUSED
    assert not _noted(talk)
    talk.press(WHO, refused.buttons[1], FIRST_DAY)
    assert [(of, how) for of, how, _minutes, _evidence in _noted(talk)] == [(stop, state)]


def test_a_delay_of_a_group_is_refused_without_a_part_of_ones_own(talk: Talk) -> None:
    refused = talk.say(WHO, "2호차 10분 지연", FIRST_DAY)
    assert refused.outcome is Outcome.REFUSED
    assert "attendance.late" not in [button.action.intent for button in refused.buttons if button.action]


def test_minutes_that_a_leader_is_late_are_the_groups_delay(talk: Talk) -> None:
    reply = talk.say("정현수", "길 막혀서 20분 늦어질 듯")
    assert (reply.intent, dict(reply.slots)) == ("change.delay", {"minutes": "20", "stop": "d2-xiaomi"})
    assert _noted(talk) == []


def test_a_leader_who_is_late_oneself_delays_nobody(talk: Talk) -> None:
    assert talk.say("정현수", "저 10분 늦어요").intent == "attendance.late"


def test_a_stop_that_a_leader_does_not_go_to_is_off_for_all(talk: Talk) -> None:
    assert talk.say("정현수", "천단 안 갑니다").intent == "change.cancel"
    assert _noted(talk) == []


def test_what_a_leader_has_heard_of_a_stranger_delays_nobody(talk: Talk) -> None:
    assert talk.say("정현수", "홍길동님 10분 늦는대요").intent != "change.delay"
