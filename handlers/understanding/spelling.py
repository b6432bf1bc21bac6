"""English words with a slip of the finger or without their spaces: 'betwen', 'nubmer', 'wheredowemeet'.

Names of the tour are mended by `guess`; here only what the dictionary or the tour spells otherwise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.understanding.normalise import Line, line_of
from handlers.understanding.proper_words import COMMON, NAMESAKES
from handlers.understanding.question import Question

_LEAST_SWAPPED, _LEAST_DROPPED, _LEAST_REPLACED = 5, 6, 8  # letters; shorter ones may be words that nobody listed
_LEAST_JOINED, _LEAST_PARTS, _SHORTEST_PART = 10, 3, 2
_TOURS_REMEMBERED = 32
_WORDS_OF_ONE = frozenset("ai")
_NEVER = COMMON | NAMESAKES  # 'palace' is no slip of 'place'


def respelled(question: Question, latin: frozenset[str]) -> Line | None:
    """Give the line with its strange English words as they were meant; None where that isn't plain for each."""
    words = {question.line.text[one.start : one.end] for one in question.tokens if one.word is None}
    if not words or not all(word.isascii() and word.isalpha() for word in words):
        return None
    meant = {word: _meant(word, latin) for word in words}
    if not all(meant.values()):
        return None
    text = " ".join(meant.get(word) or word for word in question.line.text.split(" "))
    return replace(line_of(text), asks=question.line.asks)


def _meant(word: str, latin: frozenset[str]) -> str | None:
    if word in _NEVER:
        return None
    alike = _by_head(latin)
    lengths = range(len(word) - 1, len(word) + 2)
    near = [known for length in lengths for known in alike.get((word[0], length), ()) if _is_slip(word, known)]
    whole = [known for known in near if len(known) > len(word)] or near  # a letter is sooner left out than put in
    if len(whole) == 1:
        return whole[0]
    return " ".join(parts) if len(word) >= _LEAST_JOINED and (parts := _parted(word, latin)) else None


@lru_cache(maxsize=_TOURS_REMEMBERED)
def _by_head(latin: frozenset[str]) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """Give the words by their first letter and their length: no slip changes the one, nor the other by more than 1."""
    found: dict[tuple[str, int], list[str]] = {}
    for known in latin:
        found.setdefault((known[0], len(known)), []).append(known)
    return {head: tuple(words) for head, words in found.items()}


def _is_slip(typed: str, meant: str) -> bool:
    """Tell whether two letters changed places, or one is missing, doubled or, in a long word, another."""
    longer = len(typed) - len(meant)
    if abs(longer) > 1 or not meant.isalpha() or OSA.distance(typed, meant, score_cutoff=1) != 1:
        return False
    swapped = longer == 0 and sorted(typed) == sorted(meant)
    least = _LEAST_SWAPPED if swapped else _LEAST_REPLACED if longer == 0 else _LEAST_DROPPED
    return len(typed) >= least


def _parted(word: str, latin: frozenset[str]) -> list[str] | None:
    """Give the fewest known words that `word` is put together of; None where there are none, or only two."""
    fewest: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        ways: Iterable[list[str]] = (
            [*before, word[start:end]]
            for start in range(end)
            if (before := fewest[start]) is not None and _is_part(word[start:end], latin)
        )
        fewest.append(min(ways, key=len, default=None))
    parts = fewest[-1]
    return parts if parts is not None and len(parts) >= _LEAST_PARTS else None


def _is_part(word: str, latin: frozenset[str]) -> bool:
    return word in latin and (len(word) >= _SHORTEST_PART or word in _WORDS_OF_ONE)
