from datetime import datetime

import pytest
from sqlalchemy import select

from handlers import reminders
from handlers.channel_order import channels_of
from handlers.membership.visit import itinerary_of
from handlers.missed import tell_missed
from handlers.reply import Outcome, Reply
from handlers.settings import default_language
from handlers.tables import PlannedReminderRow
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.build import account, beijing, person, seoul
from tests.handlers.talk_scene import NOON, Talk

WHO = "이서연"


def _set(talk: Talk, topic: str, at: datetime = NOON) -> Reply:
    return talk.tap(WHO, "reminder.settings", at, topic=topic)


def _stored(talk: Talk) -> tuple[list[int] | None, datetime | None]:
    talk.session.expire_all()
    row: MemberRow = person(talk.session, WHO)
    return row.remind, row.muted_until


def _planned(talk: Talk, stop: str) -> list[int]:
    rows = select(PlannedReminderRow.minutes).where(PlannedReminderRow.stop_id == stop)
    return sorted(talk.session.scalars(rows), reverse=True)


def test_without_a_wish_the_settings_are_told(talk: Talk) -> None:
    reply = talk.tap(WHO, "reminder.settings")
    assert reply.paragraphs[0] == "집합 1시간, 30분, 10분 전에 알려 드려요."
    assert [button.label for button in reply.buttons] == ["알림 끄기", "15분 전에만 알림", "기본 알림으로"]
    assert _stored(talk) == (None, None)


@pytest.mark.parametrize(
    ("topic", "kept"),
    [
        ("15", [15]),
        ("60,10", [60, 10]),
        ("10 60 10", [60, 10]),
        ("1,2,3,4,5,6,7", [7, 6, 5, 4, 3]),
        ("1440", [1440]),
        ("1441,5", [5]),
    ],
)
def test_own_offsets_are_kept_and_planned(talk: Talk, topic: str, kept: list[int]) -> None:
    reply = _set(talk, topic)
    assert reply.outcome is Outcome.ANSWER
    assert _stored(talk) == (kept, None)
    assert _planned(talk, "d2-zyw") == sorted({60, 30, 10, *kept}, reverse=True)


def test_own_offsets_are_told(talk: Talk) -> None:
    assert _set(talk, "15").paragraphs[0] == "집합 15분 전에 알려 드려요."
    assert talk.tap(WHO, "reminder.settings").paragraphs[0] == "집합 15분 전에 알려 드려요."


@pytest.mark.parametrize("topic", ["0", "-", "9999", "99999999999999", "", "soon", "²"])
def test_nonsense_changes_nothing(talk: Talk, topic: str) -> None:
    assert _set(talk, topic).paragraphs[0] == "집합 1시간, 30분, 10분 전에 알려 드려요."
    assert _stored(talk) == (None, None)


def test_no_reminder_is_missed_for_asking_after_a_stop_began(talk: Talk) -> None:
    snapshots = Snapshots()
    reminders.fire(talk.session, NOON, snapshots)
    for topic in ("45", "45,20"):
        _set(talk, topic)
        reminders.plan(talk.session, itinerary_of(talk.session, "beijing-1"))
        assert [one for one in reminders.fire(talk.session, NOON, snapshots) if one.people is None] == []
    assert _planned(talk, "d2-zyw") == [60, 45, 30, 20, 10]


def test_what_was_missed_before_asking_is_still_told(talk: Talk) -> None:
    _set(talk, "45")
    snapshots = Snapshots()
    missed = tell_missed(talk.session, reminders.fire(talk.session, NOON, snapshots), snapshots, NOON)
    assert missed.keys() == {"beijing-1"}


def test_the_minutes_slot_counts_too(talk: Talk) -> None:
    talk.tap(WHO, "reminder.settings", minutes="20")
    assert _stored(talk) == ([20], None)


def test_the_usual_reminders_come_back(talk: Talk) -> None:
    _set(talk, "15")
    assert _set(talk, "default").paragraphs[0] == "집합 1시간, 30분, 10분 전에 알려 드려요."
    assert _stored(talk) == (None, None)
    assert _planned(talk, "d2-zyw") == [60, 30, 10]


def test_silence_ends_with_the_day_where_the_person_is(talk: Talk) -> None:
    reply = _set(talk, "off")
    assert reply.paragraphs == ("내일 아침까지 알림을 보내지 않을게요.",)
    assert reply.buttons[0].label == "알림 켜기"
    assert _stored(talk) == (None, beijing("09-24 00:00"))


def test_silence_in_korea_ends_with_korea_s_day(talk: Talk) -> None:
    _set(talk, "off", seoul("09-20 23:30"))
    assert _stored(talk)[1] == seoul("09-21 00:00")


def test_silence_keeps_own_offsets_and_can_be_ended(talk: Talk) -> None:
    _set(talk, "15")
    _set(talk, "off")
    assert _stored(talk)[0] == [15]
    assert _set(talk, "on").paragraphs[0] == "집합 15분 전에 알려 드려요."
    assert _stored(talk) == ([15], None)


def test_silence_of_the_past_is_not_told(talk: Talk) -> None:
    _set(talk, "off")
    later = talk.tap(WHO, "reminder.settings", beijing("09-24 07:00"))
    assert later.paragraphs[0] == "집합 1시간, 30분, 10분 전에 알려 드려요."


@pytest.mark.parametrize(
    ("hint", "spoken"), [(None, "ko"), ("", "ko"), ("en-GB", "en"), ("zh-hans", "zh"), ("ZH", "zh"), ("fr", "ko")]
)
def test_the_messenger_s_hint_is_followed_where_it_is_ours(hint: str | None, spoken: str) -> None:
    assert default_language(hint) == spoken


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("3시까지 알림 꺼줘", "09-23 15:00"),
        ("내일 아침까지 알림 꺼줘", "09-24 07:00"),
        ("9월 24일 오전 8시까지 알림 꺼 줘", "09-24 08:00"),
        ("7시까지 조용히 해줘", "09-23 19:00"),
        ("알림 2시간 동안 꺼줘", "09-23 09:50"),
        ("mute until 3pm", "09-23 15:00"),
        ("turn off reminders until noon", "09-23 12:00"),
        ("明天早上之前关闭提醒", "09-24 07:00"),
        ("자정까지 알림 꺼줘", "09-24 00:00"),
    ],
)
def test_silence_until_the_time_that_is_said(talk: Talk, words: str, until: str) -> None:
    reply = talk.say(WHO, words)
    assert (reply.intent, reply.slots["topic"]) == ("reminder.settings", "off")
    assert _stored(talk) == (None, beijing(until))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("알림 15분 전, 5분 전으로", [15, 5]),
        ("알림 1시간 전이랑 10분 전에 해줘", [60, 10]),
        ("알림 30분 전 말고 10분 전으로", [10]),
        ("remind me 45 minutes and 15 minutes before", [45, 15]),
    ],
)
def test_every_time_that_is_said_is_kept(talk: Talk, words: str, kept: list[int]) -> None:
    talk.say(WHO, words)
    assert _stored(talk)[0] == kept


@pytest.mark.parametrize("words", ["내 정보", "저장된 정보", "/me", "me"])
def test_details_come_with_all_that_is_stored_and_the_way_to_erase_it(talk: Talk, words: str) -> None:
    reply = talk.say(WHO, words)
    assert reply.intent == "me"
    assert len(reply.cards) == 2
    assert "me.erase" in [button.action.intent for button in reply.buttons if button.action]


def test_the_end_of_silence_is_told_in_local_time(talk: Talk) -> None:
    assert talk.say(WHO, "3시까지 알림 꺼줘").paragraphs == ("9월 23일(화) 15:00 (한국 16:00)까지 알림을 껐어요.",)


@pytest.mark.parametrize("until", ["soon", "2020-01-01T00:00+00:00", "2099-01-01T00:00+00:00", "99:99", "3월까지"])
def test_a_time_that_is_none_is_asked_for(talk: Talk, until: str) -> None:
    reply = talk.tap(WHO, "reminder.settings", topic="off", until=until)
    assert (reply.outcome, _stored(talk)) == (Outcome.CLARIFY, (None, None))


def test_the_time_that_was_asked_for(talk: Talk) -> None:
    assert talk.tap(WHO, "reminder.settings", topic="off", until="2025-09-23T12:00+08:00").outcome is Outcome.ANSWER
    assert _stored(talk) == (None, beijing("09-23 12:00"))


def test_the_channel_that_comes_first(talk: Talk) -> None:
    account(talk.session, person(talk.session, WHO), channel="kakao", address="k")
    assert talk.tap(WHO, "channels.order").paragraphs == ("이 순서로 보내 드려요: 텔레그램 → 카카오톡",)
    assert talk.say(WHO, "카카오로 먼저 보내줘").paragraphs == ("이 순서로 보내 드려요: 카카오톡 → 텔레그램",)
    own = person(talk.session, WHO).id
    assert channels_of(talk.session, own) == ["kakao", "telegram"]
    assert talk.say(WHO, "텔레그램으로 알림 받을래요").paragraphs == ("이 순서로 보내 드려요: 텔레그램 → 카카오톡",)
    assert talk.say(WHO, "카카오톡으로 알림 받을래요").paragraphs == ("이 순서로 보내 드려요: 카카오톡 → 텔레그램",)
    assert talk.say(WHO, "웹 먼저").paragraphs[0] == "아직 웹 채팅으로 참가하지 않으셨어요."
    assert channels_of(talk.session, own) == ["kakao", "telegram"]
