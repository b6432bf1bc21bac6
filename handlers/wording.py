"""Dates, hours, durations, lists and prices as people write them: '9월 23일(화)', '08:20 (한국 09:20)'.

Moments are aware; zones are IANA names. What depends on nothing but values is kept, since every answer asks for it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import Locale, get_global
from babel.dates import format_date, get_timezone_location

from handlers.phrases import mark, phrases
from schedule_data.itinerary import Fee

KEPT = 8192  # wordings in memory: a week's tour has a few hundred in each language
SOON = timedelta(hours=12)  # up to here people count the hours, beyond it they ask for the date

_DATE_PATTERNS = {"ko": "M월 d일(EEE)", "en": "EEE d MMM", "zh": "M月d日（EEE）"}  # Unicode LDML date patterns
_SHORT_DATE_PATTERNS = {"ko": "M월 d일", "en": "d MMM", "zh": "M月d日"}
_CURRENCIES = {"KRW": mark("{amount} won"), "CNY": mark("{amount} yuan"), "USD": mark("{amount} US dollars")}
_MINUTES_A_HOUR, _MINUTES_A_DAY = 60, 24 * 60


@lru_cache(maxsize=KEPT)
def day_words(day: date, language: str) -> str:
    """Give a date with its day of the week: '9월 23일(화)', 'Tue 23 Sep', '9月23日（周二）'."""
    return format_date(day, _DATE_PATTERNS.get(language, _DATE_PATTERNS["ko"]), locale=language)


@lru_cache(maxsize=KEPT)
def short_day(day: date, language: str) -> str:
    """Give a date as briefly as it is typed: '9월 23일', '23 Sep', '9月23日'."""
    return format_date(day, _SHORT_DATE_PATTERNS.get(language, _SHORT_DATE_PATTERNS["ko"]), locale=language)


@lru_cache(maxsize=KEPT)
def clock(moment: datetime, zone: str) -> str:
    """Give the local time of day, 'HH:MM'."""
    return f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"


@lru_cache(maxsize=256)
def country(zone: str, language: str, *, city: bool = False) -> str:
    """Give the country that a zone is in ('한국', 'China'); with `city`, or where it has none, the zone's city."""
    if zone == "Asia/Seoul" and not city:
        return phrases(language)("Korea")
    locale = Locale.parse(language)
    territory = get_global("zone_territories").get(zone, "")
    if not city and territory in locale.territories and territory != "ZZ":
        return str(locale.territories[territory])
    return get_timezone_location(zone, locale=locale, return_city=True)


def zone_name(zone: str, beside: str, language: str) -> str:
    """Give the name that tells `zone` from the zone `beside` it: the country, or the city where they share it."""
    territories = get_global("zone_territories")
    return country(zone, language, city=zone != beside and territories.get(zone) == territories.get(beside))


def same_hours(moment: datetime, zone: str, other: str) -> bool:
    """Tell whether clocks of both zones show the same at that moment."""
    return moment.astimezone(ZoneInfo(zone)).utcoffset() == moment.astimezone(ZoneInfo(other)).utcoffset()


def _beside(moment: datetime, zone: str, day: date, language: str) -> str:
    """Give the time of day in `zone`, with its date where it isn't `day`."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%H:%M}" if local.date() == day else f"{day_words(local.date(), language)} {local:%H:%M}"


def _with_home(words: str, at_home: str, zone: str, home: str, language: str) -> str:
    return phrases(language)("{time} ({place} {home})", time=words, place=zone_name(home, zone, language), home=at_home)


@lru_cache(maxsize=KEPT)
def hour(moment: datetime, zone: str, home: str, language: str) -> str:
    """Give the local time with the hour at home beside it where it differs: '08:20 (한국 09:20)'."""
    local = moment.astimezone(ZoneInfo(zone))
    words = f"{local:%H:%M}"
    if same_hours(moment, zone, home):
        return words
    return _with_home(words, _beside(moment, home, local.date(), language), zone, home, language)


@lru_cache(maxsize=KEPT)
def span(start: datetime, end: datetime, zone: str, home: str, language: str) -> str:
    """Give a stretch of time in one zone: '09:30–12:00 (한국 10:30–13:00)'."""
    day = start.astimezone(ZoneInfo(zone)).date()
    words = f"{clock(start, zone)}–{_beside(end, zone, day, language)}"
    if same_hours(start, zone, home) and same_hours(end, zone, home):
        return words
    home_day = start.astimezone(ZoneInfo(home)).date()
    at_home = f"{_beside(start, home, day, language)}–{_beside(end, home, home_day, language)}"
    return _with_home(words, at_home, zone, home, language)


@lru_cache(maxsize=KEPT)
def journey(start: datetime, end: datetime, zones: tuple[str, str], home: str, language: str) -> str:
    """Give departure and arrival, each in its own zone: '한국 09:10 → 중국 10:40 (한국 11:40)'."""
    zone, arrive_zone = zones
    day = start.astimezone(ZoneInfo(zone)).date()
    leaves = f"{zone_name(zone, arrive_zone, language)} {hour(start, zone, home, language)}"
    arrives = f"{zone_name(arrive_zone, zone, language)} "
    if (arrival_day := end.astimezone(ZoneInfo(arrive_zone)).date()) != day:
        arrives += day_words(arrival_day, language) + " "
    return f"{leaves} → {arrives}{hour(end, arrive_zone, home, language)}"


@lru_cache(maxsize=KEPT)
def duration(minutes: int, language: str) -> str:
    """Give a length of time: '35분', '1시간 5분', '3일'; at least a minute."""
    say = phrases(language)
    minutes = max(1, minutes)
    if minutes >= _MINUTES_A_DAY:
        return say.plural("{count} day", "{count} days", minutes // _MINUTES_A_DAY)
    hours, rest = divmod(minutes, _MINUTES_A_HOUR)
    words = [say.plural("{count} hour", "{count} hours", hours)] if hours else []
    if rest:
        words.append(say.plural("{count} minute", "{count} minutes", rest))
    return sentences(words, language)


def minutes_between(at: datetime, moment: datetime) -> int:
    """Give the minutes from `at` to `moment`, to the nearest one."""
    return int((moment - at).total_seconds() + 30) // 60


def when(at: datetime, moment: datetime, zone: str, home: str, language: str) -> str:
    """Give a moment to come: '35분 뒤 08:20' up to twelve hours ahead, '9월 23일(화) 08:20' beyond."""
    say = phrases(language)
    time = hour(moment, zone, home, language)
    if timedelta(0) <= moment - at <= SOON:
        return say("in {left}, at {time}", left=duration(minutes_between(at, moment), language), time=time)
    return say("on {day} at {time}", day=day_words(moment.astimezone(ZoneInfo(zone)).date(), language), time=time)


def listing(words: Iterable[str], language: str) -> str:
    """Give several words in a row: '여권, 명함', '护照、名片'."""
    return ("、" if language == "zh" else ", ").join(words)


def quoted(words: str, language: str) -> str:
    """Give words as they were said, in quotation marks: ‘광화문’, “故宫”."""
    return f"“{words}”" if language == "zh" else f"‘{words}’"


def remarked(words: str, remark: str, language: str) -> str:
    """Give words with a remark in brackets after them: '야시장 (자유 참가)', '夜市（自由参加）'."""
    return f"{words}（{remark}）" if language == "zh" else f"{words} ({remark})"


def sentences(parts: Iterable[str], language: str) -> str:
    """Give sentences one after the other: Chinese writes no space between them. Empty ones are left out."""
    return ("" if language == "zh" else " ").join(part for part in parts if part)


def dated(day: date, time: str, language: str) -> str:
    """Give hours with their date before them: '9월 23일(화) 08:20', '9月23日（周二）08:20'."""
    return sentences((day_words(day, language), time), language)


def labelled(label: str, value: str, language: str) -> str:
    """Give a value after its label: '준비물: 여권', '携带物品：护照'."""
    return f"{label}：{value}" if language == "zh" else f"{label}: {value}"


def price(fee: Fee, language: str) -> str:
    """Give a price: '1,900,000원', '1,900,000 won'."""
    amount = f"{fee.amount:,}"
    named = _CURRENCIES.get(fee.currency)
    return phrases(language)(named, amount=amount) if named else f"{fee.currency} {amount}"
