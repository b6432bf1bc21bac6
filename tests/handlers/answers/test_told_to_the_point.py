"""Answers that name what was asked about and nothing twice: before a stop, another group's, diets, a day's end."""

from dataclasses import replace

import pytest

from handlers.answers.nouns import said_back
from handlers.reply import Outcome
from tests.handlers.answers.tour import ask, beijing, local

MORNING = local("2025-09-23 07:40")


def test_before_a_stop_the_end_of_the_one_ahead_of_it_is_told() -> None:
    reply = ask("agenda.day", date="2025-09-23", stop="d2-lunch", topic="before", at=MORNING)

    assert reply.paragraphs[0] == (
        "점심 · 이좡 현지식 바로 앞 일정인 SU7 시승 (신청자만)은 12:40 (한국 13:40)에 끝나요. "
        "시작은 12:50 (한국 13:50)이에요."
    )
    assert [item.title for item in reply.agendas[0].items] == [
        "호텔 조식",
        "샤오미 슈퍼공장 견학",
        "SU7 시승 (신청자만)",
    ]


def test_before_the_first_stop_nothing_is_planned() -> None:
    reply = ask("agenda.day", date="2025-09-23", stop="d2-breakfast", topic="before", at=MORNING)

    assert reply.paragraphs[0].startswith("호텔 조식 전에는 잡힌 일정이 없어요.")


def test_after_the_last_stop_of_a_day_that_is_said() -> None:
    reply = ask("agenda.next", stop="d3-checkout", topic="after", at=MORNING)

    assert reply.paragraphs[0] == "그날 일정은 CBD 야경(자유 참가)이 마지막이에요."


def test_after_the_last_stop_of_all_that_is_said() -> None:
    assert (
        ask("agenda.next", stop="d3-flight", topic="last").paragraphs[0]
        == "베이징 → 인천이 이번 여행의 마지막 일정이에요."
    )


def test_the_end_of_a_day_is_told_first() -> None:
    reply = ask("agenda.day", date="2025-09-23", topic="end", at=MORNING)

    assert reply.paragraphs[0] == "마지막 일정 CBD 야경(자유 참가)은 21:00 (한국 22:00)에 끝나요."


def test_what_is_left_of_a_day_leaves_out_what_is_over() -> None:
    late = ask("agenda.day", date="2025-09-23", topic="rest", at=local("2025-09-23 18:00"))
    over = ask("agenda.day", date="2025-09-23", topic="rest", at=local("2025-09-23 23:00"))

    assert late.paragraphs[0] == "9월 23일(화) 남은 일정은 2개예요."
    assert [item.title for item in late.agendas[0].items] == ["저녁 · 훠궈", "CBD 야경(자유 참가)"]
    assert over.paragraphs[0] == "9월 23일(화) 일정은 모두 끝났어요."


def test_another_groups_plan_says_whose_it_is() -> None:
    assert ask("agenda.now", group="bus-2", at=MORNING).paragraphs[0] == "2호차 일정이에요."
    assert ask("agenda.now", group="bus-1", at=MORNING) == ask("agenda.now", at=MORNING)


def test_a_meal_says_what_diets_it_may_be_had_as() -> None:
    told = ask("meal", date="2025-09-23", meal="lunch", diet="vegetarian", at=MORNING)
    asked = ask("meal", date="2025-09-23", meal="breakfast", diet="vegetarian", at=MORNING)

    assert "이 식사에서 고를 수 있는 식단은 채식, 할랄, 알레르기예요." in told.paragraphs
    assert asked.outcome is Outcome.UNKNOWN
    assert asked.paragraphs[0].startswith("호텔 조식에 채식 식단이 있는지는 아직 몰라요.")


def test_an_allergy_goes_to_the_staff() -> None:
    reply = ask("me", topic="allergy")

    assert reply.outcome is Outcome.UNKNOWN
    assert reply.buttons[0].label == "운영진에게 묻기"


def test_the_breakfast_of_days_gone_is_not_told() -> None:
    late = local("2025-09-24 10:00")

    assert ask("hotel", topic="breakfast", at=late).paragraphs[0] == "남은 조식 일정이 없어요."


def test_a_terminal_is_told_where_a_place_names_it() -> None:
    early = local("2025-09-21 10:00")

    assert "제2터미널" in ask("transport", topic="terminal", at=early).paragraphs[0]
    assert ask("transport", topic="gate", at=early).outcome is Outcome.UNKNOWN
    assert ask("transport", topic="terminal", at=MORNING).outcome is Outcome.UNKNOWN


def test_the_hotel_that_is_left_is_told() -> None:
    stops = tuple(replace(one, site="cbd") if one.id == "d3-checkout" else one for one in beijing().stops)
    reply = ask("hotel", topic="checkout", at=MORNING, itinerary=replace(beijing(), stops=stops))

    assert reply.cards[0].facts[1].value == "베이징 CBD"


@pytest.mark.parametrize(
    ("text", "unread", "names"),
    [
        ("저 새우 못 먹는데 어떡하죠", ("새우", "어떡"), ["새우"]),
        ("바이두 지도 깔아야 하나요", ("바이두", "깔아"), ["바이두"]),
        ("키는 어디에 반납해요?", ("반납",), []),
        ("이화원은 몇 시에 가요?", ("이화원",), ["이화원"]),
        ("where is Starbucks", ("starbucks",), ["starbucks"]),
        ("가방 두고 자리 잡아 주세요, 약 사러 나눠 주기", ("두고", "잡아", "사러", "나눠", "보기", "고치기"), []),
        (
            "교보문고 세탁기 연어 달러 정진아",
            ("교보문고", "세탁기", "연어", "달러", "정진아"),
            ["교보문고", "세탁기", "연어", "달러", "정진아"],
        ),
    ],
)
def test_only_names_are_said_back(text: str, unread: tuple[str, ...], names: list[str]) -> None:
    assert list(said_back(text, unread)) == names
