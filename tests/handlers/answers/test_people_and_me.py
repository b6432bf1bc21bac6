from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers.reply import Outcome
from schedule_data.itinerary import StopKind
from tests.handlers.answers.tour import MEMBER, ask, beijing, facts, labels


def test_guide_is_the_one_of_the_askers_group() -> None:
    numbers = [ask("people", role="guide", member=replace(MEMBER, group=group)) for group in ("bus-1", "bus-2")]

    assert [reply.buttons[0].phone for reply in numbers] == ["+86-130-0000-0001", "+86-130-0000-0002"]
    assert numbers[0].paragraphs[0] == "현지 가이드: +86-130-0000-0001"


def test_whoever_has_no_group_sees_which_guide_is_whose() -> None:
    reply = ask("people", role="guide", member=replace(MEMBER, group=None))

    assert facts(reply) == {
        "현지 가이드 (1호차)": "+86-130-0000-0001",
        "현지 가이드 (2호차)": "+86-130-0000-0002",
    }


def test_contacts_are_told_as_text_and_as_buttons() -> None:
    reply = ask("people")

    assert list(facts(reply).values()) == [button.phone for button in reply.buttons if button.phone]


def test_other_participants_are_not_told() -> None:
    assert ask("people", role="participant").paragraphs == ("다른 참가자 정보는 알려 드릴 수 없어요.",)


def test_speakers_are_told_by_lecture() -> None:
    assert ask("people", role="speaker").paragraphs == (
        "특강 1 · 중국의 경제 정책과 산업 동향 강사는 중국 중앙당교 교수예요.",
        "특강 2 · 중국의 법과 AI 규제 강사는 중국 정법대 교수예요.",
    )
    assert len(ask("people", role="speaker", stop="d3-lecture").paragraphs) == 1


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("driver", "기사 연락처는 아직 등록되지 않았어요."),
        ("fortune-teller", "등록된 연락처가 아직 없어요."),
        ("speaker", "강사는 아직 정해지지 않았어요."),
    ],
)
def test_person_without_a_record_is_not_known(role: str, expected: str) -> None:
    reply = ask("people", role=role, itinerary=replace(beijing(), stops=()))

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith(expected)


def test_me_tells_what_is_noted_of_the_asker() -> None:
    assert facts(ask("me")) == {
        "이름": "김하늘, Haneul Kim, 가나상사",
        "버스": "1호차 (차량 번호 京A·12345)",
        "객실": "805호",
        "식단": "채식",
        "알림 설정": "1시간, 30분, 10분 전",
        "언어": "한국어",
    }


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("bus", "버스는 1호차 (차량 번호 京A·12345)예요."),
        ("room", "객실은 805호예요."),
        ("diet", "식단은 채식이에요."),
        ("reminders", "알림 설정은 1시간, 30분, 10분 전이에요."),
        ("language", "언어는 한국어예요."),
        ("name", "이름은 김하늘, Haneul Kim, 가나상사예요."),
    ],
)
def test_me_tells_one_topic(topic: str, expected: str) -> None:
    assert ask("me", topic=topic).paragraphs[0] == expected


def test_me_without_a_record_offers_the_staff() -> None:
    reply = ask("me", topic="diet", member=replace(MEMBER, diet=""))

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs == ("식단 정보가 아직 없어요. 운영진에게 알려 주시면 등록해 드려요.",)
    assert labels(reply)[0] == "운영진에게 묻기"


def test_me_tells_reminders_that_are_off() -> None:
    muted = replace(MEMBER, muted_until=datetime(2025, 9, 24, 0, 0, tzinfo=UTC))

    assert ask("me", topic="reminders", member=muted).paragraphs == (
        "알림 설정은 9월 24일(수) 08:00 (한국 09:00)까지 꺼짐이에요.",
    )
    assert ask("me", topic="reminders", member=replace(MEMBER, remind=())).paragraphs == ("알림 설정은 꺼짐이에요.",)


def test_me_tells_the_rooms_of_every_hotel() -> None:
    member = replace(MEMBER, room={"hotel": "805", "cbd": "1203"})

    assert ask("me", topic="room", member=member).paragraphs == (
        "객실은 베이징 그랜드 호텔(예시) 805호, 베이징 CBD 1203호예요.",
    )


def test_bus_is_told_with_its_plate() -> None:
    assert ask("transport", topic="bus").paragraphs[0] == "1호차 (차량 번호 京A·12345)를 타시면 돼요."


def test_whoever_has_no_bus_sees_all_of_them() -> None:
    reply = ask("transport", member=replace(MEMBER, group=None))

    assert reply.paragraphs[0] == "배정된 호차 정보가 아직 없어요."
    assert facts(reply) == {"1호차": "京A·12345", "2호차": "京A·67890"}


def test_tour_without_groups_has_no_bus_yet() -> None:
    reply = ask("transport", itinerary=replace(beijing(), groups={}))

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith("버스 정보는 아직 없어요.")


def test_flights_are_told_by_the_next_one() -> None:
    reply = ask("transport", topic="flight")

    assert reply.paragraphs[0] == "XX854 베이징 → 인천은 9월 24일(수) 중국 19:00 (한국 20:00) → 한국 22:10이에요."
    assert [card.title for card in reply.cards] == ["인천 → 베이징", "베이징 → 인천"]


def test_ride_that_is_not_planned_is_not_known() -> None:
    assert all(stop.kind != StopKind.TRAIN for stop in beijing().stops)
    assert ask("transport", topic="train").outcome == Outcome.UNKNOWN


def test_another_bus_is_told_by_its_plate() -> None:
    assert ask("transport", topic="plate", group="bus-2").paragraphs[0] == "2호차 (차량 번호 京A·67890)"


def test_rides_of_a_date_are_those_of_that_date() -> None:
    reply = ask("transport", topic="airport", date="2025-09-24")

    assert [card.title for card in reply.cards] == ["공항 이동", "베이징 → 인천"]


@pytest.mark.parametrize("topic", ["taxi", "subway"])
def test_public_transport_is_not_known(topic: str) -> None:
    reply = ask("transport", topic=topic)

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith("그 교통편 정보는 아직 없어요.")


@pytest.mark.parametrize("topic", ["seat", "roommate"])
def test_seat_and_roommate_are_not_known(topic: str) -> None:
    reply = ask("me", topic=topic)

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith("좌석과 룸메이트는 제가 알 수 없어요.")
