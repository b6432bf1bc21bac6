from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reminder_notice import reminder
from handlers.reply import Action, Reply
from tests.handlers.answers.tour import MEMBER, beijing, facts, labels


def _reminder(stop: str, minutes: float, language: str = "ko") -> Reply:
    told = beijing().stop_by_id[stop]
    return reminder(beijing(), told, MEMBER, language, told.leaves_at - timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ko", "30분 뒤에 모여요: 08:20 (한국 09:20) 호텔 로비 · 샤오미 슈퍼공장 견학"),
        ("en", "Gathering in 30 minutes: Xiaomi EV Super Factory tour · 08:20 (Korea 09:20) Hotel lobby"),
        ("zh", "30分钟后集合：08:20（韩国 09:20） 酒店大堂 · Xiaomi EV Super Factory tour"),
    ],
)
def test_reminder_tells_how_long_is_left_and_where_to_be(language: str, expected: str) -> None:
    assert _reminder("d2-xiaomi", 30, language).paragraphs == (expected,)


def test_reminder_tells_what_to_bring_first() -> None:
    told = facts(_reminder("d2-xiaomi", 30))

    assert list(told) == ["준비물", "유의 사항", "시간", "가는 곳", "버스"]
    assert told["버스"] == "1호차 京A·12345"


def test_reminder_has_a_map_and_two_buttons() -> None:
    reply = _reminder("d2-xiaomi", 30)

    assert reply.place is not None
    assert reply.place.title == "北京大饭店（示例）"
    assert labels(reply) == ("도착했어요", "늦어요")
    assert [button.action for button in reply.buttons] == [
        Action("attendance.here", {"stop": "d2-xiaomi"}),
        Action("attendance.late", {"stop": "d2-xiaomi"}),
    ]


def test_late_reminder_tells_the_minutes_really_left() -> None:
    assert _reminder("d2-xiaomi", 17.6).paragraphs[0].startswith("18분 뒤에 모여요")


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (721, "인천공항 집합 · 9월 22일(월) 06:30 인천공항 제2터미널 3층 H카운터 앞"),
        (720, "12시간 뒤에 모여요: 06:30 인천공항 제2터미널 3층 H카운터 앞 · 인천공항 집합"),
        (0, "지금 가실 시간이에요: 인천공항 집합 · 06:30 인천공항 제2터미널 3층 H카운터 앞"),
    ],
)
def test_reminder_far_ahead_tells_the_date(minutes: int, expected: str) -> None:
    assert _reminder("d1-meet", minutes).paragraphs == (expected,)


def test_reminder_of_a_stop_without_gathering_counts_to_its_start() -> None:
    reply = _reminder("d2-drive", 10)

    assert reply.paragraphs[0] == "10분 뒤에 시작해요: SU7 시승 (신청자만) · 12:00 (한국 13:00) 샤오미 슈퍼공장"
    assert "버스" not in facts(reply)


def test_reminder_of_a_flight_has_its_number_and_both_hours() -> None:
    assert _reminder("d3-flight", 150).paragraphs[0].startswith("2시간 30분 뒤에 출발해요: 베이징 → 인천")
    assert facts(_reminder("d3-flight", 150)) == {
        "시간": "중국 19:00 (한국 20:00) → 한국 22:10",
        "편명": "XX854",
    }


def test_reminder_shows_where_people_go_where_the_meeting_point_is_on_no_map() -> None:
    place = _reminder("d2-tusfiic", 30).place

    assert place is not None
    assert place.title == "启迪人工智能创新中心"


def test_reminder_of_a_gathering_without_a_place_tells_the_hour() -> None:
    stop = beijing().stop_by_id["d2-xiaomi"]
    assert stop.gather is not None
    nowhere = replace(stop, gather=replace(stop.gather, place=None))

    reply = reminder(beijing(), nowhere, MEMBER, "ko", stop.leaves_at - timedelta(minutes=10))

    assert reply.paragraphs[0] == "10분 뒤에 모여요: 08:20 (한국 09:20) · 샤오미 슈퍼공장 견학"
