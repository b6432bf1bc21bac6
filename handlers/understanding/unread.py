"""The coverage of a sentence: which of its words nothing explains, each as the whole word that was written."""

from collections.abc import Iterator, Sequence

from handlers.understanding.concepts import bits
from handlers.understanding.name_senses import OWN
from handlers.understanding.normalise import Line
from handlers.understanding.proper_words import DESTINATIONS, NAMESAKES
from handlers.understanding.segment import Token
from handlers.understanding.shape import DAYS, VERBS, WH

_LONGEST_COUNTER = 2  # letters
_EVENTS = bits("EVENT DINNER_OUT")
_FILLING = bits("POLITE VERB REQUEST GLUE PLACE CONNECTIVITY CHANGE DEIXIS COMPLAINT THANKS NO OKAY")


def unread_in(line: Line, tokens: Sequence[Token]) -> Iterator[str]:
    """Give each unread stretch as a whole word: what is joined to it without a space belongs to it."""
    end = 0
    for place, token in enumerate(tokens):
        namesake = _is_of_a_namesake(line, tokens, place)
        if (
            token.start < end
            or _is_counter(line, tokens, place)
            or not (namesake or _is_strange(token) or _is_made_up(line, tokens, place))
        ):
            continue
        first, last = place, place + namesake
        while first > 0 and tokens[first].start not in line.starts and _joins(line, tokens[first - 1]):
            first -= 1
        while (
            last + 1 < len(tokens) and tokens[last + 1].start not in line.starts and _continues(line, tokens, last + 1)
        ):
            last += 1
        yield line.text[max(tokens[first].start, end) : tokens[last].end]
        end = tokens[last].end


def _is_counter(line: Line, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether an unread token is what is counted by: '몇 톤', '몇 대' names nothing."""
    token = tokens[place]
    counted = place > 0 and line.text[tokens[place - 1].start : tokens[place - 1].end] == "몇"
    return counted and token.word is None and token.end - token.start <= _LONGEST_COUNTER


def _is_made_up(line: Line, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a token ends a name put together of words that the tour only mentions: 매일경제, 혁신센터, 가나.

    What joins them without a space must be an ordinary word or another mention, not a subject such as 점심.
    """
    token = tokens[place]
    if place == 0 or token.word is None or token.start in line.starts or not "가" <= line.text[token.start] <= "힣":
        return False
    before = tokens[place - 1]
    if token.as_tail:
        return _is_ghana(line, tokens, place)
    if before.word is None or before.as_tail or not token.word.links or token.word.bits & VERBS:
        return False
    text = line.text[token.start : token.end]
    weak = all(link.strength <= 1 for link in token.word.links)
    joins = before.word.bits & _FILLING or (before.word.links and all(one.strength == 0 for one in before.word.links))
    return weak and bool(
        joins or text in DESTINATIONS or (before.word.bits and all(link.strength == 0 for link in token.word.links))
    )


def _is_ghana(line: Line, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether 가나 is the country: as a verb it ends its sentence."""
    word = line.text[tokens[place - 1].start : tokens[place].end]
    if word != "가나" or tokens[place - 1].start not in line.starts:
        return False
    return tokens[place].end < len(line.text)


def _is_of_a_namesake(line: Line, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a word of a site's name is followed by the kind of another place: Brandenburg Gate."""
    word = tokens[place].word
    if word is None or not word.links or place + 1 >= len(tokens) or "一" <= line.text[tokens[place].start] <= "鿿":
        return False
    kind = tokens[place + 1]
    if kind.as_tail or line.text[kind.start : kind.end] not in NAMESAKES:
        return False
    sites = {link.id for link in word.links if link.what == "site" and link.strength == OWN}
    of_kind = kind.word.links if kind.word else ()
    return bool(sites) and not any(link.id in sites or link.strength >= OWN for link in of_kind)


def _is_strange(token: Token) -> bool:
    """Tell whether a token is unread, or something people plan that no tour has: a meeting, a party."""
    if token.word is None:
        return True
    return not token.as_tail and bool(token.word.bits & _EVENTS) and not token.word.links


def _joins(line: Line, token: Token) -> bool:
    """Tell whether a token before an unread one in the same word is part of the same name."""
    if token.word is None:
        return True
    return "가" <= line.text[token.start] <= "힣" and not token.word.bits & (WH | DAYS)


def _continues(line: Line, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the token after an unread one in the same word is part of the same name."""
    token = tokens[place]
    if token.word is None or (not token.as_tail and token.word.links):
        return True
    later = next((one for one in tokens[place + 1 :] if one.start in line.starts or one.word is None), None)
    return later is not None and later.word is None and later.start not in line.starts and not token.word.bits & WH
