"""What comes before or after a thing that is named: '저녁 식사 후 일정', '샤오미 끝나고 뭐 해?', '점심 전에 시간?'."""

import re
from collections.abc import Sequence

from handlers.understanding.concepts import bit, bits
from handlers.understanding.normalise import Line
from handlers.understanding.segment import Token

_BEFORE, _AFTER, _WHATELSE = bit("BEFORETHAT"), bit("AFTERTHAT"), bit("WHATELSE")
_NAMED = bits("KIND LUNCH DINNER BREAKFAST BUFFET CHECKIN CHECKOUT FLIGHT EAT")
_OF_TOUR = frozenset({"site", "stop"})
_DONE_BY_WORD = bit("AFTERWARD")
# Between the name and the word of time: what is done there, and particles.
_DOING = (
    r"(?:일정|방문|견학|관람|체험|식사|투어|참관|특강|강의|시승|행사|하는거|먹는거)?"
    r"(?:이|가|을|를|은|는|도|에서|에)?(?:다)?"
)
_LATER = re.compile(
    _DOING
    + r"(?:끝나고|끝나면|끝난|마치고|마친|먹고|먹은|드시고|보고|보고나|본다음|본뒤|하고|하고나|듣고|듣고나|들은|갔다|"
    r"다녀오|다녀와|들렀다|들르고|타고나|한다음|한뒤|한후|후에|후엔|후에는|뒤에|뒤엔|이후|다음에|다음엔|다음은|다음으로|"
    r"다음(?!날|주|달)|후(?=$|[가-힣]))(?!싶)(?:나서|나면|서|는|후에|후|뒤에|뒤|다음에|다음엔|다음)?"
    r"|(?:的)?(?:参观|访问|游览|活动|体验|逛|看|玩|听)?(?:(?:完|结束|完成)(?:了|之后|以后|后)?|(?:之|以)?后(?![面天门院台]))"
)
_THEREUPON = re.compile("나서|나면")
_EARLIER = re.compile(
    _DOING + r"(?:가기|시작|시작하기|먹기|하기|출발|출발하기|보기|듣기|도착|도착하기|타기)?(?:이전|전)"
    r"(?:에는|에|엔|까지는|까지)?"
    r"|(?:的)?(?:参观|开始|出发)?(?:之|以)?前(?![台往面天门后])"
)
_SAID_FIRST = {"after": _AFTER, "once": _AFTER, "following": _AFTER, "before": _BEFORE}
_SMALL_WORDS = 6  # 'after we finish the visit to Xiaomi'
_BETWEEN = bits("GLUE GO END ME KIND AGENDA")
# What a question asks for itself, beside what merely comes before or after.
_OF_ITS_OWN = bits(
    "SITE STOP HOTEL GATHER MEET BRING DRESS PHOTO RULES LUGGAGE WIFI EVENT BUS FLIGHT TRAIN TAXI ADDRESS MAP PHONE "
    "ROOM "
    "DEPART ARRIVE EAT LUNCH DINNER BREAKFAST BUFFET SIGNUP MONEY SHOPPING PRICE WHO GUIDE LEADER WISH DELIB TOILET "
    "TRANSFER ABSENT LATE WAIT CHANGE CANCEL DELAY CHECKIN CHECKOUT KIND WAKE RIDE LAST_GO"
)
# What is asked even where it stands before the name: '버스 점심 먹고 어디로 와요?'.
_AHEAD = bits("GATHER BRING DRESS PHOTO LUGGAGE WIFI BUS TAXI ROOM MONEY GUIDE LEADER WISH ABSENT LATE TOILET")
_FREE = "KIND=free"
_MEALTIMES = frozenset({"아침", "저녁"})  # '저녁 먹고' is after the meal, '저녁 일정 끝나고' is not


def beside_a_name(line: Line, tokens: Sequence[Token]) -> int:
    """Tell whether what follows a named thing, or goes before it, is asked for; WHATELSE where nothing else is."""
    for place, token in enumerate(tokens):
        if token.word is None or token.as_tail or line.text[token.start].isascii() or not _is_named(line, token):
            continue
        if (found := _relation(line, tokens, place)) is not None:
            relation, end = found
            more = _asks_more(tokens[place:], end, _OF_ITS_OWN) or _asks_more(tokens[:place], 0, _AHEAD)
            return relation | (0 if more else _WHATELSE)
    return _in_english(line, tokens)


def _in_english(line: Line, tokens: Sequence[Token]) -> int:
    """Tell the same of English, where the word of time stands first: 'after the visit to Xiaomi', 'before lunch'."""
    for place, token in enumerate(tokens):
        said = line.text[token.start : token.end].partition(" ")[0]
        named = _named_soon(line, tokens, place) if said in _SAID_FIRST else None
        if named is not None:
            rest = [*tokens[:place], *tokens[named + 1 :]]
            return _SAID_FIRST[said] | (0 if _asks_more(rest, 0, _OF_ITS_OWN) else _WHATELSE)
    return 0


def _named_soon(line: Line, tokens: Sequence[Token], place: int) -> int | None:
    """Give where the thing stands that a word of time speaks of; only small words and 'visit' may lie between."""
    for index, token in enumerate(tokens[place : place + _SMALL_WORDS], start=place):
        if token.word is None or token.as_tail:
            return None
        if _is_named(line, token):
            return index
        if index > place and not token.word.bits & _BETWEEN:
            return None
    return None


def _is_named(line: Line, token: Token) -> bool:
    word = token.word
    if word is None:
        return False
    if line.text[token.start : token.end] in _MEALTIMES:
        return not line.text.startswith("일정", token.end)
    return bool(word.bits & _NAMED) or any(
        one.strength > (one.what == "site") and one.what in _OF_TOUR for one in word.links
    )


def _relation(line: Line, tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    token = tokens[place]
    if token.word is not None and token.word.bits & _DONE_BY_WORD:
        match = _THEREUPON.match(line.text, token.end)
        return _AFTER, match.end() if match else token.end
    if match := _EARLIER.match(line.text, token.end):
        return (_BEFORE, match.end()) if _ends_a_word(line, match.end()) else None
    match = _LATER.match(line.text, token.end)
    return (_AFTER, match.end()) if match else None


def _ends_a_word(line: Line, end: int) -> bool:
    """Tell whether a word ends there: '점심 전에', but not '호텔 전화'. Chinese puts no space between words."""
    return end == len(line.text) or end in line.starts or line.text[end - 1] == "前"


def _asks_more(tokens: Sequence[Token], end: int, own: int) -> bool:
    rest = (token.word for token in tokens if token.start >= end and token.word is not None and not token.as_tail)
    return any(word.bits & own and _FREE not in word.values for word in rest)
