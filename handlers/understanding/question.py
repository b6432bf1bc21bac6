"""One sentence as read: its concepts, the things it names, its dates and hours, and what nothing explains."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from handlers.understanding.concepts import bit, bits
from handlers.understanding.lexicon import Link
from handlers.understanding.matcher import Matcher
from handlers.understanding.normalise import Line
from handlers.understanding.numbers import number_spans
from handlers.understanding.proper_words import DESTINATIONS
from handlers.understanding.segment import Token, read
from handlers.understanding.tour_days import Days, dates_in
from handlers.understanding.values import Moment
from schedule_data.agenda import local_date

WH = bits("WHEN WHERE WHAT WHO COUNT PRICE DURATION HOW WHY WHICH MYGROUP CLOCK")
_DAYS = bits("DAY TOURDAY WEEKDAY BEFORE_TOUR HOLIDAY DATE")
_VERBS = bits(
    "GO LAST_GO DO HERE ABSENT LATE START END DEPART ARRIVE WAKE CANCEL CHANGE DELAY ADVANCE YESNO LOST MISSING "
    "COMPLAINT VERB WISH MEET HUNGRY"
)
_PARTS_OF_DAY = bits("MORNING AFTERNOON EVENING DAWN")
_MEALS = bits("LUNCH DINNER BREAKFAST BUFFET EAT")
_ASK, _MARK, _TELL, _PAST, _BARE, _YESNO = map(bit, ("ASK", "MARK", "TELL", "PAST", "BARE", "YESNO"))
_EVENTS = bits("EVENT DINNER_OUT")
_OPEN_END = bit("OPENEND")
_DELIBERATE = ("을까", "을까요", "볼까", "볼까요", "볼래")  # shall we? is said to one's company
_EXCEPT = bit("EXCEPT")
_CURT = bits(
    "HERE LATE ABSENT ME BUS NOW MINUTES APOLOGY SITE STOP KIND HOTEL GATHER POLITE GLUE DATE DAY HOUR TOURDAY "
    "WEEKDAY AIRPORT ROOM DO GUIDE LEADER GREETING OKAY GROUP COMPLAINT ARRIVE EAT LUNCH DINNER BREAKFAST "
    "MORNING EVENING AFTERNOON AGENDA DIET SIGNUP GO JOIN NEXT DEIXIS FLIGHT TRAIN PLACE YESNO WHICH SPOT VERB TRAFFIC "
    "SECOND IMAT WAIT"
)
_LONGEST_CURT = 6  # words; who reports himself does it briefly
_MANNERS = bits("GREETING THANKS APOLOGY OKAY NO COMPLAINT HUNGRY INSULT SMALLTALK GLUE POLITE ME DEIXIS")
_SMALL = bits("GLUE POLITE")
_FILLING = bits("POLITE VERB REQUEST GLUE PLACE CONNECTIVITY CHANGE DEIXIS COMPLAINT THANKS NO OKAY")
_NOUN_PLACE = bits("NOUNPLACE")
_LONGEST_ORDER = 3  # words; what a leader orders without saying how much or where to
_LONGEST_BARE = 4  # words; a longer line without a question word is a statement, not a heading


@dataclass(frozen=True, slots=True)
class Question:
    """What was read in one sentence. `bits` are its concepts; `unread` is what nothing explains."""

    line: Line
    tokens: tuple[Token, ...]
    bits: int
    links: tuple[Link, ...]
    values: tuple[str, ...]
    dates: tuple[date, ...]
    unread: tuple[str, ...]
    bad_date: bool = False

    def has(self, *concepts: str) -> bool:
        """Tell whether any of the concepts is there."""
        return bool(self.bits & _together(concepts))

    def value(self, name: str) -> str | None:
        """Give the first value of a name such as MINUTES; noon and midnight are hours."""
        if name == "HOUR" and not any(value.startswith("HOUR=") for value in self.values):
            name = "NOON"
        return next((value.partition("=")[2] for value in self.values if value.startswith(name + "=")), None)

    def ids(self, what: str, least: int = 1) -> list[str]:
        """Give the ids of the things of a kind that are named, the strongest only, in their order."""
        strength = max((link.strength for link in self.links if link.what == what), default=0)
        found = (link.id for link in self.links if link.what == what and link.strength == strength >= least)
        return list(dict.fromkeys(found))


@cache
def _together(concepts: tuple[str, ...]) -> int:
    return bits(" ".join(concepts))


def question_of(line: Line, matcher: Matcher, days: Days) -> Question:
    """Read `line` in the words of the tour; `days` tells what today and the tour's dates are."""
    tokens = read(line, matcher.vocabulary, number_spans(line))
    links = tuple(link for index, token in enumerate(tokens) for link in _links(tokens, index))
    values = tuple(value for token in tokens if token.word and not token.as_tail for value in token.word.values)
    dates = tuple(dates_in(values, days))
    present = _concepts(tokens, links)
    dated = bool(present & _DAYS)
    return Question(
        line,
        tuple(tokens),
        present | _shape(line, tokens, present, links),
        links,
        values,
        dates,
        tuple(_unread(line, tokens)),
        bad_date=dated and not dates,
    )


def days_of(matcher: Matcher, moment: Moment, today: date | None = None) -> Days:
    """Give the frame in which days are counted; `today` is where the tour is at that moment, unless it is given."""
    itinerary = matcher.itinerary
    return Days(itinerary.starts, itinerary.ends, today or local_date(itinerary, moment.at, moment.group))


def _links(tokens: Sequence[Token], index: int) -> tuple[Link, ...]:
    word = tokens[index].word
    if word is None or tokens[index].as_tail:
        return ()
    following = tokens[index + 1].word if index + 1 < len(tokens) else None
    if following is not None and following.bits & _EXCEPT and not tokens[index + 1].as_tail:
        return ()  # 'X 말고': X is named to be left out
    return tuple(link for link in word.links if link.strength)


def _concepts(tokens: Sequence[Token], links: Sequence[Link]) -> int:
    present = 0
    for token in tokens:
        if token.word is not None:
            present |= token.word.bits
    for what, shape in (("site", "SITE"), ("stop", "STOP"), ("lore", "TOPIC")):
        if not any(link.what == what for link in links):
            present &= ~bit(shape)
    return present


def _shape(line: Line, tokens: Sequence[Token], present: int, links: Sequence[Link]) -> int:
    """Give what the form of the sentence tells: whether it asks, is a mere heading, or states something."""
    content = [token for token in tokens if token.word is not None and not token.as_tail]
    last = tokens[-1].word.bits if tokens and tokens[-1].word else 0
    first = content[0].word.bits if content and content[0].word else 0
    tells = bool(last & _TELL)
    wh = bool(present & (WH | bit("REQUEST"))) and not tells
    asks = line.asks or wh or bool(last & (_MARK | _YESNO)) or bool(first & _YESNO) or _asks_in_chinese(line, present)
    shape = _ASK if asks else bit("STATEMENT")
    verbs = any(token.word and token.word.bits & _VERBS for token in content)
    past = any(token.word and token.as_tail and token.word.bits & _PAST for token in tokens)
    told = [token for token in content if token.word and token.word.bits & ~_SMALL]
    if len(told) <= _LONGEST_BARE and not (verbs or past or tells or last & _OPEN_END):
        shape |= _BARE
    for found, concept in (
        (present & _DAYS, "DATE"),
        (present & _PARTS_OF_DAY, "PARTOFDAY"),
        (present & _MEALS, "MEALISH"),
        (present & bit("NOON"), "HOUR"),
        (len(content) <= _LONGEST_CURT and all(token.word and token.word.bits & _CURT for token in content), "CURT"),
        (any(_is_aside(token) for token in content), "ASIDE"),
        (any(_is_elsewhere(line, token) for token in content), "ELSEWHERE"),
        (any(link.id == "the tour" for token in content if token.word for link in token.word.links), "OFTOUR"),
        (all(token.word and token.word.bits & _MANNERS for token in content), "MERE"),
        (any(link.strength > 1 and link.what == "stop" for link in links), "NAMED"),
        (last & _OPEN_END, "OPENEND"),
        (line.text.endswith(_DELIBERATE), "DELIB"),
        (("까지" in line.text and "부터" not in line.text) or " by " in line.text, "DEADLINE"),
        (line.asks or any(_asks_what(token) for token in content), "ASKWH"),
        (len(told) <= _LONGEST_ORDER, "SHORT"),
        (line.asks or last & _MARK, "ASKEND"),
    ):
        if found:
            shape |= bit(concept)
    return shape


def _asks_what(token: Token) -> bool:
    """Tell whether a token is a question word; 'place' and 'location' are where, but ask nothing."""
    return token.word is not None and bool(token.word.bits & WH) and not token.word.bits & _NOUN_PLACE


def _is_aside(token: Token) -> bool:
    """Tell whether a token is a word that the tour's texts mention and that names nothing of it."""
    links = token.word.links if token.word else ()
    return bool(links) and all(link.strength == 0 and link.id != "the tour" for link in links) and not token.word.values  # type: ignore[union-attr]


def _is_elsewhere(line: Line, token: Token) -> bool:
    """Tell whether a token is a kind of place that the tour's texts mention and none of its sites is named with."""
    if token.word is None or any(link.strength > 1 for link in token.word.links):
        return False
    return line.text[token.start : token.end] in DESTINATIONS


def _values(tokens: Sequence[Token]) -> Iterator[str]:
    return (value for token in tokens if token.word and not token.as_tail for value in token.word.values)


def _asks_in_chinese(line: Line, present: int) -> bool:
    return bool(present & _YESNO) and any(letter in line.text for letter in "吗么嘛没不")


def _unread(line: Line, tokens: Sequence[Token]) -> Iterator[str]:
    """Give each unread stretch as a whole word: what is joined to it without a space belongs to it."""
    end = 0
    for place, token in enumerate(tokens):
        if token.start < end or not (_is_strange(token) or _is_made_up(line, tokens, place)):
            continue
        first, last = place, place
        while first > 0 and tokens[first].start not in line.starts and _joins(line, tokens[first - 1]):
            first -= 1
        while (
            last + 1 < len(tokens) and tokens[last + 1].start not in line.starts and _continues(line, tokens, last + 1)
        ):
            last += 1
        yield line.text[max(tokens[first].start, end) : tokens[last].end]
        end = tokens[last].end


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
    if before.word is None or before.as_tail or not token.word.links or token.word.bits & _VERBS:
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


def _is_strange(token: Token) -> bool:
    """Tell whether a token is unread, or something people plan that no tour has: a meeting, a party."""
    if token.word is None:
        return True
    return not token.as_tail and bool(token.word.bits & _EVENTS) and not token.word.links


def _joins(line: Line, token: Token) -> bool:
    """Tell whether a token before an unread one in the same word is part of the same name."""
    if token.word is None:
        return True
    return "가" <= line.text[token.start] <= "힣" and not token.word.bits & (WH | _DAYS)


def _continues(line: Line, tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the token after an unread one in the same word is part of the same name."""
    token = tokens[place]
    if token.word is None or (not token.as_tail and token.word.links):
        return True
    later = next((one for one in tokens[place + 1 :] if one.start in line.starts or one.word is None), None)
    return later is not None and later.word is None and later.start not in line.starts and not token.word.bits & WH
