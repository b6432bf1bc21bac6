"""Names with a typing slip: which name of the tour an unread stretch may have been meant as."""

from collections.abc import Iterator
from itertools import islice

from handlers.understanding.jamo import take_apart
from handlers.understanding.matcher import Matcher
from handlers.understanding.normalise import Line
from handlers.understanding.proper_words import COMMON
from handlers.understanding.question import Question

_WORDS_AROUND = 3  # a name of several words may have its slip in any of them
_WORDS_AFTER = 4
_MOST_SPANS = 260
_SURE_LETTERS = 11  # jamo: a name this long differs from every other word by more than one slip


def corrections(question: Question, matcher: Matcher) -> list[tuple[Line, str]]:
    """Give the lines with one unread stretch replaced by a name near it, with that name; the likeliest first."""
    line = question.line
    found: dict[str, Line] = {}
    for start, end in islice(_spans(question), _MOST_SPANS):
        if line.text[start:end] in COMMON:
            continue  # a common word is no slip of a name: 공장 is not 공항
        for name in matcher.typos.names_near(line.text[start:end]):
            if name not in found and name != line.text[start:end]:
                found[name] = _replaced(line, start, end, name)
    return [(changed, name) for name, changed in found.items()]


def is_sure(name: str) -> bool:
    """Tell whether a name is long enough to be taken for what was meant without asking."""
    return len(take_apart(name)) >= _SURE_LETTERS


def _spans(question: Question) -> Iterator[tuple[int, int]]:
    """Give stretches that cover an unread token: from words before it to places after it, nearest first."""
    text, starts = question.line.text, sorted(question.line.starts)
    unread = [token for token in question.tokens if token.word is None]
    if not unread:
        return
    first, last = unread[0].start, _run_end(question)
    before = [place for place in starts if place <= first][-_WORDS_AROUND:]
    inside = [token.start for token in question.tokens if before and before[-1] < token.start <= first]
    following = [place for place in starts if place > last][:_WORDS_AFTER]
    farthest = following[-1] if len(following) == _WORDS_AFTER else len(text)
    for start in (*reversed(before), *inside):
        for end in range(last, farthest + 1):
            if text[end - 1] != " " and not _splits_a_word(text, end):
                yield start, end


def _splits_a_word(text: str, end: int) -> bool:
    """Tell whether `end` is inside a Latin word; Korean and Chinese words run on without a space."""
    return end < len(text) and text[end - 1].isascii() and text[end].isascii() and text[end] != " "


def _run_end(question: Question) -> int:
    """Give the end of the last unread token of the first word that has one."""
    unread = [token for token in question.tokens if token.word is None]
    starts = [place for place in question.line.starts if place > unread[0].start]
    limit = min(starts, default=len(question.line.text))
    return max(token.end for token in unread if token.start < limit)


def _replaced(line: Line, start: int, end: int, name: str) -> Line:
    shift = len(name) - (end - start)
    starts = {place if place <= start else place + shift for place in line.starts if place <= start or place >= end}
    return Line(line.text[:start] + name + line.text[end:], frozenset(starts | {start}), line.asks)
