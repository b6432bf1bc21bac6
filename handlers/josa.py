"""Korean particles that depend on the sound before them: 로비로, 정문으로, 3호차로, ZGC는.

`Word` is a text whose format specification is a particle, so that a sentence of the catalogue reads
'{place:으로} 오세요' and comes out right for every place.
"""

import re
from functools import lru_cache
from typing import Final

NO_FINAL, FINAL_RIEUL, OTHER_FINAL = range(3)  # how the last sound ends; None where it can't be told

# particle -> after a final consonant, after a vowel, where the sound can't be told
_FORMS: Final = {
    "은": ("은", "는", "은(는)"),
    "이": ("이", "가", "이(가)"),
    "을": ("을", "를", "을(를)"),
    "과": ("과", "와", "과(와)"),
    "으로": ("으로", "로", "(으)로"),
    "이에요": ("이에요", "예요", "이에요"),
    "이라": ("이라", "라", "(이)라"),
    "이고": ("이고", "고", "(이)고"),
}
_PARTICLES: Final = {form: forms for forms in _FORMS.values() for form in forms[:2]}

_HANGUL_FIRST, _HANGUL_LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8  # Unicode: 28 finals a syllable, ㄹ is the 8th
_DIGITS: Final = {"1": FINAL_RIEUL, "7": FINAL_RIEUL, "8": FINAL_RIEUL} | dict.fromkeys("036", OTHER_FINAL)
_LETTERS: Final = {"L": FINAL_RIEUL, "R": FINAL_RIEUL} | dict.fromkeys("MN", OTHER_FINAL)  # 엘, 알, 엠, 엔
_SIGNS: Final = {"㎡": NO_FINAL, "%": NO_FINAL, "℃": NO_FINAL, "+": NO_FINAL}  # 미터, 퍼센트, 도, 플러스

_IN_BRACKETS = re.compile(r"\s*[(\[〈《（【][^()\[\]〈〉《》（）【】]*[)\]〉》）】]\s*$")
_NOT_SPOKEN = re.compile(r"[^\w㎡%℃+]+$")
_LATIN = re.compile(r"(?:[A-Z]+|[A-Z]?[a-z]+)$")
_CLOCK = re.compile(r"\d:(\d\d)$")
_FULL_HOUR = "00"
_LONGEST_INITIALS = 3  # TV, KTX, AI; longer capitals with a vowel are a word: PARK, HALL

# How English words end in Hangul: 호텔, 템플, 홀; 라인, 홈; 픽, 북; everything else ends in a vowel.
_WORD_ENDINGS: Final = (
    (re.compile(r"(?:l|[^aeiou]le|[aeiou]le)$"), FINAL_RIEUL),
    (re.compile(r"(?:[mn]|ng|[aeiou][mn]e|[aeiou][bckpt]|ck)$"), OTHER_FINAL),
)


def _of_word(word: str) -> int:
    is_initials = word.isupper() and (len(word) <= _LONGEST_INITIALS or not set(word) & set("AEIOUY"))
    if is_initials:
        return _LETTERS.get(word[-1], NO_FINAL)
    return next((sound for ending, sound in _WORD_ENDINGS if ending.search(word.lower())), NO_FINAL)


@lru_cache(maxsize=4096)
def final_sound(text: str) -> int | None:
    """Tell how `text` ends when read aloud in Korean; None for Han characters and other scripts.

    What stands in closing brackets isn't read: '주 파크(ZYW-PARK)' ends like 파크.
    """
    spoken = _NOT_SPOKEN.sub("", _IN_BRACKETS.sub("", text)) or _NOT_SPOKEN.sub("", text)
    last = spoken[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - _HANGUL_FIRST) % _FINALS
        return FINAL_RIEUL if final == _RIEUL else min(final, 1) * OTHER_FINAL
    if clock := _CLOCK.search(spoken):
        return NO_FINAL if clock[1] == _FULL_HOUR else OTHER_FINAL  # read as …시, and as …분
    if last.isascii() and last.isdigit():
        return _DIGITS.get(last, NO_FINAL)
    if word := _LATIN.search(spoken):
        return _of_word(word[0])
    return _SIGNS.get(last)


def particle(text: str, kind: str) -> str:
    """Give the form of the particle `kind` (either of its forms, such as 은 or 는) that follows `text`."""
    after_consonant, after_vowel, unsure = _PARTICLES[kind]
    sound = final_sound(text)
    if sound is None:
        return unsure
    takes_vowel_form = sound == NO_FINAL or (sound == FINAL_RIEUL and after_consonant == "으로")
    return after_vowel if takes_vowel_form else after_consonant


class Word(str):
    """A text that takes a particle as its format specification: f'{Word("정문"):으로}' is '정문으로'."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        """Give the text with the particle that `spec` names, or formatted as any text."""
        return str(self) + particle(self, spec) if spec in _PARTICLES else format(str(self), spec)
