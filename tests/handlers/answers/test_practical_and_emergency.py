from dataclasses import replace

import pytest

from handlers.reply import Outcome
from tests.handlers.answers.tour import ask, beijing, facts, labels, local


def test_wifi_is_told_for_the_bus_and_the_hotel() -> None:
    assert ask("practical", topic="wifi").paragraphs[:2] == (
        "버스 안 와이파이: TOUR-BUS / tour0922",
        "베이징 그랜드 호텔(예시): 와이파이 GRAND-GUEST, 비밀번호는 객실 번호 + 0922",
    )


def test_all_tips_are_told_without_a_topic() -> None:
    assert list(facts(ask("practical"))) == ["와이파이", "콘센트", "환전·결제", "로밍·통신"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ko", "중국은 한국보다 1시간 느려요. 지금 중국 07:45, 한국 08:45이에요."),
        ("en", "China is 1 hour behind Korea. It is 07:45 there now, 08:45 in Korea."),
        ("zh", "中国比韩国晚1小时。现在中国07:45，韩国08:45。"),
    ],
)
def test_time_difference_is_computed(language: str, expected: str) -> None:
    assert ask("practical", topic="time", language=language).paragraphs == (expected,)


def test_time_difference_ahead_of_home() -> None:
    itinerary = replace(beijing(), home_timezone="Asia/Ho_Chi_Minh")

    assert (
        ask("practical", topic="clock", itinerary=itinerary).paragraphs[0].startswith("중국은 베트남보다 1시간 빨라요.")
    )


def test_time_difference_at_home_before_the_tour_is_that_of_the_tour() -> None:
    assert ask("practical", topic="time", at=local("2025-09-20 10:00")).paragraphs[0].startswith("중국은 한국보다")


def test_no_time_difference() -> None:
    itinerary = replace(beijing(), home_timezone="Asia/Shanghai", stops=())

    assert ask("practical", topic="time", itinerary=itinerary).paragraphs == ("시차가 없어요. 지금 07:45이에요.",)


@pytest.mark.parametrize(
    ("topic", "expected"), [("weather", "날씨 안내는 아직 없어요."), ("moon", "그 내용은 아직 안내된 게 없어요.")]
)
def test_topic_without_a_note_is_not_known(topic: str, expected: str) -> None:
    reply = ask("practical", topic=topic)

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith(expected)


def test_tour_without_tips_says_so() -> None:
    assert ask("practical", itinerary=replace(beijing(), practical={})).outcome == Outcome.UNKNOWN


def test_emergency_begins_with_what_to_press() -> None:
    reply = ask("emergency")

    assert reply.paragraphs == (
        "위급하면 바로 전화하세요: 구급 120, 경찰 110",
        "그다음 인솔자에게 알려 주세요: +82-10-0000-0001",
    )
    phones = [button.phone for button in reply.buttons if button.phone]
    assert phones == ["120", "110", "+82-10-0000-0001", "+86-130-0000-0001", "+82-2-0000-0000"]
    assert list(facts(reply).values()) == phones


def test_emergency_without_rescue_numbers_calls_the_leader() -> None:
    contacts = tuple(contact for contact in beijing().contacts if contact.role == "leader")

    reply = ask("emergency", itinerary=replace(beijing(), contacts=contacts))

    assert reply.paragraphs == ("바로 인솔자에게 전화하세요: +82-10-0000-0001",)


def test_emergency_without_any_number_is_honest() -> None:
    reply = ask("emergency", itinerary=replace(beijing(), contacts=()))

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs == ("바로 주변 사람에게 도움을 청하세요. 등록된 비상 연락처가 없어요.",)
    assert labels(reply) == ("운영진에게 묻기",)
