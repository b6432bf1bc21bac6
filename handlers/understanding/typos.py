"""Names with one slip of the finger: found by leaving out one letter on both sides, then checked by distance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from handlers.understanding.jamo import fold, is_hangul, take_apart

_LEAST = {"ko": 4, "en": 5, "zh": 4}  # letters (jamo in Korean) under which a slip can't be told from another word
_MOST_SLIPS = 1


@dataclass(frozen=True, slots=True)
class Typos:
    """Names by their letters with any one left out."""

    by_gap: Mapping[str, tuple[str, ...]]
    lengths: frozenset[int]

    def names_near(self, text: str) -> list[str]:
        """Give the names that differ from `text` by one letter or sound alike, nearest first."""
        letters = fold(take_apart(text))
        if len(letters) not in self.lengths or not _long_enough(text, letters):
            return []
        found = {name for gap in _gaps(letters) for name in self.by_gap.get(gap, ())}
        near = [(OSA.distance(letters, fold(take_apart(name))), name) for name in found]
        return [name for distance, name in sorted(near) if distance <= _MOST_SLIPS and _same_script(text, name)]


def index_of(names: Iterable[str]) -> Typos:
    """Index the matched forms of names."""
    by_gap: dict[str, list[str]] = {}
    for name in names:
        letters = fold(take_apart(name))
        if _long_enough(name, letters):
            for gap in _gaps(letters):
                by_gap.setdefault(gap, []).append(name)
    lengths = frozenset(len(gap) + more for gap in by_gap for more in (0, 1))
    return Typos({gap: tuple(found) for gap, found in by_gap.items()}, lengths)


def _gaps(letters: str) -> set[str]:
    return {letters, *(letters[:place] + letters[place + 1 :] for place in range(len(letters)))}


def _long_enough(text: str, letters: str) -> bool:
    script = "ko" if any(map(is_hangul, text)) else "zh" if any("一" <= letter <= "鿿" for letter in text) else "en"
    return len(letters) >= _LEAST[script]


def _same_script(text: str, name: str) -> bool:
    return any(map(is_hangul, text)) == any(map(is_hangul, name))
