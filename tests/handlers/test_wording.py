from datetime import UTC, date, datetime, timedelta

import pytest

from handlers import wording
from handlers.reply import Fact
from schedule_data.itinerary import Fee, Text

SEOUL, SHANGHAI, NEW_YORK = "Asia/Seoul", "Asia/Shanghai", "America/New_York"
EIGHT_TWENTY = datetime(2025, 9, 23, 0, 20, tzinfo=UTC)  # in Beijing


@pytest.mark.parametrize(
    ("language", "expected"), [("ko", "9월 23일(화)"), ("en", "Tue 23 Sep"), ("zh", "9月23日（周二）")]
)
def test_date_has_its_day_of_the_week(language: str, expected: str) -> None:
    assert wording.day_words(date(2025, 9, 23), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ko", "08:20 (한국 09:20)"), ("en", "08:20 (Korea 09:20)"), ("zh", "08:20（韩国 09:20）")],
)
def test_hour_at_home_stands_beside_where_it_differs(language: str, expected: str) -> None:
    assert wording.hour(EIGHT_TWENTY, SHANGHAI, SEOUL, language) == expected


def test_hour_at_home_is_left_out_where_it_is_the_same() -> None:
    assert wording.hour(EIGHT_TWENTY, SEOUL, "Asia/Tokyo", "ko") == "09:20"


def test_hour_at_home_has_its_date_where_that_differs() -> None:
    evening = datetime(2025, 9, 23, 23, 30, tzinfo=UTC)

    assert wording.hour(evening, NEW_YORK, SEOUL, "ko") == "19:30 (한국 9월 24일(수) 08:30)"


def test_home_in_the_same_country_is_told_by_its_city() -> None:
    assert wording.hour(EIGHT_TWENTY, "America/Los_Angeles", NEW_YORK, "en") == "17:20 (New York 20:20)"


def test_span_into_the_next_day_says_so() -> None:
    start = datetime(2025, 9, 23, 14, 0, tzinfo=UTC)

    words = wording.span(start, start + timedelta(hours=3), SEOUL, SEOUL, "ko")

    assert words == "23:00–9월 24일(수) 02:00"


def test_span_has_both_hours_at_home() -> None:
    words = wording.span(EIGHT_TWENTY, EIGHT_TWENTY + timedelta(hours=1), SHANGHAI, SEOUL, "ko")

    assert words == "08:20–09:20 (한국 09:20–10:20)"


def test_journey_names_the_country_of_each_hour() -> None:
    words = wording.journey(EIGHT_TWENTY, EIGHT_TWENTY + timedelta(hours=2), (SEOUL, SHANGHAI), SEOUL, "ko")

    assert words == "한국 09:20 → 중국 10:20 (한국 11:20)"


def test_journey_overnight_names_the_day_of_arrival() -> None:
    words = wording.journey(EIGHT_TWENTY, EIGHT_TWENTY + timedelta(hours=20), (SEOUL, SHANGHAI), SEOUL, "en")

    assert words == "Korea 09:20 → China Wed 24 Sep 04:20 (Korea 05:20)"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "1분"), (1, "1분"), (35, "35분"), (60, "1시간"), (65, "1시간 5분"), (1440, "1일"), (4000, "2일")],
)
def test_duration_is_told_in_its_largest_parts(minutes: int, expected: str) -> None:
    assert wording.duration(minutes, "ko") == expected


def test_duration_has_english_plurals() -> None:
    assert wording.duration(121, "en") == "2 hours 1 minute"


@pytest.mark.parametrize(("seconds", "minutes"), [(1800, 30), (1771, 30), (1769, 29), (0, 0), (-60, -1)])
def test_minutes_between_are_rounded_to_the_nearest(seconds: int, minutes: int) -> None:
    assert wording.minutes_between(EIGHT_TWENTY, EIGHT_TWENTY + timedelta(seconds=seconds)) == minutes


@pytest.mark.parametrize(
    ("hours_ahead", "expected"),
    [(0.5, "30분 뒤 08:20"), (12, "12시간 뒤 08:20"), (12.1, "9월 23일(화) 08:20"), (-1, "9월 23일(화) 08:20")],
)
def test_moment_to_come_is_counted_until_half_a_day_ahead(hours_ahead: float, expected: str) -> None:
    at = EIGHT_TWENTY - timedelta(hours=hours_ahead)

    assert wording.when(at, EIGHT_TWENTY, SHANGHAI, SHANGHAI, "ko") == expected


@pytest.mark.parametrize(
    ("fee", "language", "expected"),
    [
        (Fee(1900000, "KRW"), "ko", "1,900,000원"),
        (Fee(800, "CNY"), "zh", "800元人民币"),
        (Fee(1200, "USD"), "en", "1,200 US dollars"),
        (Fee(50, "EUR"), "ko", "EUR 50"),
    ],
)
def test_price_names_its_currency(fee: Fee, language: str, expected: str) -> None:
    assert wording.price(fee, language) == expected


def test_chinese_has_its_own_marks() -> None:
    assert wording.listing(["护照", "名片"], "zh") == "护照、名片"
    assert wording.labelled("带", "护照", "zh") == "带：护照"
    assert wording.sentences(["一。", "", "二。"], "zh") == "一。二。"
    assert wording.sentences(["One.", "", "Two."], "en") == "One. Two."
    assert wording.remarked("夜市", "自由参加", "zh") == "夜市（自由参加）"
    assert wording.remarked("Night market", "optional", "en") == "Night market (optional)"
    assert (wording.quoted("故宫", "zh"), wording.quoted("광화문", "ko")) == ("“故宫”", "‘광화문’")
    assert wording.duration(65, "zh") == "1小时5分钟"
    assert [Fact(label, "08:20").line for label in ("集合", "집합", "Gathering")] == [
        "集合：08:20",
        "집합: 08:20",
        "Gathering: 08:20",
    ]


def test_a_text_without_a_readers_language_is_given_in_english_then_in_the_tours_own() -> None:
    whole = Text({"ko": "점심", "en": "Lunch", "zh": "午餐"}, "ko")
    without_chinese, korean, local = (
        Text({"ko": "점심", "en": "Lunch"}, "ko"),
        Text({"ko": "점심"}, "ko"),
        {"nl": "Kade"},
    )

    assert [whole.to(language) for language in ("ko", "en", "zh")] == ["점심", "Lunch", "午餐"]
    assert [text.to("zh") for text in (without_chinese, korean, Text(local, "ko"))] == ["Lunch", "점심", "Kade"]


def test_zone_without_a_country_is_told_by_its_city() -> None:
    assert wording.country("UTC", "en") == "UTC"
