"""The form of a sentence: whether it asks, is a mere heading, states something; what its words are together."""

import re
from collections.abc import Sequence

from handlers.understanding.before_after import beside_a_name
from handlers.understanding.concepts import bit, bits
from handlers.understanding.lexicon import Link, Word
from handlers.understanding.normalise import Line
from handlers.understanding.proper_words import DESTINATIONS
from handlers.understanding.segment import Token

WH = bits("WHEN WHERE WHAT WHO COUNT PRICE DURATION HOW WHY WHICH MYGROUP CLOCK")
DAYS = bits("DAY TOURDAY WEEKDAY BEFORE_TOUR HOLIDAY DATE")
VERBS = bits(
    "GO LAST_GO DO HERE ABSENT LATE START END DEPART ARRIVE WAKE CANCEL CHANGE DELAY ADVANCE YESNO LOST MISSING "
    "COMPLAINT VERB WISH MEET HUNGRY"
)
_PARTS_OF_DAY = bits("MORNING AFTERNOON EVENING DAWN")
_MEALS = bits("LUNCH DINNER BREAKFAST BUFFET EAT")
_WH_OR_REQUEST = WH | bit("REQUEST")
_TELL, _PAST, _YESNO, _NOON, _OPEN_END = map(bit, ("TELL", "PAST", "YESNO", "NOON", "OPENEND"))
_MARK, _MARK_OR_YESNO, _TELL_OR_OPEN = bit("MARK"), bits("MARK YESNO"), bits("TELL OPENEND")
_ASK, _STATEMENT, _BARE, _ASIDE, _ELSEWHERE = map(bit, ("ASK", "STATEMENT", "BARE", "ASIDE", "ELSEWHERE"))
_OFTOUR, _ASKWH, _NAMED, _IS_CURT, _MERE = map(bit, ("OFTOUR", "ASKWH", "NAMED", "CURT", "MERE"))
_DELIB, _DEADLINE, _SHORT, _ASKEND = map(bit, ("DELIB", "DEADLINE", "SHORT", "ASKEND"))
_DATE, _PARTOFDAY, _MEALISH, _HOUR = map(bit, ("DATE", "PARTOFDAY", "MEALISH", "HOUR"))
_SOLE, _JUSTMINUTES, _FROMTO, _MAY, _SAYSAT = map(bit, ("SOLE", "JUSTMINUTES", "FROMTO", "MAY", "SAYSAT"))
_FROM_TO = re.compile(r"(?:에서|여기서).+까지")  # how far it is from here to there
_DREAMT = re.compile(  # what somebody would rather do, or wishes had been done: '취소하고 라면이나 먹고 싶다'
    r"(?:하|빼|말|없애|미루|늦추|당기|바꾸|옮기)고(?!싶).*고싶|이나(?:하|먹|가|자|마시|보|쉬|놀)|할걸|[했었았]어야|면어쩔뻔|면좋겠(?:다|네|음|당|구만)|좋으련만|다음번엔|다음번에는"
)
_REVIVED = re.compile(  # an undoing, where nobody is lost or hurt: '취소한 거 다시 살려줘'
    r"^(?!.*(?:잃|다쳤|다친|아파|아프|사고|도와|위험|쓰러|갇|도둑|불이)).*(?:취소|삭제|변경|없앤|뺀|일정).*살려"
)
_ONCE = re.compile(  # told of what is over, or didn't happen: '10분 늦을 뻔했어요', '30분 늦었지만 따라잡았어요'
    r"지난번|저번|작년|뻔했|을뻔|늦었(?:지만|었)(?!.*(?:줘|주세요|미뤄|늦춰))|따라잡|last time|上次|上回"
)
_MOVED_TO = re.compile(r"[을를].*(?<!걸)(?<!처음으)(?<!새)로(?:요|여)?$")  # '저녁을 모레로'
_ALLOWED = re.compile(r"도(?:되|돼|될|됩|됨|괜찮)")  # may I?
_IS_AT = re.compile(r"(?:예요|이에요|에요|입니다|임|있어요|있습니다|있음|이요)$")  # '저 지금 로비예요'
_JUST_MINUTES = re.compile(r"\d분만(?:요|더|더요|기다려.*|늦.*)?$")  # '화장실 들렀다 갈게요 5분만요'
# What a heading may be about, though a verb goes before it: '돌아가는 비행기 편명'.
_HEADS = bits("FLIGHTNO FLIGHT TRAIN ADDRESS MAP PHONE PLATE TERMINAL GATE TIME")
_DELIBERATE = ("을까", "을까요", "볼까", "볼까요", "볼래")  # shall we? is said to one's company
_ASKING_ZH = frozenset("啥谁哪")
_ASKING = ("how ", "what ", "which ", "where ", "when ", "who ")
_CURT = bits(
    "HERE LATE ABSENT ME BUS NOW MINUTES APOLOGY SITE STOP KIND HOTEL GATHER POLITE GLUE DATE DAY HOUR TOURDAY "
    "WEEKDAY AIRPORT ROOM DO GUIDE LEADER GREETING OKAY GROUP COMPLAINT ARRIVE EAT LUNCH DINNER BREAKFAST "
    "MORNING EVENING AFTERNOON AGENDA DIET SIGNUP GO JOIN NEXT DEIXIS FLIGHT TRAIN PLACE YESNO WHICH SPOT VERB TRAFFIC "
    "SECOND IMAT WAIT UNWELL"
)
_DREAM, _BYGONE, _REVIVE, _ENDS_MANY, _MOVE_TO = map(bit, ("DREAM", "BYGONE", "REVIVED", "ENDSMANY", "MOVETO"))
_AFTERNAME, _NEXT, _EATEN = bit("AFTERNAME"), bit("NEXT"), bits("LUNCH DINNER BREAKFAST KIND")
_GONE_TO = frozenset({"site", "stop"})
_MANNERS = bits("GREETING THANKS APOLOGY OKAY NO COMPLAINT HUNGRY INSULT SMALLTALK GLUE POLITE ME DEIXIS")
_SMALL = bits("GLUE POLITE")
_NOUN_PLACE, _UNSURE = bit("NOUNPLACE"), bit("UNSURE")
_LONGEST_CURT = 6  # words; who reports himself does it briefly
_LONGEST_ORDER = 3  # words; what a leader orders without saying how much or where to
_LONGEST_BARE = 4  # words; a longer line without a question word is a statement, not a heading


_Words = Sequence[tuple[Token, Word]]  # the words of a sentence without its endings


def shape_of(line: Line, tokens: Sequence[Token], present: int, links: Sequence[Link]) -> int:
    """Give what the form of a sentence with the concepts `present` tells, as concepts."""
    content = [(token, token.word) for token in tokens if token.word is not None and not token.as_tail]
    told = sum(1 for _, word in content if word.bits & ~_SMALL)
    sole = len(content) == 1 and not line.asks
    return (
        (_SOLE if sole else 0)
        | (_FROMTO if _FROM_TO.search(line.text) else 0)
        | (_DREAM if _DREAMT.search(line.text) else 0)
        | (_REVIVE if _REVIVED.search(line.text) else 0)
        | (_ENDS_MANY if line.text.endswith("몇") else 0)
        | (_BYGONE if _ONCE.search(line.text) else 0)
        | (_MOVE_TO if "로" in line.text and _MOVED_TO.search(line.text) else 0)
        | (_MAY if _ALLOWED.search(line.text) else 0)
        | (_SAYSAT if _IS_AT.search(line.text) and not line.asks else 0)
        | (_JUSTMINUTES if _JUST_MINUTES.search(line.text) else 0)
        | _of_days_and_meals(present)
        | _of_ending(line, tokens)
        | _of_words(line, content)
        | beside_a_name(line, tokens)
        | (_ASK if _asks(line, tokens, content, present) else _STATEMENT)
        | (_BARE if told <= _LONGEST_BARE and _is_heading(tokens, content) else 0)
        | (_SHORT if told <= _LONGEST_ORDER else 0)
        | (_NAMED if any(link.strength > 1 and link.what == "stop" for link in links) else 0)
    )


def _of_days_and_meals(present: int) -> int:
    """Give the concepts that several narrower ones have in common."""
    return (
        (_DATE if present & DAYS else 0)
        | (_PARTOFDAY if present & _PARTS_OF_DAY else 0)
        | (_MEALISH if present & _MEALS else 0)
        | (_HOUR if present & _NOON else 0)
    )


def _of_ending(line: Line, tokens: Sequence[Token]) -> int:
    """Give what the end of a sentence tells: it asks, it goes on, it is said to one's company, it sets a limit."""
    last, text = _last_bits(tokens), line.text
    return (
        (last & _OPEN_END)
        | (_DELIB if text.endswith(_DELIBERATE) else 0)
        | (_DEADLINE if ("까지" in text and "부터" not in text) or " by " in text else 0)
        | (_ASKEND if line.asks or last & _MARK else 0)
    )


def _of_words(line: Line, content: _Words) -> int:
    """Give what all or any of the words are: a brief report, mere manners, words that the tour only mentions."""
    shape = _ASKWH if line.asks else 0
    curt, mere, named = len(content) <= _LONGEST_CURT, True, False
    for token, word in content:
        shape |= _AFTERNAME if named and word.bits & _NEXT else 0
        named = any(link.strength > 1 and link.what in _GONE_TO for link in word.links) or bool(word.bits & _EATEN)
        if word.bits & WH and not word.bits & _NOUN_PLACE:  # 'place' and 'location' are where, but ask nothing
            shape |= _ASKWH
        curt = curt and bool(word.bits & _CURT)
        mere = mere and bool(word.bits & _MANNERS)
        shape |= _of_links(word) | (_ELSEWHERE if _is_elsewhere(line, token, word) else 0)
    return shape | (_IS_CURT if curt else 0) | (_MERE if mere else 0)


def _of_links(word: Word) -> int:
    """Tell a word that the tour's texts mention and that names nothing of it, and one of the tour's own title."""
    if not word.links:
        return 0
    of_tour = any(link.id == "the tour" for link in word.links)
    mentioned = not word.values and all(link.strength == 0 for link in word.links)
    return (_OFTOUR if of_tour else 0) | (_ASIDE if mentioned and not of_tour else 0)


def _is_elsewhere(line: Line, token: Token, word: Word) -> bool:
    """Tell whether a token is a kind of place that the tour's texts mention and none of its sites is named with."""
    if line.text[token.start : token.end] not in DESTINATIONS:
        return False
    return all(link.strength <= 1 for link in word.links)


def _asks(line: Line, tokens: Sequence[Token], content: _Words, present: int) -> bool:
    last = _last_bits(tokens)
    first = content[0][1].bits if content else 0
    if line.asks or last & _MARK_OR_YESNO or first & _YESNO or _begins_to_ask(line, content):
        return True
    wonders = present & _UNSURE or not last & _TELL  # 'I forgot when we meet' asks
    return bool(present & (_WH_OR_REQUEST | _UNSURE) and wonders) or _asks_in_chinese(line, present)


def _begins_to_ask(line: Line, content: _Words) -> bool:
    """Tell whether a word that means something of its own begins with a question word: 'how big', 'which room'."""
    return any(
        line.text.startswith(_ASKING, token.start) or not _ASKING_ZH.isdisjoint(line.text[token.start : token.end])
        for token, _ in content
    )


def _is_heading(tokens: Sequence[Token], content: _Words) -> bool:
    """Tell whether a sentence has neither a verb nor an ending that tells something: it is a mere heading."""
    if content and tokens[-1] is content[-1][0] and content[-1][1].bits & _HEADS:
        return True
    if _last_bits(tokens) & _TELL_OR_OPEN or any(word.bits & VERBS for _, word in content):
        return False
    return not any(token.as_tail and token.word and token.word.bits & _PAST for token in tokens)


def _last_bits(tokens: Sequence[Token]) -> int:
    return tokens[-1].word.bits if tokens and tokens[-1].word else 0


def _asks_in_chinese(line: Line, present: int) -> bool:
    return bool(present & _YESNO) and any(letter in line.text for letter in "吗么嘛没不")
