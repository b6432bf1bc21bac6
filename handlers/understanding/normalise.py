"""A message as it is matched: one form for full-width and half-width, slang, laughter, spaces and capitals."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from handlers.understanding.traditional import TO_SIMPLIFIED

MOST_LETTERS = 480  # of a longer message the head and the tail are read; people put the question at either end
_HEAD, _TAIL = 320, 160

# Single letters that stand for a word; they go first, as NFKC would take them apart.
_LETTER_SLANG = {
    "ㅇㄷ": "어디",
    "ㅎㅇ": "안녕",
    "ㄱㅅ": "감사",
    "ㄳ": "감사",
    "ㅇㅋ": "오케이",
    "ㅇㅇ": "응",
    "ㄴㄴ": "아니요",
    "ㅈㅅ": "죄송",
    "ㅂㅂ": "바이",
    "ㅁㅎ": "뭐해",
    "ㅅㄱ": "수고",
    "ㅅㅂ": "시발",
    "ㅆㅂ": "씨발",
    "ㅂㅅ": "병신",
    "ㅈㄹ": "지랄",
    "ㅁㅊ": "미친",
    "ㅊㅋ": "축하",
    "ㅇㅈ": "인정",
    "ㄹㅇ": "진짜",
    "ㅁㄹ": "몰라",
    "ㄱㄱ": "",
    "ㄷㄷ": "",
    "ㅃ2": "바이",
    "ㄲㅈ": "꺼져",
    "ㄷㅊ": "닥쳐",
    "ㅈㄴ": "존나",
    "ㅇㅁ": "",
}
_SLANG = re.compile("|".join(sorted(_LETTER_SLANG, key=len, reverse=True)))
_LONE_LETTERS = re.compile(r"[ㄱ-ㅣ]+")
# English as it is typed in a hurry, where no letter, sign or apostrophe stands beside it: R&D keeps its R.
_HURRIED = {
    "u": "you",
    "cn": "can",
    "r": "are",
    "ur": "your",
    "abt": "about",
    "shd": "should",
    "shld": "should",
    "cud": "could",
    "wud": "would",
    "wat": "what",
    "wht": "what",
    "wen": "when",
    "wer": "where",
    "hv": "have",
    "hw": "how",
    "cuz": "because",
    "coz": "because",
    "bcoz": "because",
    "thru": "through",
    "b4": "before",
    "2moro": "tomorrow",
    "2mrw": "tomorrow",
    "tmrow": "tomorrow",
    "2day": "today",
    "2nite": "tonight",
    "rn": "right now",
    "plz": "please",
    "pls": "please",
    "thnx": "thanks",
    "tnx": "thanks",
    "ppl": "people",
    "msg": "message",
    "lmk": "let me know",
    "nr": "number",
    "num": "number",
}
_HURRIED_WORD = re.compile(rf"(?<![\w&'’./-])(?:{'|'.join(_HURRIED)})(?![\w&'’/-])")
_NUMBER_SIGN = re.compile(r"(?<=[a-z] )no\.(?=\s)")  # 'flight no. home' is one sentence
_POSSESSIVE = re.compile(r"\b(?!(?:what|where|when|who|that|there|how|let|it|here|he|she)\b)([a-z]+)['’]s\b")
# 'am I on bus 1 or 2' names two buses.
_OTHER_GROUP = re.compile(r"\b((?:bus|coach|group|team) )([a-h]|\d)(,? (?:or|and) )((?!a\b)[a-h]|\d)\b(?!:| ?[ap]m)")
_AT_ONCE = 64  # messages; each reader of one asks for its plain form
_DROPPED = re.compile(r"['’‘`´&]|(?<=[a-z])-(?=fi\b)")
_REMEMBERED = 512  # forms; a tour's names are compared many times while its matcher is compiled
# A number keeps its marks, be it glued to a word: '점심12:40으로', '改到12:40'.
_TOKEN = re.compile(r"\d+(?:[:./~\-]\d+)+|(?:(?!(?<=[가-힣一-鿿])\d+:\d)[^\W_])+")
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a message: `text` without spaces but between Latin words, and where in it words started."""

    text: str
    starts: frozenset[int]
    asks: bool = False


def bounded(text: str) -> str:
    """Give `text` itself, or the head and the tail of a very long one: the work per message has a ceiling."""
    if len(text) <= MOST_LETTERS:
        return text
    return text[:_HEAD] + "\n" + text[-_TAIL:]


@lru_cache(maxsize=_AT_ONCE)
def plain(text: str) -> str:
    """Give `text` in NFKC and small letters, in simplified characters, slang spelled out and laughter dropped."""
    if _LONE_LETTERS.search(text):
        text = _LONE_LETTERS.sub(" ", _SLANG.sub(lambda match: _LETTER_SLANG[match[0]], text))
    text = unicodedata.normalize("NFKC", text).lower()
    if not text.isascii():
        text = text.translate(TO_SIMPLIFIED)
    if "'" in text or "’" in text:
        text = _POSSESSIVE.sub(r"\1", text)
    text = _NUMBER_SIGN.sub("number", text)
    text = _OTHER_GROUP.sub(r"\1\2\3\1\4", text)
    text = _HURRIED_WORD.sub(lambda match: _HURRIED[match[0]], text)
    return _DROPPED.sub("", text)


def line_of(text: str) -> Line:
    """Take a `plain` text to the form in which it is matched."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    end = -1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if pieces and token[0] in _ASCII and pieces[-1][-1] in _ASCII:
            pieces.append(" ")
            length += 1
        if match.start() != end:
            starts.append(length)
        end = match.end()
        pieces.append(token)
        length += len(token)
    return Line("".join(pieces), frozenset(starts), "?" in text)


@lru_cache(maxsize=_REMEMBERED)
def canonical(text: str) -> str:
    """Give the matched form of a name or word."""
    return line_of(plain(text)).text
