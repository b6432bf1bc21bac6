"""Korean typed with the keyboard left on English: dhsmf is 오늘 on the two-set (dubeolsik, KS X 5002) layout."""

import re
from itertools import pairwise

from handlers.understanding.jamo import FINALS, FIRST_SYLLABLE, INITIALS, VOWELS

_KEYS = dict(
    zip(
        "rsefaqtdwczxvgkoiOjpuPhynbmlRETQW",
        "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣㄲㄸㅆㅃㅉ",
        strict=True,
    )
)
_VOWEL_KEYS = "koiOjpuPhynbml"
_TWO_VOWELS = {"hk": "ㅘ", "ho": "ㅙ", "hl": "ㅚ", "nj": "ㅝ", "np": "ㅞ", "nl": "ㅟ", "ml": "ㅢ"}
_TWO_FINALS = {"rt": "ㄳ", "sw": "ㄵ", "sg": "ㄶ", "fr": "ㄺ", "fa": "ㄻ", "fq": "ㄼ", "ft": "ㄽ"} | {
    "fx": "ㄾ",
    "fv": "ㄿ",
    "fg": "ㅀ",
    "qt": "ㅄ",
}
_SYLLABLE = re.compile(
    rf"([rsefaqtdwczxvgRETQW])({'|'.join(_TWO_VOWELS)}|[{_VOWEL_KEYS}])"
    rf"((?:{'|'.join(_TWO_FINALS)}|[rsefaqtdwczxvgRT])(?![{_VOWEL_KEYS}]))?"
)


def _compose(keys: re.Match[str]) -> str:
    initial, vowel, final = keys.groups()
    medial = VOWELS.index(_TWO_VOWELS.get(vowel) or _KEYS[vowel])
    ending = FINALS.index(_TWO_FINALS.get(final) or _KEYS[final]) if final else 0
    return chr(FIRST_SYLLABLE + INITIALS.index(_KEYS[initial]) * 588 + medial * 28 + ending)


def to_hangul(word: str) -> str | None:
    """Read an English-keyboard `word` as Korean; None where it does not come out in whole syllables.

    Shift matters only for double letters (R is ㄲ); other capitals are read as small letters.
    """
    keys = "".join(key if key in "RETQWOP" else key.lower() for key in word)
    matches = list(_SYLLABLE.finditer(keys))
    whole = bool(matches) and matches[0].start() == 0 and matches[-1].end() == len(keys)
    if not whole or any(before.end() != after.start() for before, after in pairwise(matches)):
        return None
    return "".join(_compose(match) for match in matches)
