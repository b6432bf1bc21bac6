"""Names with one slip of the finger: found by leaving out one letter on both sides, then checked by distance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from handlers.understanding.jamo import is_hangul, sounds_of

_LEAST = {"ko": 4, "en": 5, "zh": 4}  # letters (jamo in Korean) under which a slip can't be told from another word
_MOST_SLIPS = 1
_EDGES = (2, 3)  # letters at either end: one slip leaves one of the two ends of a longer name as it is
_SHORT, _LONG = 2 * _EDGES[0], 2 * _EDGES[1] + 1  # letters from which an end of two, an end of three can be told


@dataclass(frozen=True, slots=True)
class Typos:
    """Names with their letters, by these letters with any one left out; and the lengths and ends that they have."""

    by_gap: Mapping[str, tuple[tuple[str, str], ...]]
    lengths: frozenset[int]
    heads: frozenset[str]
    tails: frozenset[str]

    def names_near(self, text: str) -> list[str]:
        """Give the names that differ from `text` by one letter or sound alike, nearest first."""
        letters = sounds_of(text)
        if not self._may_be_near(letters) or not _long_enough(text, letters):
            return []
        found = {named for gap in _gaps(letters) for named in self.by_gap.get(gap, ())}
        near = [(OSA.distance(letters, of_name), name) for name, of_name in found]
        return [name for distance, name in sorted(near) if distance <= _MOST_SLIPS and _same_script(text, name)]

    def _may_be_near(self, letters: str) -> bool:
        """Tell at little cost what can be near no name: most stretches of a message."""
        if len(letters) not in self.lengths:
            return False
        edge = _EDGES[len(letters) >= _LONG]
        return len(letters) <= _SHORT or letters[:edge] in self.heads or letters[-edge:] in self.tails


def index_of(names: Iterable[str]) -> Typos:
    """Index the matched forms of names."""
    by_gap: dict[str, list[tuple[str, str]]] = {}
    indexed = [(name, letters) for name in names if _long_enough(name, letters := sounds_of(name))]
    for name, letters in indexed:
        for gap in _gaps(letters):
            by_gap.setdefault(gap, []).append((name, letters))
    lengths = frozenset(len(gap) + more for gap in by_gap for more in (0, 1))
    heads = frozenset(letters[:edge] for _, letters in indexed for edge in _EDGES)
    tails = frozenset(letters[-edge:] for _, letters in indexed for edge in _EDGES)
    return Typos({gap: tuple(found) for gap, found in by_gap.items()}, lengths, heads, tails)


def _gaps(letters: str) -> set[str]:
    return {letters, *(letters[:place] + letters[place + 1 :] for place in range(len(letters)))}


def _long_enough(text: str, letters: str) -> bool:
    script = "ko" if any(map(is_hangul, text)) else "zh" if any("一" <= letter <= "鿿" for letter in text) else "en"
    return len(letters) >= _LEAST[script]


def _same_script(text: str, name: str) -> bool:
    return any(map(is_hangul, text)) == any(map(is_hangul, name))
