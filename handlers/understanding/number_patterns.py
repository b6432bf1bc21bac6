"""The patterns of dates, hours, minutes, rooms and ordinals in a line, each with the value that it stands for."""

import re
from collections.abc import Callable

from handlers.understanding.number_words import ENGLISH, SMALL_HOURS, clock, number

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

_N = r"(?:\d{1,4}|[일이삼사오육칠팔구십백]+)"
_NS = r"(?:\d{1,2}|열한|열두|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|[이]?십[일이삼사오육칠팔구]?)"
_ZN = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_EN = r"(?:\d{1,3}|" + "|".join(sorted(ENGLISH, key=len, reverse=True)) + ")"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?: (?P<y>20\d\d)\b)?"
_PART = r"오전|오후|아침|점심|저녁|새벽|밤|낮|上午|下午|早上|晚上|中午|凌晨|今晚"


def _hour(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    minute = 30 if found.get("half") else number(found["m"]) if found.get("m") else 0
    return (told := clock(number(found["h"]), minute, found.get("part"))) and f"HOUR={told}"


def _sharp(match: re.Match[str]) -> str | None:
    hour, minute = int(match["h"]), int(match["m"])
    part = match["part"] or ("" if len(match["h"]) > 1 or hour > SMALL_HOURS else None)
    return (told := clock(hour, minute, part)) and f"HOUR={told}"


def _minutes(match: re.Match[str]) -> str:
    found = match.groupdict()
    hours = number(found["h"]) if found.get("h") else 0
    return f"MINUTES={hours * 60 + (30 if found.get('half') else 0) + (number(found['m']) if found.get('m') else 0)}"


def _english_date(match: re.Match[str]) -> str:
    day = f"{_MONTHS.index(match['mon'][:3]) + 1}-{int(match['d'])}"
    return f"YMD={match['y']}-{day}" if match["y"] else f"MONTHDAY={day}"


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


PATTERNS: tuple[tuple[str, str, Callable[[re.Match[str]], str | None]], ...] = (
    ("NIGHTS", rf"(?<=the |all )(?P<d>{_EN}) days\b(?! (?:later|from|ago|after|before))", _named("NIGHTS")),
    ("NIGHTS", rf"(?P<d>{_ZN})天(?=的?(?:行程|日程|安排|活动|计划))", _named("NIGHTS")),
    ("NIGHTS", r"(?P<d>\d{1,2})박(?P<e>\d{1,2})일", _named("NIGHTS")),
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
    ("MONTHONLY", r"(?<!\d)(?P<d>1[0-2]|[1-9])월(?:초|말|중순|하순)?(?!\d|일|중)", _named("MONTH")),
    ("DATE", r"(?<![\d/])(?P<y>\d\d)/(?P<mo>\d{1,2})/(?P<d>\d{1,2})(?![\d/])", _short_year),
    ("DATE", r"(?<![\d:/.])(?P<mo>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/])", _month_day),
    ("DATE", rf"(?P<mon>{MONTH}) (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?! ?[ap]m){_YEAR}", _english_date),
    ("DATE", rf"(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<mon>{MONTH})(?![a-z]){_YEAR}", _english_date),
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
    ("HOUR", rf"(?P<part>{_PART})?(?P<h>{_NS})시(?!간|장|험|대|승)(?:(?P<half>반)|(?P<m>{_N})분)?", _hour),
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
    # Minutes without their word: 'be there in 5', 'running 20 late'.
    ("MINUTES", r"(?<=there in )(?P<m>[1-9]\d?)(?=$| (?:sorry|max|ish|or so|guys|please|thanks)\b)", _minutes),
    ("MINUTES", r"(?<![\w:.])(?<!bus )(?<!coach )(?<!group )(?<!team )(?P<m>[1-9]\d?)(?= (?:late|behind)\b)", _minutes),
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
