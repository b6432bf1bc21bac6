"""The words with which leaders and staff choose people: how they stand, how they are reached, what is asked of them."""

import re
from typing import Final

from handlers.headcount.filters import REACH_WORDS
from handlers.roll_call.states import Standing

COUNT, LIST, WHERE, FILE, BESIDE = "count", "list", "where", "file", ""

_STATES: Final = (
    (
        Standing.PRESENT,
        "탑승(?:자|객|한|했\\S*|완료)?|승차(?:자|한|했\\S*)?|도착(?:자|한|했\\S*)?|출석(?:자|한|했\\S*)?|탄|탔\\S*|온|왔\\S*",
        "on ?board|boarded|aboard|arrived|present|here|上车(?:了|的)?|到了?的?|已到",
    ),
    (Standing.LATE, "늦는|늦은|늦어?|지각(?:자|한|하는)?", "late|迟到(?:了|的)?"),
    (
        Standing.ABSENT,
        "불참(?:자|한|하는)?|결석(?:자|한)?|(?:안|못)\\s?(?:오|가)는",
        "absent|not coming|不来的?|缺席的?",
    ),
    (
        Standing.UNKNOWN,
        "미(?:도착|탑승|확인|출석)(?:자|한)?|(?:아직\\s?)?(?:안|못)\\s?(?:온|탄|왔\\S*|탔\\S*)",
        "missing|not here|没到的?|未到的?|没来的?",
    ),
)
_TONGUES: Final = (
    ("ko", r"한국어|한국말|korean|[说讲]?韩[语文]"),
    ("en", r"영어|english|[说讲]?英[语文]"),
    ("zh", r"중국어|중국말|chinese|[说讲]?(?:中文|汉语)"),
)
_USE: Final = r"(?:\s*(?:쓰는|쓰시는|사용하는|사용자|사용|하는|speak(?:er|ing)s?|speakers?))?"
_DIETS: Final = (("채식", r"채식(?:주의자|하는|하시는)?"), ("할랄", r"할랄"), ("알레르기", r"알레르기"))
_ASKED: Final = (
    (
        COUNT,
        "인원\\s?수?|몇\\s?(?:명|분)(?:이야|이에요|이지|인가요?|이나|인지)?|명\\s?수|수",
        "how many|count|多少人|几个人|几位|人数",
    ),
    (
        LIST,
        "명단|목록|리스트|이름|누구(?:야|예요|에요|지|인가요?|누구)?|누가|사람들?|분들?",
        "people|who|list|names|名单|谁|哪些人|的?人",
    ),
    (
        WHERE,
        "어디(?:에|서|야|예요|에요|지)?|어느\\s?(?:버스|차)(?:에)?|몇\\s?호차(?:에)?",
        "where|which bus|在?哪里?|哪辆车",
    ),
    (
        FILE,
        "엑셀(?:\\s?파일)?|씨에스브이|파일|내려받기|다운로드|뽑아",
        "csv|xlsx?|excel|file|spreadsheet|export|表格|导出",
    ),
)
_FILLERS: Final = (
    r"은|는|이|가|을|를|의|에|에서|도|중에?서?|가운데|인|님|씨|랑|현재|지금|오늘|기준|기준으로|시점|현황|상황|다|있어요?|있나요?|"
    r"있는|로|으로|알려\s?줘요?|알려\s?주세요|보여\s?줘요?|보여\s?주세요|좀|줘요?|주세요|요|쓰는|사용하는|"
    r"the|of|on|in|are|is|there|as of|at|now|please|show|me|的|在|了|吗|请|现在"
)


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})(?![a-z])")


WORDS: Final = (
    *(("state", state.value, _compiled("|".join(words))) for state, *words in _STATES),
    *(("language", tag, _compiled(f"(?:{words}){_USE}")) for tag, words in _TONGUES),
    *(("diet", diet, _compiled(words)) for diet, words in _DIETS),
    *(("reach", reach, re.compile(f"(?:{words.pattern}){_USE}")) for reach, words in REACH_WORDS.items()),
    *((asked, "", _compiled("|".join(words))) for asked, *words in _ASKED),
    (BESIDE, "", _compiled(_FILLERS)),
)  # fmt: skip
FILE_WORDS: Final = _compiled("|".join(next(words for asked, *words in _ASKED if asked == FILE)))
ROOM: Final = re.compile(r"(?P<room>\d{3,4})\s?호실?(?!차)|room (?P<en>\d{3,4})|(?P<zh>\d{3,4})(?:号房|房)")
HOUR: Final = re.compile(
    r"(?:(?:오전|오후|아침|저녁|낮|밤|새벽)\s?)?\d{1,2}\s?시(?:\s?\d{1,2}\s?분|\s?반)?|\d{1,2}:\d{2}|"
    r"\d{1,2}(?::\d{2})?\s?[ap]m|(?:上午|下午|晚上|早上)?\d{1,2}[点點](?:半|\d{1,2}分)?"
)
DAYS: Final = ((-2, re.compile(r"그제|그저께|前天")), (-1, re.compile(r"어제|yesterday|昨天")))
