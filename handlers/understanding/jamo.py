"""Hangul taken apart into its letters, so that one slip of the finger is one letter of difference."""

from functools import lru_cache
from typing import Final

FIRST_SYLLABLE = 0xAC00  # 가: Unicode, Hangul Syllables
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

KEPT: Final = 4096  # letters whose parts are kept: more than people write in a tour

# Letters that Koreans mix up when they write a foreign name: 패러다임 / 페러다임, 슈퍼 / 수퍼.
_ALIKE = str.maketrans(
    {
        "ㅐ": "ㅔ",
        "ㅒ": "ㅔ",
        "ㅖ": "ㅔ",
        "ㅙ": "ㅔ",
        "ㅚ": "ㅔ",
        "ㅞ": "ㅔ",
        "ㅑ": "ㅏ",
        "ㅕ": "ㅓ",
        "ㅛ": "ㅗ",
        "ㅠ": "ㅜ",
    }
    | {"ㄲ": "ㄱ", "ㄸ": "ㄷ", "ㅃ": "ㅂ", "ㅆ": "ㅅ", "ㅉ": "ㅈ"}
)


def is_hangul(letter: str) -> bool:
    """Tell whether `letter` is a whole Hangul syllable."""
    return "가" <= letter <= "힣"


@lru_cache(KEPT)
def _letters(letter: str) -> str:
    if not is_hangul(letter):
        return letter
    code = ord(letter) - FIRST_SYLLABLE
    initial, vowel, final = INITIALS[code // 588], VOWELS[code % 588 // 28], FINALS[code % 28]
    return f"{initial}{vowel}{final}"


@lru_cache(KEPT)
def _sound(letter: str) -> str:
    return fold(_letters(letter))


def take_apart(text: str) -> str:
    """Give `text` with every Hangul syllable replaced by its two or three letters; other letters stay."""
    return "".join(map(_letters, text))


def sounds_of(text: str) -> str:
    """Give `fold(take_apart(text))` in one pass."""
    return text if text.isascii() else "".join(map(_sound, text))


def fold(letters: str) -> str:
    """Give the letters of `take_apart` with those that sound alike made equal, to compare transliterations."""
    return letters.translate(_ALIKE)
