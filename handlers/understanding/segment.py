"""The coverage of a line by known words: the cheapest way to read it, and what remains unread.

Known words cost little, endings less, unread letters much; longer words win. One pass from left to right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from handlers.understanding.concepts import bits
from handlers.understanding.grammar_ko import ALONE, TAKE_ENDINGS
from handlers.understanding.lexicon import Word, tails, words
from handlers.understanding.normalise import Line

_WORD, _SINGLE, _NAME, _TAIL, _TAIL_APART, _SINGLE_APART = 10, 14, 9, 4, 7, 60
_SINGLE_TAIL_APART, _ACROSS, _TAIL_ACROSS, _UNREAD, _UNREAD_RUN, _FOREVER = 22, 2, 4, 25, 45, 1 << 30
# Questions are often joined to a name without a space: 바이두언제가.
_MAY_FOLLOW = bits("WHEN WHERE WHAT WHO COUNT DURATION PRICE")
_AFTER_ALONE = frozenset(
    "은는이가의에도만을를로요까부과와랑차일날번장목스거곳집식순행코나는죠지면"
)  # particles, and what makes a word of the tour
_ASKED_NEXT = frozenset("몇언어뭐무")  # what a short word for a day is followed by in a hurry: 낼몇시
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class Token(NamedTuple):
    """A stretch of a line, from `start` to `end`; `word` is None where nothing explains it."""

    start: int
    end: int
    word: Word | None
    as_tail: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that can be read in one tour: words, endings, lengths of the forms by their first two letters, Latin words.

    A form of one letter has no length there: it is looked for where no longer one was found.
    """

    words: Mapping[str, Word]
    tails: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    tail_lengths: Mapping[str, tuple[int, ...]]
    latin: frozenset[str]


def vocabulary(names: Mapping[str, Word]) -> Vocabulary:
    """Give what can be read where `names` are added to the words of all languages."""
    common = _common_lengths()
    lengths = {
        letters: tuple(sorted({*common.get(letters, ()), *new}, reverse=True)) for letters, new in _by_letters(names)
    }
    latin = frozenset(part for form in names if form[0] in _ASCII for part in form.split())
    return Vocabulary({**words(), **names}, tails(), {**common, **lengths}, _tail_lengths(), _common_latin() | latin)


@cache
def _common_lengths() -> Mapping[str, tuple[int, ...]]:
    return {letters: tuple(sorted(lengths, reverse=True)) for letters, lengths in _by_letters(words())}


@cache
def _tail_lengths() -> Mapping[str, tuple[int, ...]]:
    return {letters: tuple(sorted(lengths, reverse=True)) for letters, lengths in _by_letters(tails())}


@cache
def _tail_letters() -> frozenset[str]:
    return frozenset(form[0] for form in tails())


@cache
def _common_latin() -> frozenset[str]:
    return frozenset(part for form in words() if form[0] in _ASCII for part in form.split())


def _by_letters(forms: Iterable[str]) -> Iterable[tuple[str, set[int]]]:
    """Give the lengths of the forms of two letters and more by their first two."""
    by_letters: dict[str, set[int]] = {}
    for form in forms:
        if len(form) > 1:
            by_letters.setdefault(form[:2], set()).add(len(form))
    return by_letters.items()


# Where a place of the line was come to from: letters that nothing explains, a known word, a name of the tour.
_FROM_UNREAD, _FROM_WORD, _FROM_NAME = range(3)


class _Reading:
    """The cheapest way found to each place of a line, by what it was come to from."""

    __slots__ = ("back", "before", "cost", "cuts", "line")

    def __init__(self, line: Line) -> None:
        length = len(line.text)
        self.line = line
        self.cost = [[_FOREVER, _FOREVER, _FOREVER] for _ in range(length + 1)]
        self.back: list[list[_Step | None]] = [[None, None, None] for _ in range(length + 1)]
        self.cuts = _cuts(line.text)
        self.before = list(accumulate([place in line.starts for place in range(length + 1)], initial=0))
        self.cost[0][_FROM_UNREAD] = 0

    def offer(self, step: "_Step", arrive_as: int, price: int) -> None:
        """Take `step` as the way to its end where that is cheaper than what was found before."""
        start, end, _, _, come_from = step
        cost = self.cost[start][come_from] + price
        if cost < self.cost[end][arrive_as]:
            self.cost[end][arrive_as] = cost
            self.back[end][arrive_as] = step

    def runs_on(self, form: str, end: int) -> bool:
        """Tell whether a word that counts only where it stands alone is followed by more of the same word."""
        if form not in ALONE:
            return False
        text, starts = self.line.text, self.line.starts
        return end < len(text) and end not in starts and text[end] not in _AFTER_ALONE

    def spaces_in(self, start: int, end: int) -> int:
        """Give how many spaces were written inside a stretch: two words side by side are likelier than one across."""
        return self.before[end] - self.before[start + 1]

    def cheapest(self, place: int) -> int:
        """Give what the cheapest way to `place` came from."""
        unread, word, name = self.cost[place]
        return _FROM_UNREAD if unread <= word and unread <= name else _FROM_WORD if word <= name else _FROM_NAME


# One step of a way: its stretch, the word, whether it is read as an ending, and what its start was come to from.
_Step = tuple[int, int, Word | None, bool, int]


def _cuts(text: str) -> list[bool]:
    """Tell for each place whether a word may end there: not inside a run of Latin letters and digits."""
    ascii_letters = [letter in _ASCII for letter in text]
    return [True, *(not (one and two) for one, two in pairwise(ascii_letters)), True]


def read(line: Line, known: Vocabulary, spans: Mapping[int, list[Token]]) -> list[Token]:
    """Read `line`; `spans` are stretches already understood (numbers), by their start."""
    reading = _Reading(line)
    for start, letter in enumerate(line.text):
        come_from = reading.cheapest(start)
        if reading.cost[start][come_from] >= _FOREVER:
            continue
        if letter == " ":
            _step_over(reading, start)
        elif reading.cuts[start]:
            _offer_unread(reading, start, come_from)
            _offer_words(reading, start, known, come_from)
            if start:
                _offer_tails(reading, start, known)
        for token in spans.get(start, ()):
            reading.offer((start, token.end, token.word, False, come_from), _FROM_WORD, _NAME)
    return _walk_back(reading)


def _step_over(reading: _Reading, start: int) -> None:
    for state in (_FROM_UNREAD, _FROM_WORD, _FROM_NAME):
        if reading.cost[start][state] < reading.cost[start + 1][state]:
            reading.cost[start + 1][state] = reading.cost[start][state]
            reading.back[start + 1][state] = reading.back[start][state]


def _offer_unread(reading: _Reading, start: int, come_from: int) -> None:
    cuts, end = reading.cuts, start + 1
    while not cuts[end]:
        end += 1
    price = _UNREAD_RUN if reading.line.text[start] in _ASCII else _UNREAD
    reading.offer((start, end, None, False, come_from), _FROM_UNREAD, price)


def _offer_words(reading: _Reading, start: int, known: Vocabulary, come_from: int) -> None:
    text, cuts = reading.line.text, reading.cuts
    letter = text[start]
    lengths, alone = known.lengths.get(text[start : start + 2]), known.words.get(letter)
    if not lengths and alone is None:
        return
    opens = start in reading.line.starts or "一" <= letter <= "鿿"
    # A word is a whole word: it never begins in the middle of letters that nobody knows.
    inside = come_from if opens else _known_before(reading, start)
    for length in lengths or ():
        end = start + length
        if end >= len(cuts) or not cuts[end]:
            continue
        form = text[start:end]
        word = known.words.get(form)
        if word is not None and not reading.runs_on(form, end):
            price = (_NAME if word.links else _WORD) + _ACROSS * reading.spaces_in(start, end)
            origin = come_from if word.bits & _MAY_FOLLOW else inside
            reading.offer((start, end, word, False, origin), _FROM_NAME if word.links else _FROM_WORD, price)
    if alone is not None and cuts[start + 1]:
        price = _single_price(reading, start, alone, opens=opens)
        origin = come_from if alone.bits & _MAY_FOLLOW else inside
        reading.offer((start, start + 1, alone, False, origin), _FROM_NAME if alone.links else _FROM_WORD, price)


def _known_before(reading: _Reading, start: int) -> int:
    _, word, name = reading.cost[start]
    return _FROM_WORD if word <= name else _FROM_NAME


def _single_price(reading: _Reading, start: int, word: Word, *, opens: bool) -> int:
    """Give what a word of one letter costs: little only as a whole word, or as one that is known to take endings."""
    text, end = reading.line.text, start + 1
    if not "가" <= text[start] <= "힣":
        return _NAME if word.links else _WORD
    closes = (
        end == len(text)
        or end in reading.line.starts
        or (text[start] in TAKE_ENDINGS and text[end] in _tail_letters())
        or (text[start] == "낼" and text[end] in _ASKED_NEXT)
    )
    return _SINGLE if opens and closes else _SINGLE_APART


def _offer_tails(reading: _Reading, start: int, known: Vocabulary) -> None:
    text = reading.line.text
    apart = start in reading.line.starts
    for length in known.tail_lengths.get(text[start : start + 2], ()):
        end = start + length
        word = known.tails.get(text[start:end]) if end <= len(text) else None
        if word is not None:
            price = (_TAIL_APART if apart else _TAIL) + _TAIL_ACROSS * reading.spaces_in(start, end)
            _offer_tail(reading, start, end, word, price)
    if (word := known.tails.get(text[start])) is not None:
        _offer_tail(reading, start, start + 1, word, _SINGLE_TAIL_APART if apart else _TAIL)


def _offer_tail(reading: _Reading, start: int, end: int, word: Word, price: int) -> None:
    apart = start in reading.line.starts
    if apart and not word.stands_apart:
        return
    reading.offer((start, end, word, True, _FROM_WORD), _FROM_WORD, price)
    if word.is_particle:
        reading.offer((start, end, word, True, _FROM_NAME), _FROM_WORD, price)
        if not apart:
            reading.offer((start, end, word, True, _FROM_UNREAD), _FROM_WORD, price)


def _walk_back(reading: _Reading) -> list[Token]:
    place = len(reading.line.text)
    state = reading.cheapest(place)
    found: list[Token] = []
    while place > 0 and (step := reading.back[place][state]) is not None:
        place, end, word, as_tail, state = step
        found.append(Token(place, end, word, as_tail))
    return found[::-1]
