"""The coverage of a line by known words: the cheapest way to read it, and what remains unread.

Known words cost little, endings less, unread letters much; longer words win. One pass from left to right.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.understanding.lexicon import Link, Word
from handlers.understanding.normalise import Line

_WORD, _SINGLE, _NAME, _TAIL, _TAIL_APART, _SINGLE_APART = 10, 14, 9, 4, 7, 22
_UNREAD, _UNREAD_RUN, _FOREVER = 25, 45, 1 << 30
_ASCII = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a line, from `start` to `end`; `word` is None where nothing explains it."""

    start: int
    end: int
    word: Word | None
    as_tail: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that can be read in one tour: words, endings, and the lengths of the forms by their first letter."""

    words: Mapping[str, Word]
    tails: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]
    tail_lengths: Mapping[str, tuple[int, ...]]


def vocabulary(words: Mapping[str, Word], tails: Mapping[str, Word]) -> Vocabulary:
    """Index words and tails for reading."""
    return Vocabulary(words, tails, _lengths(words), _lengths(tails))


def _lengths(forms: Mapping[str, Word]) -> dict[str, tuple[int, ...]]:
    by_letter: dict[str, set[int]] = {}
    for form in forms:
        by_letter.setdefault(form[0], set()).add(len(form))
    return {letter: tuple(sorted(lengths, reverse=True)) for letter, lengths in by_letter.items()}


class _Reading:
    """The cheapest way found to each place of a line, coming from something unread (0) or from a known word (1)."""

    __slots__ = ("back", "cost", "cuts", "line")

    def __init__(self, line: Line) -> None:
        length = len(line.text)
        self.line = line
        self.cost = [[_FOREVER, _FOREVER] for _ in range(length + 1)]
        self.back: list[list[Token | None]] = [[None, None] for _ in range(length + 1)]
        self.cuts = _cuts(line.text)
        self.cost[0][0] = 0

    def offer(self, token: Token, known: int, cost: int) -> None:
        if cost < self.cost[token.end][known]:
            self.cost[token.end][known] = cost
            self.back[token.end][known] = token


def _cuts(text: str) -> list[bool]:
    """Tell for each place whether a word may end there: not inside a run of Latin letters and digits."""
    inside = [one in _ASCII and two in _ASCII for one, two in zip(text, text[1:], strict=False)]
    return [True, *(not joined for joined in inside), True]


def read(line: Line, known: Vocabulary, spans: Mapping[int, list[Token]]) -> list[Token]:
    """Read `line`; `spans` are stretches already understood (numbers), by their start."""
    reading = _Reading(line)
    text = line.text
    for start, letter in enumerate(text):
        unread, read_so_far = reading.cost[start]
        if letter == " ":
            _step_over(reading, start)
        elif reading.cuts[start] and min(unread, read_so_far) < _FOREVER:
            _offer_unread(reading, start)
            _offer_words(reading, start, known)
            _offer_tails(reading, start, known)
        if start in spans and min(unread, read_so_far) < _FOREVER:
            for token in spans[start]:
                reading.offer(token, 1, min(unread, read_so_far) + _NAME)
    return _walk_back(reading)


def _step_over(reading: _Reading, start: int) -> None:
    for state in (0, 1):
        if reading.cost[start][state] < reading.cost[start + 1][state]:
            reading.cost[start + 1][state] = reading.cost[start][state]
            reading.back[start + 1][state] = reading.back[start][state]


def _offer_unread(reading: _Reading, start: int) -> None:
    text, end = reading.line.text, start + 1
    while not reading.cuts[end]:
        end += 1
    price = _UNREAD_RUN if text[start] in _ASCII else _UNREAD
    reading.offer(Token(start, end, None), 0, min(reading.cost[start]) + price)


def _offer_words(reading: _Reading, start: int, known: Vocabulary) -> None:
    text, (unread, read_so_far) = reading.line.text, reading.cost[start]
    cheapest = min(unread, read_so_far)
    opens = start in reading.line.starts or "一" <= text[start] <= "鿿"
    for length in known.lengths.get(text[start], ()):
        end = start + length
        word = known.words.get(text[start:end]) if end <= len(text) and reading.cuts[end] else None
        if word is None:
            continue
        # A name is a whole name: it never begins in the middle of letters that nobody knows.
        before = cheapest if opens or not word.links else read_so_far
        single = length == 1 and "가" <= text[start] <= "힣"
        price = (_SINGLE if opens or not word.links else _SINGLE_APART) if single else _NAME if word.links else _WORD
        reading.offer(Token(start, end, word), 1, before + price)


def _offer_tails(reading: _Reading, start: int, known: Vocabulary) -> None:
    text, (unread, read_so_far) = reading.line.text, reading.cost[start]
    apart = start in reading.line.starts
    for length in known.tail_lengths.get(text[start], ()) if start else ():
        word = known.tails.get(text[start : start + length])
        if word is None or start + length > len(text):
            continue
        price = (_SINGLE_APART if length == 1 else _TAIL_APART) if apart else _TAIL
        token = Token(start, start + length, word, as_tail=True)
        reading.offer(token, 1, read_so_far + price)
        if word.is_particle and not apart:
            reading.offer(token, 1, unread + price)


def _walk_back(reading: _Reading) -> list[Token]:
    place = len(reading.line.text)
    found: list[Token] = []
    state = 0 if reading.cost[place][0] <= reading.cost[place][1] else 1
    while place > 0:
        token = reading.back[place][state]
        if token is None:
            break
        found.append(token)
        place = token.start
        state = _state_before(reading, token)
    return found[::-1]


def _state_before(reading: _Reading, token: Token) -> int:
    unread, read_so_far = reading.cost[token.start]
    follows_known = bool(token.word and token.word.links and token.start not in reading.line.starts)
    if token.as_tail and token.start not in reading.line.starts and token.word and token.word.is_particle:
        return 0 if unread < read_so_far else 1
    if token.as_tail or (follows_known and not "一" <= reading.line.text[token.start] <= "鿿"):
        return 1
    return 0 if unread <= read_so_far else 1
