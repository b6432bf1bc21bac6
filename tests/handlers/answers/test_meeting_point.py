"""Which point on the map is shown for a meeting place in words: the site it is named after, where people are then."""

from typing import Any

import pytest

from handlers.answers.maps import meeting_point
from schedule_data.itinerary_file import build_itinerary
from tests.build import document, sample_document, stop

ZONE = {"location": [39.9, 116.4]}
SITES: dict[str, Any] = {
    "old": {"name": "강변 호텔", **ZONE},
    "new": {"name": "호수 호텔", "aliases": ["레이크"], **ZONE},
    "town": {"name": "옛거리", **ZONE},
    "other": {"name": "박물관", **ZONE},
}


def _shown(place: str, *, day: int = 23, time: str = "15:00-16:00", groups: tuple[str, ...] = ()) -> str | None:
    """Give what the map shows of a stop that people gather for at a place, on a tour that changes its hotel at noon."""
    more = {"groups": list(groups)} if groups else {}
    asked = stop("asked", time, day=day, gather={"time": time[:5], "place": place}, **more)
    stops = (
        stop("night", "20:00-20:30", kind="hotel", site="old"),
        stop("out", "09:00-09:30", day=23, kind="hotel", site="old"),
        stop("in-1", "12:00-12:30", day=23, kind="hotel", site="new", groups=["bus-1"]),
        stop("town", "10:00-11:00", day=23, site="town"),
        stop("museum", "10:00-11:00", day=22, site="other"),
    )
    groups_of = {"bus-1": {"name": "1호차"}, "bus-2": {"name": "2호차"}}
    plan = document(*stops, asked, sites=SITES, groups=groups_of)
    plan["days"] = {day: sorted(planned, key=lambda one: str(one["time"])) for day, planned in plan["days"].items()}
    built = build_itinerary(plan, 1)
    point = meeting_point(built, built.stop_by_id["asked"], "ko")
    return point.title if point else None


@pytest.mark.parametrize("words", ["호텔 로비", "Hotel lobby", "강변 호텔 정문"])
def test_the_hotel_is_the_one_of_that_moment(words: str) -> None:
    assert _shown(words, time="08:00-08:30") == "강변 호텔"


def test_of_two_buses_hotels_none_is_shown_to_all() -> None:
    assert _shown("호텔 로비") is None
    assert _shown("호텔 로비", groups=("bus-1",)) == "호수 호텔"
    assert _shown("호텔 로비", groups=("bus-2",)) == "강변 호텔"


@pytest.mark.parametrize("words", ["호수 호텔 로비", "레이크 정문", "옛거리 남문"])
def test_the_place_of_another_day_is_not_shown(words: str) -> None:
    assert _shown(words, day=22) is None


def test_the_place_of_the_day_is_shown() -> None:
    assert (_shown("박물관 앞", day=22), _shown("박물관 앞")) == ("박물관", None)


def test_a_restaurant_in_a_place_is_not_the_place_but_a_hotel_s_is() -> None:
    assert (_shown("옛거리 남문"), _shown("옛거리 식당")) == ("옛거리", None)
    assert _shown("호텔 2층 식당", time="08:00-08:30") == "강변 호텔"


def test_the_sample_tour_meets_in_its_hotel_and_at_gates() -> None:
    built = build_itinerary(sample_document(), 1)
    points = {one.id: meeting_point(built, one, "ko") for one in built.stops}
    titles = {name: point.title for name, point in points.items() if point}
    assert (titles["d2-xiaomi"], titles["d3-airport"]) == ("北京大饭店（示例）", "天坛")
    assert "d3-lunch" not in titles  # '중관춘 식당' is some restaurant there
