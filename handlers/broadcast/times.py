"""When a notice goes out, as a leader says it: '10분 뒤', '20:30', '내일 아침 7시', 'in 15 minutes', '明天8点'."""

import re
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LATEST = timedelta(days=14)  # a notice set for later than that is set by mistake

_MINUTES = re.compile(r"(\d{1,3})\s*(?:분|minutes?|mins?|分钟)\s*(?:뒤|후|있다가|later|后|之后)?", re.IGNORECASE)
_HOURS_LATER = re.compile(
    r"(\d{1,2})\s*(?:시간|hours?|个?小时)\s*(반)?\s*(?:뒤|후|있다가|later|后|之后)?", re.IGNORECASE
)
_CLOCK = re.compile(r"(\d{1,2})\s*[:：]\s*(\d{2})")
_HOUR = re.compile(
    r"(\d{1,2})\s*(?:시(?!간)|点(?!钟后)|o'?clock|(?=\s*[ap]m\b))\s*(?:(반|半)|(\d{1,2})\s*[분分]?)?", re.IGNORECASE
)
_TOMORROW = re.compile(r"내일|낼|tomorrow|明天", re.IGNORECASE)
_AFTER_TOMORROW = re.compile(r"모레|day after tomorrow|后天", re.IGNORECASE)
_AFTERNOON = re.compile(r"오후|저녁|밤|\bpm\b|\d\s*pm\b|下午|晚上", re.IGNORECASE)
_MORNING = re.compile(r"오전|아침|새벽|\bam\b|\d\s*am\b|上午|早上|早晨", re.IGNORECASE)
_NOON: Final = 12


def moment_in(words: str, at: datetime, zone: ZoneInfo) -> datetime | None:
    """Give the moment to come that `words` name, seen from `at` (aware) in `zone`; None where they name none.

    An hour without 'am' or 'pm' is the next one to come: at 13:00, '8시' is eight in the evening.
    """
    if found := _in_a_while(words, at):
        return found
    hour, minute = _time_of_day(words)
    if hour is None or hour > 23 or minute > 59:  # noqa: PLR2004 - a clock's
        return None
    now = at.astimezone(zone)
    days = 2 if _AFTER_TOMORROW.search(words) else 1 if _TOMORROW.search(words) else 0
    said = datetime.combine(now.date() + timedelta(days=days), time(hour, minute), zone)
    halves = [said] if _is_plain(words, hour, days) else [said, said + timedelta(hours=_NOON)]
    later = [one for one in halves if one > now]
    moment = later[0] if later else said + timedelta(days=1)
    return moment if moment - now <= LATEST else None


def _is_plain(words: str, hour: int, days: int) -> bool:
    """Tell whether the hour is said without doubt: with a half of the day, on another day, or as on a 24-hour clock."""
    return bool(days or hour >= _NOON or _CLOCK.search(words) or _MORNING.search(words))


def _in_a_while(words: str, at: datetime) -> datetime | None:
    if hours := _HOURS_LATER.search(words):
        minutes = _MINUTES.search(words, hours.end())
        half = 30 if hours[2] else int(minutes[1]) if minutes else 0
        return at + timedelta(hours=int(hours[1]), minutes=half)
    if _HOUR.search(words) or _CLOCK.search(words):
        return None
    minutes = _MINUTES.search(words)
    return at + timedelta(minutes=int(minutes[1])) if minutes and int(minutes[1]) else None


def _time_of_day(words: str) -> tuple[int | None, int]:
    clock, spoken = _CLOCK.search(words), _HOUR.search(words)
    if clock:
        hour, minute = int(clock[1]), int(clock[2])
    elif spoken:
        hour, minute = int(spoken[1]), 30 if spoken[2] else int(spoken[3] or 0)
    else:
        return None, 0
    if hour < _NOON and _AFTERNOON.search(words):
        hour += _NOON
    if hour == _NOON and _MORNING.search(words):
        hour = 0
    return hour, minute
