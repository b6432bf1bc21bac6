from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reply import Outcome
from schedule_data.itinerary import StopKind, Text
from tests.handlers.answers.tour import MEMBER, ask, beijing, facts, labels, local


def test_next_meal_is_told_with_what_the_hotel_says_of_it() -> None:
    reply = ask("meal")

    assert reply.paragraphs == (
        "호텔 조식은 9월 23일(화) 06:30–08:00 (한국 07:30–09:00), 베이징 그랜드 호텔(예시)이에요.",
        "베이징 그랜드 호텔(예시): 조식 06:30–09:00, 2층 식당",
    )


def test_meal_tells_the_askers_own_diet() -> None:
    reply = ask("meal", meal="lunch")

    assert reply.paragraphs[0] == "점심 · 이좡 현지식은 9월 23일(화) 12:50–13:50 (한국 13:50–14:50), 이좡 식당이에요."
    assert reply.paragraphs[1] == "식단은 채식으로 등록되어 있어요."


def test_meals_of_a_date_are_all_listed() -> None:
    reply = ask("meal", date="2025-09-22")

    assert [item.title for item in reply.agendas[0].items] == ["점심 · 베이징 오리구이", "환영 만찬"]


def test_breakfast_that_no_stop_has_is_told_from_the_hotel() -> None:
    assert ask("meal", meal="breakfast", date="2025-09-24").paragraphs[:2] == (
        "9월 24일(수) 일정에는 조식이 없어요.",
        "베이징 그랜드 호텔(예시): 조식 06:30–09:00, 2층 식당",
    )


@pytest.mark.parametrize("date", ["2025-09-22", "2025-09-23", "2025-09-24", "2025-09-30"])
def test_the_hotels_breakfast_of_a_date_is_that_dates_meal(date: str) -> None:
    reply = ask("hotel", topic="breakfast", date=date)

    assert reply == ask("meal", meal="breakfast", date=date)
    assert (date == "2025-09-23") == ("호텔 조식은 9월 23일" in " ".join(reply.paragraphs))


def test_breakfast_of_a_named_hotel_is_not_another_days() -> None:
    told = {day: ask("hotel", topic="breakfast", site="hotel", date=f"2025-09-{day}") for day in (23, 24)}

    assert told[23].paragraphs[0] == "호텔 조식은 9월 23일(화) 06:30–08:00 (한국 07:30–09:00)예요."
    assert told[24].paragraphs[:1] == ("베이징 그랜드 호텔(예시): 조식 06:30–09:00, 2층 식당",)
    assert told[24].cards == ()


def test_a_hotel_without_a_record_of_breakfast_has_only_the_days_meals() -> None:
    site = replace(beijing().sites["hotel"], facts={})
    itinerary = replace(beijing(), sites={**beijing().sites, "hotel": site})
    reply = ask("hotel", itinerary=itinerary, topic="breakfast", date="2025-09-24")

    assert reply.paragraphs == ("9월 24일(수) 일정에는 조식이 없어요.",)
    assert labels(reply) == ("9월 24일 식사 시간", "인솔자 전화")


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ({"meal": "breakfast", "date": "2025-09-22"}, "9월 22일(월) 일정에는 조식이 없어요."),
        ({"meal": "dinner", "date": "2025-09-24"}, "9월 24일(수) 일정에는 저녁 식사가 없어요."),
    ],
)
def test_meal_that_is_not_planned_is_said_so(slots: dict[str, str], expected: str) -> None:
    reply = ask("meal", slots)

    assert reply.paragraphs == (expected,)
    assert labels(reply)[0].endswith("식사 시간")


def test_no_meal_is_left() -> None:
    assert ask("meal", at=local("2025-09-24 14:00")).paragraphs == ("남은 식사 일정이 없어요.",)


def test_meals_of_an_announced_tour_are_not_planned() -> None:
    reply = ask("meal", itinerary=replace(beijing(), stops=()))

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith("식사 일정은 아직 정해지지 않았어요.")


@pytest.mark.parametrize(("clock", "meal"), [("07:00", "breakfast"), ("12:00", "lunch"), ("19:00", "dinner")])
def test_meal_without_a_telling_title_is_known_by_its_hour(clock: str, meal: str) -> None:
    start = local(f"2025-09-23 {clock}")
    stop = replace(
        beijing().stop_by_id["d2-lunch"], title=Text({"ko": "훠궈"}, "ko"), start=start, end=None, place=None
    )

    reply = ask("meal", itinerary=replace(beijing(), stops=(stop,)), meal=meal, date="2025-09-23")

    assert reply.paragraphs[0].startswith(f"훠궈는 9월 23일(화) {clock}")
    assert "장소는 아직 정해지지 않았어요." in reply.paragraphs[0]


def test_hotel_tells_everything_and_shows_it() -> None:
    reply = ask("hotel")

    assert reply.paragraphs == ("호텔은 베이징 그랜드 호텔(예시)이에요.",)
    assert facts(reply) | {} == {
        "주소": "北京市朝阳区建国路1号",
        "전화": "+86-10-0000-0000",
        "객실": "805호",
        "와이파이": "와이파이 GRAND-GUEST, 비밀번호는 객실 번호 + 0922",
        "조식": "조식 06:30–09:00, 2층 식당",
        "체크아웃": "체크아웃 24일 08:00까지",
    }
    assert reply.place is not None


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("wifi", "베이징 그랜드 호텔(예시): 와이파이 GRAND-GUEST, 비밀번호는 객실 번호 + 0922"),
        ("breakfast", "호텔 조식은 9월 23일(화) 06:30–08:00 (한국 07:30–09:00)예요."),
        ("checkout", "체크아웃은 9월 24일(수) 08:00 (한국 09:00)예요."),
        ("check-in", "호텔 투숙은 9월 22일(월) 20:30 (한국 21:30)이에요."),
        ("room", "베이징 그랜드 호텔(예시) 객실은 805호예요."),
        ("phone", "베이징 그랜드 호텔(예시): +86-10-0000-0000"),
        (
            "address",
            "베이징 그랜드 호텔(예시) 주소예요. 기사님께 보여 주세요.",
        ),
    ],
)
def test_hotel_topic_is_told_first(topic: str, expected: str) -> None:
    assert ask("hotel", topic=topic).paragraphs[0] == expected


def test_hotel_fact_that_the_plan_has_outdated_is_left_out() -> None:
    moved = timedelta(hours=2)
    stops = tuple(
        replace(stop, start=stop.start + moved) if stop.id == "d3-checkout" else stop for stop in beijing().stops
    )
    itinerary = replace(beijing(), stops=stops)

    assert ask("hotel", itinerary=itinerary, topic="checkout").paragraphs == (
        "체크아웃은 9월 24일(수) 10:00 (한국 11:00)예요.",
    )
    assert facts(ask("hotel", itinerary=itinerary))["체크아웃"] == "체크아웃은 9월 24일(수) 10:00 (한국 11:00)예요."


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("smoking", "베이징 그랜드 호텔(예시)의 흡연 정보는 아직 없어요."),
        ("pool", "베이징 그랜드 호텔(예시): 그 정보는 아직 없어요."),
    ],
)
def test_hotel_topic_without_a_record_is_not_known(topic: str, expected: str) -> None:
    reply = ask("hotel", topic=topic)

    assert reply.outcome == Outcome.UNKNOWN
    assert reply.paragraphs[0].startswith(expected)
    assert labels(reply) == ("운영진에게 묻기", "호텔", "인솔자 전화")


def test_hotel_without_phone_room_or_stop_is_honest() -> None:
    site = replace(beijing().sites["hotel"], phone=None)
    itinerary = replace(beijing(), sites={"hotel": site})
    nobody = replace(MEMBER, room={})

    assert ask("hotel", itinerary=itinerary, topic="phone").outcome == Outcome.UNKNOWN
    assert ask("hotel", member=nobody, topic="room").paragraphs[0].startswith("객실 번호는 아직 등록되지 않았어요.")
    assert ask("hotel", itinerary=replace(itinerary, stops=())).paragraphs[0].startswith("호텔은 아직 정해지지")


def test_hotel_of_a_tour_with_two_is_the_one_of_the_date() -> None:
    second = replace(beijing().sites["cbd"], id="second")
    arrival = replace(
        beijing().stop_by_id["d1-hotel"],
        id="d2-hotel",
        day=beijing().ends,
        site="second",
        start=local("2025-09-24 18:00"),
    )
    itinerary = replace(
        beijing(), sites={**beijing().sites, "second": second}, stops=(beijing().stop_by_id["d1-hotel"], arrival)
    )

    told = [ask("hotel", itinerary=itinerary, date=f"2025-09-{day}").paragraphs[0] for day in (22, 23, 24)]

    assert told == ["호텔은 베이징 그랜드 호텔(예시)이에요."] * 2 + ["호텔은 베이징 CBD예요."]
    assert arrival.kind == StopKind.HOTEL


@pytest.mark.parametrize(
    ("at", "date", "hotel"),
    [
        ("2025-09-22T23:00", "2025-09-23", "첫 호텔"),
        ("2025-09-23T07:00", None, "첫 호텔"),
        ("2025-09-23T07:00", "2025-09-23", "첫 호텔"),
        ("2025-09-23T23:00", None, "둘째 호텔"),
        ("2025-09-23T07:00", "2025-09-24", "둘째 호텔"),
    ],
)
def test_the_check_out_of_a_day_is_of_the_hotel_woken_up_in(at: str, date: str | None, hotel: str) -> None:
    """Where only the hotels' records tell of the check-out."""
    tour, night = beijing(), next(stop for stop in beijing().stops if stop.kind == StopKind.HOTEL)
    site = tour.sites[night.site or ""]
    first, second = (
        replace(site, id=name, name=Text({"ko": name}, "ko"), facts={"checkout": Text({"ko": "08:00까지"}, "ko")})
        for name in ("첫 호텔", "둘째 호텔")
    )
    nights = (
        replace(night, site=first.id),
        replace(
            night, id="n2", site=second.id, day=night.day + timedelta(days=1), start=night.start + timedelta(days=1)
        ),
    )
    others = tuple(stop for stop in tour.stops if stop.kind != StopKind.HOTEL)
    stops = tuple(sorted((*others, *nights), key=lambda stop: stop.start))
    itinerary = replace(tour, sites={**tour.sites, first.id: first, second.id: second}, stops=stops)
    given = {"date": date} if date else None

    assert (
        ask("hotel", given, at=local(at), itinerary=itinerary, topic="checkout").paragraphs[0] == f"{hotel}: 08:00까지"
    )
