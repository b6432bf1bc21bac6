from datetime import datetime

import pytest
from sqlalchemy import select

from handlers.reply import Outcome, Reply
from handlers.settings import default_language
from handlers.tables import PlannedReminderRow
from schedule_data.tables import MemberRow
from tests.build import beijing, person, seoul
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
