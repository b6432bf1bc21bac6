"""The single values of an itinerary file: how each is read, and what is said of one that can't be."""

import re
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import BeforeValidator, Discriminator, PlainSerializer, Tag
from pydantic_core import PydanticCustomError

from schedule_data.guesses import closest, did_you_mean
from schedule_data.itinerary import StopKind
from schedule_data.itinerary_file.clock_span import read_span

OWN_WORDS = "giljabi"
"""The type of every pydantic error whose message is already a whole sentence of ours."""

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years that a tour can lie in: a typing slip such as 2925 is caught, and no sum of dates overflows."""

MOST_MINUTES = 30 * 24 * 60
"""A reminder more than a month ahead is a slip."""

MOST = 1_000_000_000
"""The largest whole number that any key takes; fees in small currencies stay far below it."""

_FINE = "\n\t\u00a0\u3000\u200b\u200c\u200d\ufeff"
"""Characters that don't print but stand in good texts: line ends, the spaces of East Asia, joiners of emoji."""

_ID = re.compile(r"[\w.-]{1,48}")
_TOUR = re.compile(r"[a-z0-9-]{1,48}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PHONE = re.compile(r"\+?[0-9][0-9 ().\-]*")
_LINK = re.compile(r"https?://[^\s/]+\S*")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(:00)?")


def wrong(sentence: str) -> PydanticCustomError:
    """Give the error that carries `sentence` (what is wrong and how to mend it) to the reader of the file."""
    return PydanticCustomError(OWN_WORDS, "{sentence}", {"sentence": sentence})


def shown(value: object) -> str:
    """Quote a value of the file in a sentence, cut to a readable length."""
    written = getattr(value, "written", None) or (value if isinstance(value, str) else repr(value))
    written = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in written)
    return f"'{written[:40]}…'" if len(written) > 40 else f"'{written}'"  # noqa: PLR2004 - both are the width


def _text(value: object) -> str:
    written = getattr(value, "written", value)
    if not isinstance(written, str):
        raise wrong('must be text; put it in quotes, for example "…"')
    if not written.strip():
        raise wrong("is empty; write a text, or take the key out")
    if not all(character.isprintable() or character in _FINE for character in written):
        raise wrong("holds an invisible control character or half an emoji; take it out")
    return written.strip()


def _matching(pattern: re.Pattern[str], meaning: str, example: str) -> BeforeValidator:
    def read(value: object) -> str:
        text = _text(value)
        if not pattern.fullmatch(text):
            raise wrong(f"{shown(text)} isn't {meaning}; write for example {example}")
        return text

    return BeforeValidator(read)


def _whole(least: int, most: int) -> BeforeValidator:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong(f"{shown(value)} isn't a whole number; write digits only, without quotes, commas or units")
        if not least <= value <= most:
            raise wrong(f"{shown(value)} is out of range; write a whole number from {least} to {most}")
        return int(value)

    return BeforeValidator(read)


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise wrong(f"{shown(value)} isn't true or false; write one of the two, without quotes")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(f"{shown(value)} isn't a number; write degrees such as 39.9042, without quotes")
    return float(value)


def _date(value: object) -> date:
    if type(value) is date:
        return value
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2025-09-22") else None
    except ValueError:
        day = None
    if day is None:
        raise wrong(f"{shown(value)} isn't a date; write year-month-day, for example 2025-09-22")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"{day} is out of range; write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    try:
        if found:
            day = _date(found[1])
            return datetime(day.year, day.month, day.day, int(found[2]), int(found[3]))  # noqa: DTZ001 - tour's zone
    except (ValueError, PydanticCustomError):
        pass
    raise wrong(f"{shown(value)} isn't a date and time; write for example \"2025-09-22T21:00\", in the tour's zone")


def _clock_span(value: object) -> str:
    try:
        return read_span(_text(value)).written
    except ValueError as error:
        raise wrong(f"{shown(value)} {error}") from None


def _clock_time(value: object) -> str:
    span = _clock_span(value)
    if len(span) != len("09:30"):
        raise wrong(f'{shown(value)} is a span; write a single time, for example "08:20"')
    return span


def _kind(value: object) -> StopKind:
    known = [kind.value for kind in StopKind]
    if value not in known:
        hint = did_you_mean(closest(str(value), known))
        raise wrong(f"{shown(value)} isn't a kind of stop{hint}; write one of {', '.join(known)}")
    return StopKind(value)


_NO_ZONE_OF_THEIR_OWN = {
    "Asia/Beijing": "Asia/Shanghai",
    "Asia/Shenzhen": "Asia/Shanghai",
    "Asia/Busan": "Asia/Seoul",
    "Asia/Osaka": "Asia/Tokyo",
    "Asia/Hanoi": "Asia/Ho_Chi_Minh",
    "Asia/Danang": "Asia/Ho_Chi_Minh",
}
"""Cities that people write zones for, and the zone they keep."""


@cache
def zones() -> frozenset[str]:
    """Give every IANA zone name that this machine knows."""
    return frozenset(available_timezones())


def _zone(value: object) -> str:
    name = _text(value)
    if name not in zones():
        hint = did_you_mean(_NO_ZONE_OF_THEIR_OWN.get(name) or closest(name, sorted(zones())))
        raise wrong(f"{shown(name)} isn't a time zone{hint}; write an IANA name such as Asia/Shanghai")
    return name


def _photo(value: object) -> str:
    text = _text(value)
    if ":" in text and not _LINK.fullmatch(text):
        raise wrong(
            f"{shown(text)} isn't a picture's address; write a file name, or for example https://example.com/a.jpg"
        )
    return text


def _form(value: object) -> str:
    return MAP if isinstance(value, dict) else PLAIN


def _absent_as(empty: type[dict[Any, Any]] | type[list[Any]]) -> BeforeValidator:
    return BeforeValidator(lambda value: empty() if value is None else value)


PLAIN, MAP = "<plain>", "<map>"
"""Names of the two forms of an i18n text in pydantic's paths; no key of a file looks like this."""

Words = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, _matching(_ID, "an id of letters, digits, '-', '_' and '.'", "bus-1")]
TourId = Annotated[str, _matching(_TOUR, "a tour's name of a-z, 0-9 and '-'", "beijing-1")]
Language = Annotated[str, _matching(_LANGUAGE, "a language tag", "ko, en or zh")]
Phone = Annotated[str, _matching(_PHONE, "a telephone number", '"+82-10-1234-5678"')]
Link = Annotated[str, _matching(_LINK, "a web address", "https://example.com/hotel")]
Currency = Annotated[str, _matching(re.compile(r"[A-Z]{3}"), "a currency code of three capitals", "KRW")]
Photo = Annotated[str, BeforeValidator(_photo)]
Zone = Annotated[str, BeforeValidator(_zone)]
Kind = Annotated[StopKind, BeforeValidator(_kind)]
ClockSpan = Annotated[str, BeforeValidator(_clock_span)]
ClockTime = Annotated[str, BeforeValidator(_clock_time)]
Day = Annotated[date, BeforeValidator(_date)]
Moment = Annotated[
    datetime, BeforeValidator(_moment), PlainSerializer(lambda at: at.isoformat(timespec="minutes"), return_type=str)
]
Flag = Annotated[bool, BeforeValidator(_yes_or_no)]
Degrees = Annotated[float, BeforeValidator(_number)]
Minutes = Annotated[int, _whole(1, MOST_MINUTES)]
Days = Annotated[int, _whole(0, 3650)]
Amount = Annotated[int, _whole(0, MOST)]
Capacity = Annotated[int, _whole(1, 100_000)]
I18n = Annotated[
    Annotated[Words, Tag(PLAIN)] | Annotated[dict[Language, Words], Tag(MAP)],
    Discriminator(_form),
]
EmptyMap = _absent_as(dict)
EmptyList = _absent_as(list)
