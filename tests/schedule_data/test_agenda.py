from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from schedule_data.agenda import current_stop, ends_at, local_date, next_stop, next_stops, stops_on
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary, read_itinerary

SAMPLE = Path(__file__).parents[2] / "schedule_data" / "tours" / "beijing-1.yaml"
SEOUL, BEIJING = ZoneInfo("Asia/Seoul"), ZoneInfo("Asia/Shanghai")
TOUR = build_itinerary(read_itinerary(SAMPLE).document, 1)


def _at(written: str, zone: ZoneInfo = BEIJING) -> datetime:
    return datetime.fromisoformat(f"2025-09-{written}").replace(tzinfo=zone).astimezone(UTC)


def _small(days: dict[str, list[dict[str, object]]], **keys: object) -> Itinerary:
    document = {
        "tour": "small", "title": "작은 연수", "timezone": "Asia/Shanghai",
        "starts": "2025-09-22", "ends": "2025-09-24", "days": days,
        "groups": {"a": {"name": "A"}, "b": {"name": "B"}}, **keys,
    }  # fmt: skip
    return build_itinerary(document, 1)


def _stop(stop: str, time: str, **keys: object) -> dict[str, object]:
    return {"id": stop, "kind": "free", "time": time, "title": stop, **keys}


@pytest.mark.parametrize(
    ("at", "current", "following"),
    [
        (_at("22 06:29", SEOUL), None, "d1-meet"),  # before the tour
        (_at("22 06:30", SEOUL), "d1-meet", "d1-flight"),
        (_at("22 09:09", SEOUL), "d1-meet", "d1-flight"),  # a single time lasts until the next start
        (_at("22 09:10", SEOUL), "d1-flight", "d1-lunch"),
        (_at("22 10:39"), "d1-flight", "d1-lunch"),
        (_at("22 10:40"), None, "d1-lunch"),
        (_at("22 13:39"), None, "d1-4paradigm"),
        (_at("22 13:40"), "d1-4paradigm", "d1-lecture"),  # from the gathering on
        (_at("23 00:10"), "d1-hotel", "d2-breakfast"),
        (_at("23 12:10"), "d2-drive", "d2-lunch"),
        (_at("24 00:10"), None, "d3-checkout"),
        (_at("24 08:19"), "d3-checkout", "d3-zgc"),
        (_at("24 08:20"), "d3-zgc", "d3-lecture"),
        (_at("24 22:09", SEOUL), "d3-flight", None),
        (_at("24 22:10", SEOUL), None, None),  # after the tour
    ],
)
def test_now_and_next_of_the_sample_tour(at: datetime, current: str | None, following: str | None) -> None:
    now, then = current_stop(TOUR, at), next_stop(TOUR, at)
    assert (now and now.id, then and then.id) == (current, following)


@pytest.mark.parametrize(
    ("at", "today"),
    [
        (_at("01 23:30", SEOUL), date(2025, 9, 1)),  # long before: the zone of the first stop, Seoul's
        (_at("22 00:10", SEOUL), date(2025, 9, 22)),
        (_at("22 23:30"), date(2025, 9, 22)),  # already the 23rd in Seoul
        (_at("23 00:10"), date(2025, 9, 23)),
        (_at("24 00:10"), date(2025, 9, 24)),  # between stops: the next one's zone
        (_at("24 22:30"), date(2025, 9, 24)),  # landed: home, 23:30
        (_at("24 23:10"), date(2025, 9, 25)),  # 00:10 at home after the last stop
    ],
)
def test_today_is_the_date_where_the_tour_is(at: datetime, today: date) -> None:
    assert local_date(TOUR, at) == today


def test_today_of_a_tour_without_stops_is_home_s() -> None:
    unplanned = _small({}, home_timezone="Asia/Seoul")
    assert local_date(unplanned, _at("22 23:30")) == date(2025, 9, 23)


def test_stops_of_a_day_come_in_order_of_leaving() -> None:
    assert [stop.id for stop in stops_on(TOUR, date(2025, 9, 24))] == [
        "d3-checkout", "d3-zgc", "d3-lecture", "d3-lunch", "d3-temple", "d3-airport", "d3-flight",
    ]  # fmt: skip
    assert stops_on(TOUR, date(2025, 9, 25)) == ()


def test_a_group_sees_its_own_stops_and_nobody_s_group_sees_all() -> None:
    days = {"2025-09-22": [_stop("for-a", "10:00-11:00", groups=["a"]), _stop("for-b", "10:30-12:00", groups=["b"])]}
    tour = _small(days)
    day, at = date(2025, 9, 22), _at("22 10:45")
    assert [[stop.id for stop in stops_on(tour, day, group)] for group in ("a", "b", None)] == [
        ["for-a"], ["for-b"], ["for-a", "for-b"],
    ]  # fmt: skip
    assert [getattr(current_stop(tour, at, group), "id", None) for group in ("a", "b", None)] == [
        "for-a",
        "for-b",
        "for-b",
    ]
    assert next_stop(tour, _at("22 10:10"), "a") is None


def test_a_single_time_lasts_until_the_next_leaving_of_its_group() -> None:
    gather = {"time": "09:40"}
    days = {
        "2025-09-22": [
            _stop("rest-a", "09:00", groups=["a"]),
            _stop("for-b", "09:20-09:30", groups=["b"]),
            _stop("all", "10:00-11:00", gather=gather),
        ]
    }
    tour = _small(days)
    rest = tour.stop_by_id["rest-a"]
    assert ends_at(tour, rest, "a") == ends_at(tour, rest) == _at("22 09:40")
    assert ends_at(tour, tour.stop_by_id["all"]) == _at("22 11:00")


def test_a_single_time_at_the_very_end_lasts_for_its_day() -> None:
    tour = _small({"2025-09-24": [_stop("farewell", "17:00")]}, home_timezone="Asia/Seoul")
    assert ends_at(tour, tour.stop_by_id["farewell"]) == _at("25 00:00")
    assert [local_date(tour, _at(at)).day for at in ("24 23:30", "25 00:30")] == [24, 25]


def test_an_optional_stop_is_now_only_where_nothing_else_is() -> None:
    days = {
        "2025-09-22": [
            _stop("visit", "09:00-12:00"),
            _stop("side-trip", "10:00-11:00", optional=True),
            _stop("night-walk", "20:00-21:00", optional=True),
        ]
    }
    tour = _small(days)
    now = [getattr(current_stop(tour, _at(at)), "id", None) for at in ("22 10:30", "22 20:30", "22 21:30")]
    assert now == ["visit", "night-walk", None]


def test_next_stops_go_on_to_the_first_for_everyone() -> None:
    assert [stop.id for stop in next_stops(TOUR, _at("23 11:00"))] == ["d2-drive", "d2-lunch"]
    assert [stop.id for stop in next_stops(TOUR, _at("23 19:00"))] == ["d2-cbd", "d3-checkout"]
    assert next_stops(TOUR, _at("25 12:00")) == ()
