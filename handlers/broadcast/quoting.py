"""Korean indirect speech turned into what people are told: '10분 뒤 출발한다고 알려줘' as '10분 뒤 출발합니다'.

The order's text ends where the quoting ending begins; the whole message says which ending that was.
"""

import re
from typing import Final

_ENDING = re.compile(r"^(라고|다고|자고|달라고|고)")
_NIEUN, _BIEUP, _NO_FINAL = 4, 17, 0  # numbers of final consonants in a Hangul syllable (Unicode 3.12)
_FINALS, _FIRST = 28, 0xAC00
_A_COUNT: Final = re.compile(r"(?:\d|[한두세네]|섯|덟|홉|열)\s*(?:시|호차|차|호|대)$")
_NOUNS_BEFORE_IRA: Final = ("예정", "것", "중", "분", "시", "앞", "층", "번", "호")


def direct(text: str, message: str) -> str:
    """Give the words to tell for `text`, cut out of `message` before its quoting ending; else `text` as it is."""
    place = message.rfind(text)
    ending = _ENDING.match(message[place + len(text) :].lstrip()) if place >= 0 and text else None
    if ending is None:
        return text
    turned = _TURNED.get(ending[1], _as_it_is)(text)
    return turned if turned.endswith((".", "!")) else f"{turned}."


def _told(text: str) -> str:
    """출발한(다) -> 출발합니다, 먹는(다) -> 먹습니다, 있(다) -> 있습니다."""
    last = text[-1]
    if last == "는" and _final(text[-2:-1]) != _NO_FINAL:
        return f"{text[:-1]}습니다"
    if _final(last) == _NIEUN:
        return f"{text[:-1]}{_with_final(last, _BIEUP)}니다"
    if _final(last) == _NO_FINAL:
        return f"{text[:-1]}{_with_final(last, _BIEUP)}니다"
    return f"{text}습니다"


def _ordered(text: str) -> str:
    """모이(라) -> 모이세요, 먹으(라) -> 먹으세요; 예정이(라) -> 예정입니다, 12시(라) -> 12시입니다."""
    if _A_COUNT.search(text):
        return f"{text}입니다"
    if text.endswith("이") and text[:-1].endswith(_NOUNS_BEFORE_IRA):
        return f"{text[:-1]}입니다"
    return f"{text}세요"


def _proposed(text: str) -> str:
    """가(자) -> 갑시다, 먹(자) -> 먹읍시다."""
    last = text[-1]
    return f"{text[:-1]}{_with_final(last, _BIEUP)}시다" if _final(last) == _NO_FINAL else f"{text}읍시다"


def _asked(text: str) -> str:
    """와(달라) -> 와 주세요."""
    return f"{text.rstrip()} 주세요"


def _as_it_is(text: str) -> str:
    return text


_TURNED: Final = {"다고": _told, "라고": _ordered, "자고": _proposed, "달라고": _asked}


def _final(syllable: str) -> int:
    number = ord(syllable) - _FIRST if len(syllable) == 1 else -1
    return number % _FINALS if 0 <= number < 11172 else -1  # noqa: PLR2004 - Hangul syllables in Unicode


def _with_final(syllable: str, final: int) -> str:
    number = ord(syllable) - _FIRST
    return chr(_FIRST + number - number % _FINALS + final)
