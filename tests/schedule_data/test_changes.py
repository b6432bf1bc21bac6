from copy import deepcopy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from schedule_data.changes import ChangeNotPossible, cancelled, delayed, moved, relocated
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
    assert changed["days"]["2025-09-22"][-1]["time"] == "10:40-12:10"


def test_a_stop_moved_lasts_as_long() -> None:
    start = datetime(2025, 9, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert moved(DOCUMENT, "d2-xiaomi", start) == delayed(DOCUMENT, ["d2-xiaomi"], 30)


def test_another_place_replaces_every_language() -> None:
    assert compare(DOCUMENT, relocated(DOCUMENT, "d3-zgc", "정문", "ko")) == [
        "~ stop d3-zgc gather.place.ko: 호텔 로비 -> 정문",
        "- stop d3-zgc gather.place.en: Hotel lobby",
    ]
    assert relocated(DOCUMENT, "d1-lunch", "다른 식당", "ko")["days"]["2025-09-22"][2]["place"] == {"ko": "다른 식당"}


def test_a_cancelled_stop_is_gone() -> None:
    assert compare(DOCUMENT, cancelled(DOCUMENT, "d2-zyw")) == [
        "- stop d2-zyw: 2025-09-23 16:20-17:40 주 파크(ZYW-PARK) 방문"
    ]


def test_the_document_itself_stays_as_it_is() -> None:
    before = deepcopy(DOCUMENT)
    delayed(DOCUMENT, ["d2-xiaomi"], 30)
    cancelled(DOCUMENT, "d2-zyw")
    relocated(DOCUMENT, "d3-zgc", "정문", "ko")
    assert before == DOCUMENT


@pytest.mark.parametrize(
    ("document", "stop", "minutes", "sentence"),
    [
        (DOCUMENT, "d9", 30, "there is no stop 'd9' in the tour"),
        (
            _with(time="23:50", gather={"time": "23:20"}),
            "late",
            30,
            "people would gather for 'late' on the day before it starts",
        ),
        (_with(time="00:00-23:59+1"), "late", 1, "a stop can't end more than a day after it starts"),
    ],
)
def test_what_can_t_be_written_down_is_refused(
    document: dict[str, Any], stop: str, minutes: int, sentence: str
) -> None:
    with pytest.raises(ChangeNotPossible) as caught:
        delayed(document, [stop], minutes)
    assert str(caught.value) == sentence
