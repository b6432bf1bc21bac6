"""Which language a message is in, told by its script."""

import re

_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
_HAN = re.compile(r"[一-鿿㐀-䶿]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def is_han(letter: str) -> bool:
    """Tell whether a letter is a Chinese character."""
    return bool(_HAN.match(letter))


def language_of(text: str, otherwise: str) -> str:
    """Give 'ko' where there is any Hangul, else 'zh' for Han, else 'en' for Latin words, else `otherwise`."""
    if _HANGUL.search(text):
        return "ko"
    if _HAN.search(text):
        return "zh"
    return "en" if _LATIN_WORD.search(text) else otherwise


_NAMED = (
    ("ko", ("한국", "우리말", "한글", "korean", "韩")),
    ("en", ("영어", "영문", "english", "英")),
    ("zh", ("중국", "중문", "chinese", "mandarin", "中文", "汉语")),
)


def language_named(text: str) -> dict[str, str]:
    """Give the slot of the language that a `plain` text names; empty where it names none."""
    return next(({"language": tag} for tag in languages_named(text)), {})


def languages_named(text: str) -> list[str]:
    """Give the languages that a `plain` text names."""
    return [tag for tag, forms in _NAMED if any(form in text for form in forms)]
