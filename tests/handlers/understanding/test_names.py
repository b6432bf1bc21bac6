"""Names of a tour: aliases, particles, missing spaces, slips; a whole name, never a part of a longer one."""

import pytest

from handlers.reply import Outcome
from handlers.understanding import understand
from handlers.understanding.guess import is_sure
from tests.handlers.understanding.tours import matcher_of, morning


def first(tour: str, text: str) -> tuple[str, str | None, dict[str, str]]:
    part = understand(text, matcher_of(tour), morning(tour)).parts[0]
    return part.outcome.value, part.intent, dict(part.slots)


@pytest.mark.parametrize(
    ("tour", "text", "site"),
    [
        ("beijing-1", "샤오미언제가", "xiaomi-factory"),
        ("beijing-1", "4패러다임은 언제 가요?", "4paradigm"),
        ("beijing-1", "지지씨 언제 가요", None),
        ("beijing-1", "제트지씨 언제 가요", None),
        ("beijing-1", "씨비디 언제 가요?", "cbd"),
        ("beijing-1", "티엔탄 언제 가?", "temple-of-heaven"),
        ("beijing-1", "几点去小米？", "xiaomi-factory"),
        ("danang-saigon", "참 언제 가?", "cham"),
        ("danang-saigon", "에프피티 몇 시예요", "fpt"),
        ("danang-saigon", "빈페스트는 언제 가나요", "vinfast"),
        ("berlin-fair", "when do we visit tesla", "tesla"),
        ("berlin-fair", "밀레 몇 시에 가", "miele"),
    ],
)
def test_names_are_linked(tour: str, text: str, site: str | None) -> None:
    outcome, intent, slots = first(tour, text)
    if site is None:
        assert outcome != "answer" or slots == {"site": "zgc-island"}
    else:
        assert (outcome, intent, slots) == ("answer", "agenda.when", {"site": site})


@pytest.mark.parametrize(
    "text",
    [
        "바이두 몇 시에 가?",
        "바이두몇시에가",
        "김포공항 언제 가요?",
        "김포 공항 언제 가요?",
        "샤오펑 언제 가?",
        "천안문 몇 시?",
        "샤오미 본사 언제 가요?",
        "베이징남역 몇 시에 가?",
        "화웨이랑 샤오미 언제 가?",
        "바이두 가는데 몇 시에 출발해?",
        "바이두, 몇 시에 가?",
        "바이두도 간다면서요? 몇 시에 가요?",
        "Where is the Forbidden City?",
        "when do we visit Baidu?",
        "百度几点去？",
    ],
)
def test_what_the_tour_does_not_know_is_never_answered(text: str) -> None:
    assert all(
        part.outcome is not Outcome.ANSWER
        for part in understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts
    )


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("샤오머 언제 가?", "xiaomi-factory"),
        ("천딘 몇 시에 가?", "temple-of-heaven"),
        ("xiomi when?", "xiaomi-factory"),
    ],
)
def test_a_slip_in_a_short_name_is_asked_back(text: str, site: str) -> None:
    part = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts[0]
    assert part.outcome is Outcome.CLARIFY
    assert site in part.choices[0].slots.values()


def test_a_slip_in_a_long_name_is_mended() -> None:
    assert first("beijing-1", "포페러다임 몇 시에 가?")[2] == {"site": "4paradigm"}
    assert is_sure("포패러다임")
    assert not is_sure("샤오미")


def test_a_name_left_out_by_the_asker_is_left_out() -> None:
    assert first("beijing-1", "샤오미 말고 다음 어디 가?")[1] == "agenda.next"


def test_a_hotel_of_another_city_is_not_known() -> None:
    assert first("berlin-fair", "뮌헨 호텔 어디야?")[0] == "unknown"


def test_hotels_are_told_apart_by_name() -> None:
    assert first("danang-saigon", "동커이 호텔 와이파이 비번")[2] == {"site": "hotel-saigon", "topic": "wifi"}


def test_people_and_companies_of_the_roster_are_known() -> None:
    assert first("beijing-1", "김하늘 왔어?")[2] == {"person": "김하늘", "state": "present"}
    assert first("beijing-1", "한빛전자 몇 명이야?")[2] == {"company": "한빛전자"}


def test_a_company_that_nobody_knows_is_asked_back_by_name() -> None:
    part = understand("삼성전자 몇 명이야?", matcher_of("beijing-1"), morning("beijing-1")).parts[0]
    assert (part.outcome, part.slots, part.unresolved) == (Outcome.CLARIFY, {}, ("삼성전자",))


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("포패러다임 엘리베이터가 몇 층까지 있대요?", {"site": "4paradigm"}),
        ("천단 갈 때 비비크림은 챙겨도 되나요?", {"stop": "d3-temple"}),
        ("What to bring to the Temple of Heaven, sunblock gloves?", {"stop": "d3-temple"}),
    ],
)
def test_where_a_word_is_strange_the_place_that_is_named_is_offered(text: str, slots: dict[str, str]) -> None:
    part = understand(text, matcher_of("beijing-1"), morning("beijing-1")).parts[0]
    assert part.outcome is Outcome.CLARIFY
    assert [choice.slots for choice in part.choices] == [slots]
