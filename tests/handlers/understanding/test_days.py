"""Days and hours in words and numbers, counted as the tour counts them."""

from datetime import date

import pytest

from handlers.understanding.normalise import line_of, plain
from handlers.understanding.question import question_of
from handlers.understanding.tour_days import Days
from tests.handlers.understanding.tours import matcher_of

BEIJING = Days(date(2025, 9, 22), date(2025, 9, 24), date(2025, 9, 23))
# The reference day of duckling's corpus: a Tuesday far from any tour.
FAR = Days(date(2020, 1, 1), date(2020, 1, 3), date(2013, 2, 12))


def dates(text: str, days: Days = BEIJING) -> list[str]:
    return [day.isoformat() for day in question_of(line_of(plain(text)), matcher_of("beijing-1"), days).dates]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("오늘", "2025-09-23"),
        ("낼", "2025-09-24"),
        ("내일모레", "2025-09-25"),
        ("어제", "2025-09-22"),
        ("그저께", "2025-09-21"),
        ("첫날", "2025-09-22"),
        ("둘째 날", "2025-09-23"),
        ("3일차", "2025-09-24"),
        ("셋째날", "2025-09-24"),
        ("마지막 날", "2025-09-24"),
        ("귀국하는 날", "2025-09-24"),
        ("5일차", "2025-09-26"),
        ("출발 전날", "2025-09-21"),
        ("9월 24일", "2025-09-24"),
        ("구월 이십사일", "2025-09-24"),
        ("24일", "2025-09-24"),
        ("이십사일", "2025-09-24"),
        ("9/22", "2025-09-22"),
        ("2025-09-30", "2025-09-30"),
        ("2025.9.30", "2025-09-30"),
        ("수요일", "2025-09-24"),
        ("다음 주 수요일", "2025-10-01"),
        ("지난주 월요일", "2025-09-15"),
        ("24일 수요일", "2025-09-24"),
        ("이틀 후", "2025-09-25"),
        ("3일 뒤", "2025-09-26"),
        ("이틀 전", "2025-09-21"),
        ("크리스마스", "2025-12-25"),
        ("일요일", "2025-09-28"),
        ("tomorrow", "2025-09-24"),
        ("day 3", "2025-09-24"),
        ("the last day", "2025-09-24"),
        ("September 24", "2025-09-24"),
        ("24 September", "2025-09-24"),
        ("on the 24th", "2025-09-24"),
        ("in 2 days", "2025-09-25"),
        ("Wednesday", "2025-09-24"),
        ("明天", "2025-09-24"),
        ("第三天", "2025-09-24"),
        ("9月24号", "2025-09-24"),
        ("最后一天", "2025-09-24"),
        ("星期三", "2025-09-24"),
        ("两天后", "2025-09-25"),
    ],
)
def test_days_relative_to_the_tour(words: str, day: str) -> None:
    assert dates(words) == [day]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2월 15일", "2013-02-15"),
        ("15일에", "2013-02-15"),
        ("8월 8일", "2013-08-08"),
        ("2015년 3월 3일", "2015-03-03"),
        ("이천십오년 삼월 삼일", "2015-03-03"),
        ("2015/3/3", "2015-03-03"),
        ("다음주 화요일", "2013-02-19"),
        ("지난주 일요일", "2013-02-10"),
        ("이번주 수요일", "2013-02-13"),
        ("목요일", "2013-02-14"),
        ("개천절", "2013-10-03"),
        ("3주전", "2013-01-22"),
        ("7일전", "2013-02-05"),
    ],
)
def test_days_of_the_calendar(words: str, day: str) -> None:
    assert dates(words, FAR) == [day]


@pytest.mark.parametrize("words", ["9월 31일 일정", "2월 30일"])
def test_days_that_do_not_exist_are_no_dates(words: str) -> None:
    read = question_of(line_of(plain(words)), matcher_of("beijing-1"), BEIJING)
    assert (read.dates, read.bad_date) == ((), True)


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("오후 세시", "15:00"),
        ("오전 9시", "09:00"),
        ("5시", "17:00"),
        ("저녁 여섯시 반", "18:30"),
        ("10시 10분", "10:10"),
        ("16:40", "16:40"),
        ("3:20", "15:20"),
        ("3pm", "15:00"),
        ("9:30 am", "09:30"),
        ("정오", "12:00"),
        ("자정", "00:00"),
        ("下午三点半", "15:30"),
        ("밤 11시", "23:00"),
        ("오전 12시", "00:00"),
        ("열두시", "12:00"),
        ("at 7 oclock", "07:00"),
    ],
)
def test_hours(words: str, hour: str) -> None:
    assert question_of(line_of(plain(words)), matcher_of("beijing-1"), BEIJING).value("HOUR") == hour


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("30분", "30"),
        ("한 시간 반", "90"),
        ("1시간 20분", "80"),
        ("이십분", "20"),
        ("half an hour", "30"),
        ("45 minutes", "45"),
        ("20分钟", "20"),
        ("两个小时", "120"),
        ("an hour", "60"),
    ],
)
def test_minutes(words: str, minutes: str) -> None:
    assert question_of(line_of(plain(words)), matcher_of("beijing-1"), BEIJING).value("MINUTES") == minutes
