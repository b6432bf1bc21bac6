"""One sentence as read: its concepts, the things it names, its dates and hours, and what nothing explains."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from handlers.understanding.concepts import bit, bits
from handlers.understanding.lexicon import Link, Word
from handlers.understanding.matcher import Matcher
from handlers.understanding.normalise import Line
from handlers.understanding.segment import Token
from handlers.understanding.shape import DAYS, shape_of
from handlers.understanding.tour_days import Days, dates_in
from handlers.understanding.unread import unread_in
from handlers.understanding.values import Moment
from schedule_data.agenda import local_date

_EXCEPT, _STRANGE, _ALLERGY, _BYGONE = map(bit, ("EXCEPT", "STRANGE", "ALLERGY", "BYGONE"))
# Of what else is named, what stands before 'but not' is not asked about: meals, days, parts of the day.
_LEFT_OUT = (bits("LUNCH DINNER BREAKFAST BUFFET EVENING MORNING"), DAYS)
_SMALL_WORD = Word(bit("GLUE"))
_LINKED = tuple((what, bit(shape)) for what, shape in (("site", "SITE"), ("stop", "STOP"), ("lore", "TOPIC")))


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
        if not self.links:
            return []
        named = [link for link in self.links if link.what == what]
        strength = max([link.strength for link in named]) if named else 0
        return list(dict.fromkeys(link.id for link in named if link.strength == strength >= least))


@cache
def _together(concepts: tuple[str, ...]) -> int:
    return bits(" ".join(concepts))


def question_of(line: Line, matcher: Matcher, days: Days) -> Question:
    """Read `line` in the words of the tour; `days` tells what today and the tour's dates are."""
    tokens = _without_excepted(matcher.read(line))
    links = tuple(link for index, token in enumerate(tokens) for link in _links(tokens, index))
    values = tuple(value for token in tokens if token.word and not token.as_tail for value in token.word.values)
    dates = tuple(dates_in(values, days))
    present = _concepts(tokens, links)
    unread = tuple(unread_in(line, tokens))
    present |= (_STRANGE if unread else 0) | (_ALLERGY if "DIET=allergy" in values else 0)
    present |= _BYGONE if any(day < days.today for day in dates) else 0
    dated = bool(present & DAYS)
    return Question(
        line,
        tokens,
        present | shape_of(line, tokens, present, links),
        links,
        values,
        dates,
        unread,
        bad_date=(dated and not dates) or _is_of_another_month(values, days),
    )


def days_of(matcher: Matcher, moment: Moment, today: date | None = None) -> Days:
    """Give the frame in which days are counted; `today` is where the tour is at that moment, unless it is given."""
    itinerary = matcher.itinerary
    return Days(itinerary.starts, itinerary.ends, today or local_date(itinerary, moment.at, moment.group))


def _is_of_another_month(values: Sequence[str], days: Days) -> bool:
    """Tell whether a month alone is named that the tour has no day in."""
    months = [int(value.removeprefix("MONTH=")) for value in values if value.startswith("MONTH=")]
    return any(month not in {days.starts.month, days.ends.month} for month in months)


def _without_excepted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Take the meal or the day before '말고' for a small word where another one is asked for instead."""
    for place, token in enumerate(tokens[1:]):
        if token.word is None or not token.word.bits & _EXCEPT or token.as_tail:
            continue
        left_out = tokens[place]
        others = [one.word.bits for one in tokens if one.word and one is not left_out]
        if left_out.word and any(left_out.word.bits & kind and any(map(kind.__and__, others)) for kind in _LEFT_OUT):
            tokens = (*tokens[:place], left_out._replace(word=_SMALL_WORD), *tokens[place + 1 :])
            return _without_its_day(tokens, place - 1)
    return tokens


def _without_its_day(tokens: tuple[Token, ...], place: int) -> tuple[Token, ...]:
    """Take the day before a meal that is left out for a small word, too: '오늘 점심 말고 내일 점심'."""
    later = any(one.word.bits & DAYS for one in tokens[place + 1 :] if one.word)
    word = tokens[place].word if place >= 0 else None
    if word is None or not word.bits & DAYS or not later:
        return tokens
    return (*tokens[:place], tokens[place]._replace(word=_SMALL_WORD), *tokens[place + 1 :])


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
    for what, shape in _LINKED:
        if present & shape and not any(link.what == what for link in links):
            present &= ~shape
    return present
