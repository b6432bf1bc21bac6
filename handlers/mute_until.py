"""'3시까지 알림 꺼줘', '내일 아침까지', 'for two hours': until when somebody wants silence."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handlers.changes.said import time_in
from handlers.question import Question
from handlers.understanding.normalise import line_of, plain
from handlers.understanding.numbers import number_spans
from handlers.understanding.tour_days import Days, dates_in
from schedule_data.agenda import local_zone

LONGEST: Final = timedelta(days=14)  # a longer silence is a slip: whoever means it turns reminders off again
NOON: Final = 12
_DAYS: Final = (
    (re.compile(r"내일\s*모레|모레|day after tomorrow|后天"), 2),
    (re.compile(r"내일|낼|tomorrow|明天|明早"), 1),
    (re.compile(r"오늘|today|tonight|今天|今晚"), 0),
)
_PARTS: Final = (
    (re.compile(r"아침|morning|早上|明早"), time(7)),
    (re.compile(r"점심|정오|noon|中午"), time(12)),
    (re.compile(r"저녁|evening|晚上|今晚|tonight"), time(18)),
    (re.compile(r"자정|midnight|午夜"), time(0)),
)
_MARKED: Final = re.compile(r"오전|오후|새벽|아침|저녁|밤|\b[ap]\.?m\b|\dpm|\dam|上午|下午|早上|晚上|凌晨|\b0\d:")
_SPAN: Final = re.compile(
    r"(\d{1,3})\s*(시간|분|일|hours?|minutes?|mins?|days?|个?小时|分钟|天)\s*(?:동안|간|\b|内|之内)?"
)
_UNITS: Final = {"시간": 60, "h": 60, "小时": 60, "个小时": 60, "일": 1440, "d": 1440, "天": 1440}
_LASTS: Final = re.compile(r"동안|\bfor\b|内|小时|分钟")


def until_in(question: Question, words: str) -> datetime | None:
    """Give the moment (aware) until which words or an ISO time ask for silence; None where none to come is said."""
    moment = _iso(words) or _after_span(question, words) or next(_said(question, plain(words)), None)
    if moment is None or not question.at < moment <= question.at + LONGEST:
        return None
    return moment


def _iso(words: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _after_span(question: Question, words: str) -> datetime | None:
    match = _SPAN.search(words.lower()) if _LASTS.search(words.lower()) else None
    if match is None:
        return None
    unit = match[2]
    return question.at + timedelta(minutes=int(match[1]) * _UNITS.get(unit, _UNITS.get(unit[0], 1)))


def _said(question: Question, words: str) -> Iterator[datetime]:
    """Give the moments that may be meant and are to come, the likeliest first."""
    zone = ZoneInfo(local_zone(question.itinerary, question.at, question.member.group).key)
    today = question.at.astimezone(zone).date()
    day = _day(question, words, today)
    said = time_in(words)
    part = next((hour for form, hour in _PARTS if form.search(words)), None)
    hours = _hours(said, words) if said else [part or time(7)] if part or day else []
    if part == time(0) and day is None:
        day = today + timedelta(days=1)
    days = [day] if day else [today, today + timedelta(days=1)]
    moments = (datetime.combine(one, hour, zone) for one in days for hour in hours)
    yield from sorted(moment for moment in moments if moment > question.at)


def _hours(said: time, words: str) -> list[time]:
    """Give the hour, and the one twelve hours from it where neither morning nor afternoon is said."""
    as_on_a_24_hour_clock = said.hour > NOON and re.search(rf"(?<!\d){said.hour}\s*[:시点]", words)
    if _MARKED.search(words) or as_on_a_24_hour_clock:
        return [said]
    return [said, time((said.hour + NOON) % 24, said.minute)]


def _day(question: Question, words: str, today: date) -> date | None:
    for form, ahead in _DAYS:
        if form.search(words):
            return today + timedelta(days=ahead)
    spans = number_spans(line_of(words))
    values = [value for start in sorted(spans) for token in spans[start] if token.word for value in token.word.values]
    named = dates_in(values, Days(question.itinerary.starts, question.itinerary.ends, today))
    return named[0] if named else None
