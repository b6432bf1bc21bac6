"""Numbers in a line that are dates, hours, minutes or rooms: found by pattern, with what they stand for."""

import re
from collections.abc import Callable, Mapping

from handlers.understanding.concepts import bit
from handlers.understanding.lexicon import Word
from handlers.understanding.normalise import Line
from handlers.understanding.segment import Token

_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "유": 6, "칠": 7, "팔": 8, "구": 9, "십": 10}
_NATIVE = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
    "열한": 11,
    "열두": 12,
}
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ENGLISH = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
} | {
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty five": 45,
    "a": 1,
    "an": 1,
}
_DAYS = {
    "하루": 1,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
    "닷새": 5,
    "엿새": 6,
    "이레": 7,
    "열흘": 10,
    "보름": 15,
    "일주일": 7,
}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

_N = r"(?:\d{1,4}|[일이삼사오육칠팔구십백]+)"
_NS = r"(?:\d{1,2}|열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|[이]?십[일이삼사오육칠팔구]?)"
_ZN = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_EN = r"(?:\d{1,3}|" + "|".join(sorted(_ENGLISH, key=len, reverse=True)) + ")"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PART = r"오전|오후|아침|점심|저녁|새벽|밤|낮|上午|下午|早上|晚上|中午|凌晨|今晚"
_LATE_PARTS = frozenset(["오후", "저녁", "밤", "낮", "점심", "下午", "晚上", "中午", "今晚", "pm", "p"])


def number(words: str) -> int:
    """Read a number in digits, or in Korean (both ways), Chinese or English words."""
    if words.isdigit():
        return int(words)
    if words.endswith("주일") and words[0].isdigit():
        return int(words[0]) * 7
    for table in (_NATIVE, _ENGLISH, _DAYS):
        if words in table:
            return table[words]
    return _counted(words.replace("十", "십"), _SINO | _HAN)


_TENS = {"십": 10, "백": 100, "천": 1000}


def _counted(words: str, digits: Mapping[str, int]) -> int:
    total, last = 0, 0
    for letter in words:
        if letter in _TENS:
            total, last = total + (last or 1) * _TENS[letter], 0
        else:
            last = digits.get(letter, 0)
    return total + last


_HOURS, _LAST_MINUTE, _NOON = 24, 59, 12
_DAYBREAK = 5  # 밤 2시 is at night, 밤 9시 in the evening
_SMALL_HOURS = 6  # a bare 1 to 6 o'clock is in the afternoon, when tours are under way


def _clock(hour: int, minute: int, part: str | None) -> str | None:
    """Give HH:MM; a bare 1 to 6 is taken as the afternoon, when tours are under way."""
    if hour > _HOURS or minute > _LAST_MINUTE:
        return None
    if part in _LATE_PARTS and hour < _NOON and not (part == "밤" and hour < _DAYBREAK):
        hour += _NOON
    elif part in {"오전", "am", "a", "上午", "새벽", "밤", "凌晨"} and hour == _NOON:
        hour = 0
    elif part is None and 1 <= hour <= _SMALL_HOURS:
        hour += _NOON
    return f"{hour % _HOURS:02}:{minute:02}"


def _hour(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    minute = 30 if found.get("half") else number(found["m"]) if found.get("m") else 0
    return (clock := _clock(number(found["h"]), minute, found.get("part"))) and f"HOUR={clock}"


def _sharp(match: re.Match[str]) -> str | None:
    hour, minute = int(match["h"]), int(match["m"])
    part = match["part"] or ("" if len(match["h"]) > 1 or hour > _SMALL_HOURS else None)
    return (clock := _clock(hour, minute, part)) and f"HOUR={clock}"


def _minutes(match: re.Match[str]) -> str:
    found = match.groupdict()
    hours = number(found["h"]) if found.get("h") else 0
    return f"MINUTES={hours * 60 + (30 if found.get('half') else 0) + (number(found['m']) if found.get('m') else 0)}"


def _english_date(match: re.Match[str]) -> str:
    return f"MONTHDAY={_MONTHS.index(match['mon'][:3]) + 1}-{int(match['d'])}"


def _month_day(match: re.Match[str]) -> str:
    year = match.groupdict().get("y")
    return (
        f"YMD={number(year)}-{number(match['mo'])}-{number(match['d'])}"
        if year
        else f"MONTHDAY={number(match['mo'])}-{number(match['d'])}"
    )


def _ymd(match: re.Match[str]) -> str:
    return f"YMD={int(match['y'])}-{int(match['mo'])}-{int(match['d'])}"


def _short_year(match: re.Match[str]) -> str:
    """Read 74/10/31: two digits of a year are this century's up to 40, as nobody plans farther ahead."""
    year = int(match["y"])
    return f"YMD={year + (2000 if year <= 40 else 1900)}-{int(match['mo'])}-{int(match['d'])}"  # noqa: PLR2004  said above


def _away(match: re.Match[str]) -> str:
    sign = "-" if match["way"] in {"전", "이전", "前", "ago"} else ""
    return f"DAY={sign}{number(match['d'])}"


def _named(name: str) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{name}={number(match['d'])}"


_NTH = {"첫": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "네": 4, "넷": 4, "마": -1}
_WEEKDAYS = "월화수목금토일"
_COUNTS = "첫째|첫번째|둘째|두번째|셋째|세번째|넷째|네번째"


def _nth_weekday(match: re.Match[str]) -> str:
    """Give NTHDAY=year-month-count-weekday; year 0 is the one to come, weekday 7 any day."""
    year, weekday = match["y"] or 0, _WEEKDAYS.index(match["wd"]) if match["wd"] else len(_WEEKDAYS)
    return f"NTHDAY={year}/{number(match['mo'])}/{_NTH[match['nth'][0]]}/{weekday}"


_PATTERNS: tuple[tuple[str, str, Callable[[re.Match[str]], str | None]], ...] = (
    ("DATE", r"(?P<y>(?:19|20)\d\d)[-./](?P<mo>\d{1,2})[-./](?P<d>\d{1,2})(?!\d)", _ymd),
    (
        "DATE",
        rf"(?:(?P<y>\d{{4}}|이천[일이삼사오육칠팔구십]*)년)?(?P<mo>{_N})월(?P<d>{_N})일(?!차|째|간|동안)",
        _month_day,
    ),
    ("DATE", rf"(?:(?P<y>\d{{4}})年)?(?P<mo>{_ZN})月(?P<d>[一二三四五六七八九十\d]{{1,3}})[日号](?!车)", _month_day),
    (
        "DATE",
        rf"(?:(?P<y>\d{{4}})년)?(?P<mo>{_N})월(?P<nth>{_COUNTS}|마지막)(?:(?P<wd>[{_WEEKDAYS}])요일|날|일)",
        _nth_weekday,
    ),
    ("DATE", r"(?<![\d/])(?P<y>\d\d)/(?P<mo>\d{1,2})/(?P<d>\d{1,2})(?![\d/])", _short_year),
    ("DATE", r"(?<![\d:/.])(?P<mo>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/])", _month_day),
    ("DATE", rf"(?P<mon>{_MONTH}) (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?! ?[ap]m)", _english_date),
    ("DATE", rf"(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<mon>{_MONTH})(?![a-z])", _english_date),
    ("DATE", r"(?<!\d)(?:제)?(?P<d>\d{1,2})(?:일차|일째|번째날|번째일)", _named("TOURDAY")),
    ("DATE", rf"第(?P<d>{_ZN})天", _named("TOURDAY")),
    ("DATE", rf"\bday (?P<d>{_EN})(?![a-z\d])", _named("TOURDAY")),
    ("DATE", r"\bd(?P<d>[1-9])\b(?! \d)", _named("TOURDAY")),
    (
        "DATE",
        r"(?<![\d월])(?P<d>3[01]|[12]\d|[1-9]|이십[일이삼사오육칠팔구]?|삼십일?|십[일이삼사오육칠팔구])일(?!차|째|간|동안|후|뒤|전|이전|안|내|정)(?:날)?",
        _named("MONTHDAY_ONLY"),
    ),
    ("DATE", r"(?<!\d)(?P<d>3[01]|[12]\d|[1-9])[号日](?!车|楼|门|厅|馆|线)", _named("MONTHDAY_ONLY")),
    (
        "DATE",
        r"\b(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)(?! (?:day|floor|lecture|talk|stop|bus|visit))",
        _named("MONTHDAY_ONLY"),
    ),
    (
        "DATE",
        r"(?P<d>\d{1,3}(?=일)|[삼사오육칠팔구십]{1,3}(?=일)|하루|이틀|사흘|나흘|닷새|엿새|이레|열흘|보름|일주일|\d주일)일?(?P<way>후|뒤|있다가|이후|전|이전|안|내)(?!날|용|가)(?:에)?",
        _away,
    ),
    (
        "DATE",
        r"(?P<d>\d{1,2}|[일이삼사])주(?P<w>일)?(?P<way>후|뒤|전|이전)",
        lambda match: f"DAY={'-' * match['way'].endswith('전')}{number(match['d']) * 7}",
    ),
    ("DATE", rf"(?:in )?(?P<d>{_EN}) days? (?P<way>later|from now|ago|after)", _away),
    ("DATE", rf"\bin (?P<d>{_EN}) days?(?P<way>)", _away),
    ("DATE", rf"(?P<d>{_ZN})天(?P<way>后|之后|以后|前)", _away),
    ("HOUR", rf"(?P<part>{_PART})?(?P<h>{_NS})시(?!간|장|험|대)(?:(?P<half>반)|(?P<m>{_N})분)?", _hour),
    (
        "HOUR",
        rf"(?P<part>{_PART})?(?P<h>{_ZN})[点點](?:(?P<half>半)|(?P<m>[一二三四五六七八九十\d]{{1,3}})分?|钟|整)?",
        _hour,
    ),
    ("HOUR", rf"(?P<part>{_PART})?(?<![\d:/.])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::\d\d)? ?(?![ap]m)", _sharp),
    ("HOUR", r"(?<![\d:/.])(?P<h>1[0-2]|0?[1-9])(?::(?P<m>[0-5]\d))? ?(?P<part>am|pm|a|p)\b(?<! a)", _hour),
    ("HOUR", rf"(?:\bat )?(?P<h>{_EN}) oclock", _hour),
    ("HOUR", r"\b(?:at|to|until|by) (?P<h>1[0-2]|[1-9])(?!\d|[:./-]| ?(?:min|hour|day|am|pm))\b", _hour),
    (
        "MINUTES",
        r"(?<![시\d])(?P<m>\d{1,3}|[이삼사오]?십오?|오)분(?!들|이나|이서|의|위|홍)(?:간|정도|쯤)?",
        _minutes,
    ),
    ("MINUTES", rf"(?P<h>\d{{1,2}}|한|두|세|네|다섯)시간(?:(?P<half>반)|(?P<m>{_N})분)?(?!차|이나|동안)", _minutes),
    ("MINUTES", r"(?P<half>반시간|半个?小时|half an hour|half hour)", _minutes),
    ("MINUTES", rf"(?P<m>{_EN}) ?(?:minutes?|mins?)\b", _minutes),
    ("MINUTES", rf"(?P<h>{_EN}) ?(?:and a (?P<half>half) )?(?:hours?|hrs?)\b", _minutes),
    ("MINUTES", r"(?P<m>[一二两三四五六七八九十\d]{1,3})分钟", _minutes),
    ("MINUTES", rf"(?P<h>{_ZN})个?(?P<half>半)?小时", _minutes),
    (
        "ROOMNO",
        r"(?P<d>\d{3,4})호실?(?!차)|\broom (?P<e>\d{3,4})\b|(?P<z>\d{3,4})(?:号房|房)",
        lambda match: f"ROOM={match['d'] or match['e'] or match['z']}",
    ),
    (
        "ORDINAL",
        r"(?P<d>\d)(?:번째?|st|nd|rd|th)(?!날|차| day)|第(?P<z>[一二三四五1-5])个?(?!天)|(?P<k>두|세|네)번째(?!날)",
        lambda match: f"NTH={number(match['d'] or match['z'] or match['k'])}",
    ),
)
# Nothing can match without one of these; most questions have none, and skip the patterns.
_MAY_MATCH = re.compile(
    r"[\d一二两三四五六七八九十半]|[한두둘세셋네넷섯곱덟홉열첫일이삼사오육칠팔구십백][시일월분주년번]|마지막|반시간|"
    r"하루|이틀|사흘|나흘|닷새|엿새|이레|열흘|보름|oclock|hour|minute|\bday|ago|" + _MONTH
)
_COMPILED = tuple((bit(concept), re.compile(pattern), give) for concept, pattern, give in _PATTERNS)


def number_spans(line: Line) -> dict[int, list[Token]]:
    """Give the stretches of `line` that are dates, hours, minutes, rooms or ordinals, by their start."""
    spans: dict[int, list[Token]] = {}
    if not _MAY_MATCH.search(line.text):
        return spans
    for concept, pattern, give in _COMPILED:
        for match in pattern.finditer(line.text):
            value = give(match)
            if value is not None:
                spans.setdefault(match.start(), []).append(Token(match.start(), match.end(), Word(concept, (value,))))
    return spans
