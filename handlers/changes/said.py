"""What was said of hours, minutes and places: as slots ('10:30', '-15'), or in words that were asked for."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from handlers.question import Question
from handlers.understanding.normalise import canonical, line_of, plain
from handlers.understanding.numbers import number_spans
from schedule_data.itinerary import Itinerary, Stop, Text

LONGEST_MINUTES: Final = 24 * 60  # more than a day isn't a delay: the stop is moved or cancelled
LONGEST_NAME: Final = 80  # characters of a place or title: what fits a line of a phone

_PART_OF_A_SITE = re.compile(
    r"[정후동서남북옆앞뒤]문|입구|출구|로비|층|\d\s*관|본관|별관|[가-힣]홀|강당|회의실|세미나실|강의실|연회장|주차장|승차장|매표소|앞$|옆$|안$|"
    r"gate|entrance|exit|lobby|floor|hall|room|parking|outside|门|厅|层|楼|室|停车场|前$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[-+−]?\d{1,4}$")
_EARLIER = re.compile(r"일찍|앞당|당겨|earlier|sooner|forward|提前|早")
_GATHERING = re.compile(r"집합|모이|모임|만나|gather|meet|集合|碰头")
_SHARP = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])")
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*[-–~]\s*(\d{1,2}:\d{2})")


def minutes_in(words: str) -> int | None:
    """Give the minutes of a delay, less than 0 for earlier; None where none, or a whole day and more, are said."""
    compact = words.replace(" ", "")
    if _NUMBER.match(compact):
        minutes = int(compact.replace("−", "-"))
    else:
        said = _value(words, "MINUTES")
        minutes = int(said) * (-1 if _EARLIER.search(words.lower()) else 1) if said else 0
    return minutes if 0 < abs(minutes) < LONGEST_MINUTES else None


def time_in(words: str) -> time | None:
    """Give the time of day that is said, None where there is none."""
    said = words.strip() if re.fullmatch(r"\d{2}:\d{2}", words.strip()) else _value(words, "HOUR")
    sharp = _SHARP.search(words)
    return _clock(said or (sharp[0] if sharp else ""))


def span_in(words: str) -> tuple[time, time | None] | None:
    """Give a start, and an end where one is said ('15:00-16:00'); None where no time is."""
    if match := _SPAN.search(words):
        ends = _clock(match[1]), _clock(match[2])
        return (ends[0], ends[1]) if ends[0] and ends[1] else None
    start = time_in(words)
    return (start, None) if start else None


def name_in(words: str) -> str | None:
    """Give a place or title as it was said, None where it is none: empty, or longer than a line."""
    name = " ".join(words.split())
    return name if 0 < len(name) <= LONGEST_NAME else None


def means_gathering(question: Question) -> bool:
    """Tell whether it is the gathering that an hour was said for."""
    return question.slots.get("topic") == "gathering" or bool(_GATHERING.search((question.text or "").lower()))


def moment_of(day: date, clock: time, zone: str) -> datetime:
    """Give the moment of a local time."""
    return datetime.combine(day, clock, ZoneInfo(zone))


def minutes_from(start: datetime, end: datetime) -> int:
    """Give the minutes from one moment to another."""
    return int((end - start) / timedelta(minutes=1))


def place_words(itinerary: Itinerary, place: str, language: str) -> dict[str, str]:
    """Give a place in every language that the tour knows it in, else as it was said."""
    form = canonical(place)
    for text in _places(itinerary):
        if any(canonical(words) == form for words in text.words.values()):
            return dict(text.words)
    return {language: place}


def is_elsewhere(words: Mapping[str, str]) -> bool:
    """Tell whether a new place is another one altogether, and no gate, hall or floor of the site."""
    return not any(_PART_OF_A_SITE.search(one) for one in words.values())


def place_of(stop: Stop | None) -> Text | None:
    """Give where people gather for a stop, else where it is."""
    if stop is None:
        return None
    return stop.gather.place if stop.gather else stop.place


def _places(itinerary: Itinerary) -> list[Text]:
    named = [text for stop in itinerary.stops if (text := place_of(stop))]
    return named + [site.name for site in itinerary.sites.values()]


def _value(words: str, name: str) -> str | None:
    spans = number_spans(line_of(plain(words)))
    values = (value for start in sorted(spans) for token in spans[start] if token.word for value in token.word.values)
    return next((value.partition("=")[2] for value in values if value.startswith(f"{name}=")), None)


def _clock(said: str) -> time | None:
    try:
        return time.fromisoformat(said.zfill(5))
    except ValueError:
        return None
