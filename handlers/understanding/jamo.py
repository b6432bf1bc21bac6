"""Hangul taken apart into its letters, so that one slip of the finger is one letter of difference."""

FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3  # Unicode, Hangul Syllables
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

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

_SYLLABLES = {
    chr(FIRST_SYLLABLE + code): INITIALS[code // 588] + VOWELS[code % 588 // 28] + FINALS[code % 28]
    for code in range(LAST_SYLLABLE - FIRST_SYLLABLE + 1)
}


_SOUNDS = {syllable: letters.translate(_ALIKE) for syllable, letters in _SYLLABLES.items()} | {
    chr(letter): like for letter, like in _ALIKE.items()
}


def is_hangul(letter: str) -> bool:
    """Tell whether `letter` is a whole Hangul syllable."""
    return "가" <= letter <= "힣"


def take_apart(text: str) -> str:
    """Give `text` with every Hangul syllable replaced by its two or three letters; other letters stay."""
    return "".join([_SYLLABLES.get(letter, letter) for letter in text])


def sounds_of(text: str) -> str:
    """Give `fold(take_apart(text))` in one pass."""
    return text if text.isascii() else "".join([_SOUNDS.get(letter, letter) for letter in text])


def fold(letters: str) -> str:
    """Give the letters of `take_apart` with those that sound alike made equal, to compare transliterations."""
    return letters.translate(_ALIKE)
