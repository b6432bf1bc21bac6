from dataclasses import replace

import pytest

from handlers.answers.label_words import OF_TOPIC, PLAIN
from handlers.answers.labels import MOST_LETTERS, label
from handlers.reply import Action
from tests.handlers.answers.tour import beijing


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action("agenda.when", {"stop": "d3-zgc"}), "오프쇼어 아일랜드 시간"),
        (Action("stop.bring", {"stop": "d2-xiaomi"}), "샤오미 슈퍼공장 준비물"),
        (Action("stop.bring", {"stop": "d2-drive"}), "SU7 시승 준비물"),
        (Action("hotel", {"site": "hotel"}), "호텔"),
        (Action("site.about", {"site": "hotel"}), "호텔 소개"),
        (Action("agenda.gathering", {"stop": "d1-meet"}), "인천공항 집합"),
        (Action("agenda.day", {"date": "2025-09-23"}), "9월 23일 일정"),
        (Action("agenda.day", {"date": "someday"}), "오늘 일정"),
        (Action("meal", {"meal": "lunch", "date": "2025-09-23"}), "9월 23일 점심"),
        (Action("change.cancel", {"stop": "d2-zyw"}), "주 파크 취소"),
        (Action("headcount", {"group": "bus-2"}), "2호차 인원"),
        (Action("export", {"group": "bus-2"}), "2호차 엑셀로 받기"),
        (Action("language", {"language": "en"}), "English"),
        (Action("no.such.intent"), "도움말"),
    ],
)
def test_label_names_what_it_is_about(action: Action, expected: str) -> None:
    assert label(beijing(), "ko", action) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "About: Temple of Heaven"), ("zh", "天坛介绍")])
def test_label_is_in_the_askers_language(language: str, expected: str) -> None:
    assert label(beijing(), language, Action("site.about", {"site": "temple-of-heaven"})) == expected


def test_name_that_nothing_shortens_stays_whole() -> None:
    site = replace(beijing().sites["zgc-island"], aliases=())
    itinerary = replace(beijing(), sites={"zgc-island": site})

    words = label(itinerary, "ko", Action("site.where", {"site": "zgc-island"}))

    assert words == "ZGC 국제 오프쇼어 R&D 아일랜드 위치"


@pytest.mark.parametrize("language", ["ko", "zh"])
def test_labels_without_a_name_fit_a_button(language: str) -> None:
    actions = [Action(intent) for intent in PLAIN] + [Action(intent, {"topic": topic}) for intent, topic in OF_TOPIC]

    words = [label(None, language, action) for action in actions]

    assert [one for one in words if len(one) > MOST_LETTERS] == []
