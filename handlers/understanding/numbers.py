"""Numbers in a line that are dates, hours, minutes or rooms: found by pattern, with what they stand for."""

import re

from handlers.understanding.concepts import bit
from handlers.understanding.lexicon import Word
from handlers.understanding.normalise import Line
from handlers.understanding.number_patterns import MONTH, PATTERNS
from handlers.understanding.segment import Token

# Nothing can match without one of these; most questions have none, and skip the patterns.
_MAY_MATCH = re.compile(
    r"[\d一二两三四五六七八九十半]|[한두둘세셋네넷섯곱덟홉열첫일이삼사오육칠팔구십백][시일월분주년번]|마지막|반시간|"
    r"하루|이틀|사흘|나흘|닷새|엿새|이레|열흘|보름|oclock|hour|minute|\bday|ago|" + MONTH
)
_COMPILED = tuple((bit(concept), re.compile(pattern), give) for concept, pattern, give in PATTERNS)


def number_spans(line: Line) -> dict[int, list[Token]]:
    """Give the stretches of `line` that are dates, hours, minutes, rooms or ordinals, by their start."""
    spans: dict[int, list[Token]] = {}
    if not _MAY_MATCH.search(line.text):
        return spans
    for concept, pattern, give in _COMPILED:
        for match in pattern.finditer(line.text):
            value = give(match)
            if value is not None:
                spans.setdefault(match.start(), []).append(Token(match.start(), match.end(), Word(concept, (value,))))
    return spans
