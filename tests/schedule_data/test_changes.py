from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from schedule_data.changes import (
    ChangeNotPossible,
    Obstacle,
    Shift,
    cancelled,
    delayed,
    inserted,
    places_swapped,
    relocated,
    shifted,
)
from schedule_data.comparison import compare
from schedule_data.itinerary_file import itinerary_problems, read_itinerary
from tests.schedule_data.conftest import SAMPLE

DOCUMENT = read_itinerary(SAMPLE).document.to_json()


def _with(**keys: object) -> dict[str, Any]:
    stop = {"id": "late", "kind": "free", "title": "밤", **keys}
    return {**DOCUMENT, "days": {"2025-09-24": [stop]}}


def test_a_delay_moves_start_end_and_gathering() -> None:
    assert compare(DOCUMENT, delayed(DOCUMENT, ["d2-xiaomi", "d2-drive"], 30)) == [
        "~ stop d2-xiaomi moved: 2025-09-23 09:30-12:00 -> 2025-09-23 10:00-12:30",
        "~ stop d2-xiaomi gather.time: 08:20 -> 08:50",
        "~ stop d2-drive moved: 2025-09-23 12:00-12:40 -> 2025-09-23 12:30-13:10",
    ]


def test_a_delay_past_midnight_goes_to_the_next_day_and_makes_the_tour_longer() -> None:
    changed = delayed(_with(time="23:40-00:20+1"), ["late"], 30)
    assert changed["days"]["2025-09-25"] == [{"id": "late", "kind": "free", "title": "밤", "time": "00:10-00:50"}]
    assert (changed["days"]["2025-09-24"], changed["ends"], itinerary_problems(changed)) == ([], "2025-09-25", [])


def test_an_earlier_start_may_come_before_midnight() -> None:
    changed = delayed(_with(time="00:10"), ["late"], -20)
    assert changed["days"]["2025-09-23"][0]["time"] == "23:50"


def test_a_flight_keeps_its_two_zones() -> None:
    changed = delayed(DOCUMENT, ["d1-flight"], 90)
    assert changed["days"]["2025-09-22"][1]["time"] == "10:40-12:10"


def test_the_end_alone_moves_where_a_visit_lasts_longer() -> None:
    assert compare(DOCUMENT, shifted(DOCUMENT, {"d2-xiaomi": Shift(end=20)})) == [
        "~ stop d2-xiaomi moved: 2025-09-23 09:30-12:00 -> 2025-09-23 09:30-12:20"
    ]


def test_a_stop_that_stays_on_its_day_keeps_its_line() -> None:
    changed = delayed(DOCUMENT, ["d2-xiaomi"], 30)
    assert [stop["id"] for stop in changed["days"]["2025-09-23"]] == [
        stop["id"] for stop in DOCUMENT["days"]["2025-09-23"]
    ]


def test_a_sign_up_closes_with_the_stop_that_was_brought_forward() -> None:
    changed = delayed(DOCUMENT, ["d2-drive"], -16 * 60)
    drive = next(stop for stop in changed["days"]["2025-09-22"] if stop["id"] == "d2-drive")
    assert (drive["time"], drive["signup"]["closes"]) == ("20:00-20:40", "2025-09-22T20:00:00")
    assert itinerary_problems(changed)[0].path[-1] == "time"  # it overlaps the dinner, and nothing else is wrong


def test_a_new_stop_is_listed_under_its_day() -> None:
    entry = {"id": "added-2", "kind": "free", "title": "커피", "time": "08:10"}
    changed = inserted(DOCUMENT, date(2025, 9, 24), entry)
    assert changed["days"]["2025-09-24"][-1] == entry
    assert itinerary_problems(changed) == []


def test_gathering_places_change_hands_where_both_have_one() -> None:
    changed = places_swapped(DOCUMENT, "d2-tusfiic", "d2-zyw")
    assert compare(DOCUMENT, changed) == [
        "~ stop d2-tusfiic gather.place.ko: 식당 앞 버스 승차장 -> TusFIIC 정문 버스",
        "~ stop d2-zyw gather.place.ko: TusFIIC 정문 버스 -> 식당 앞 버스 승차장",
    ]
    assert places_swapped(DOCUMENT, "d2-tusfiic", "d2-lunch") == DOCUMENT


def test_another_place_replaces_every_language() -> None:
    assert compare(DOCUMENT, relocated(DOCUMENT, "d3-zgc", {"ko": "정문"})) == [
        "~ stop d3-zgc gather.place.ko: 호텔 로비 -> 정문",
        "- stop d3-zgc gather.place.en: Hotel lobby",
    ]
    moved = relocated(DOCUMENT, "d2-cbd", {"ko": "왕푸징"}, leaves_site=True)["days"]["2025-09-23"][-1]
    assert (moved["place"], "site" in moved) == ({"ko": "왕푸징"}, False)
    kept = relocated(DOCUMENT, "d3-zgc", {"ko": "왕푸징"}, leaves_site=True)["days"]["2025-09-24"][1]
    assert kept["site"] == "zgc-island"  # people gather elsewhere and go there all the same
    assert relocated(DOCUMENT, "d1-lunch", {"ko": "다른 식당"})["days"]["2025-09-22"][2]["place"] == {"ko": "다른 식당"}


def test_a_cancelled_stop_is_gone() -> None:
    assert compare(DOCUMENT, cancelled(DOCUMENT, "d2-zyw")) == [
        "- stop d2-zyw: 2025-09-23 16:20-17:40 주 파크(ZYW-PARK) 방문"
    ]


def test_the_document_itself_stays_as_it_is() -> None:
    before = deepcopy(DOCUMENT)
    delayed(DOCUMENT, ["d2-xiaomi"], 30)
    cancelled(DOCUMENT, "d2-zyw")
    relocated(DOCUMENT, "d3-zgc", {"ko": "정문"})
    assert before == DOCUMENT


@pytest.mark.parametrize(
    ("document", "stop", "minutes", "obstacle"),
    [
        (DOCUMENT, "d9", 30, Obstacle.NO_SUCH_STOP),
        (_with(time="23:50", gather={"time": "23:20"}), "late", 30, Obstacle.GATHERS_THE_DAY_BEFORE),
        (_with(time="00:00-23:59+1"), "late", 1, Obstacle.TOO_LONG),
    ],
)
def test_what_can_t_be_written_down_is_refused(
    document: dict[str, Any], stop: str, minutes: int, obstacle: Obstacle
) -> None:
    with pytest.raises(ChangeNotPossible) as caught:
        delayed(document, [stop], minutes)
    assert (caught.value.obstacle, caught.value.stop, str(caught.value)) == (obstacle, stop, f"{obstacle}: '{stop}'")
