"""Everything about one tour that a question can be matched with, compiled once per revision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from handlers.understanding.concepts import bit
from handlers.understanding.lexicon import Link, Word, words
from handlers.understanding.name_senses import OWN
from handlers.understanding.names import names_of_tour
from handlers.understanding.normalise import Line, canonical
from handlers.understanding.numbers import number_spans
from handlers.understanding.roster_names import NOBODY, Roster
from handlers.understanding.segment import Token, Vocabulary, read, vocabulary
from handlers.understanding.typos import Typos, index_of
from handlers.wording import country
from schedule_data.itinerary import Itinerary, Site, StopKind

_REMEMBERED = 256  # lines; one message is read several times over, and many people send the same labels
_MISTYPED = frozenset({"site", "stop", "person", "company"})


@dataclass(frozen=True, slots=True)
class Matcher:
    """A compiled itinerary: the words that can be read, and the names that can be mistyped.

    `read` gives the tokens of a line in these words; those of the newest lines are kept.
    """

    itinerary: Itinerary
    vocabulary: Vocabulary
    read: Callable[[Line], tuple[Token, ...]]
    typos: Typos
    hotel_texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def compile_matcher(itinerary: Itinerary, roster: Roster = NOBODY) -> Matcher:
    """Compile `itinerary`; the names of `roster` may be asked about too."""
    names = names_of_tour(itinerary, roster)
    common = words()
    known = {form: _joined(common[form], word) if form in common else word for form, word in names.items()}
    known |= {form: word for form, word in _home(itinerary).items() if form not in known}
    mistyped = (form for form, word in names.items() if _can_be_mistyped(word))
    readable = vocabulary(known)
    return Matcher(itinerary, readable, _reader(readable), index_of(mistyped), _hotel_texts(itinerary))


def _reader(known: Vocabulary) -> Callable[[Line], tuple[Token, ...]]:
    return lru_cache(_REMEMBERED)(lambda line: tuple(read(line, known, number_spans(line))))


def _home(itinerary: Itinerary) -> dict[str, Word]:
    """Give the country and city whose clock is shown beside the tour's, where they are not the tour's own."""
    if itinerary.home_timezone == itinerary.timezone:
        return {}
    spelled = (
        country(itinerary.home_timezone, language, city=city)
        for language in ("ko", "en", "zh")
        for city in (True, False)
    )
    return {
        canonical(name): Word(bit("HOMELAND"), links=(Link("home", itinerary.home_timezone, 1),)) for name in spelled
    }


def _hotel_texts(itinerary: Itinerary) -> dict[str, tuple[str, ...]]:
    """Give what is written about where hotels are, by site: names and addresses, in the form that is matched."""
    ids = {stop.site for stop in itinerary.stops if stop.kind == StopKind.HOTEL}
    return {
        site.id: tuple(map(canonical, (*site.name.words.values(), *site.aliases, *_address(site))))
        for site in itinerary.sites.values()
        if site.id in ids
    }


def _address(site: Site) -> Iterable[str]:
    return site.address.words.values() if site.address else ()


def _joined(common: Word, name: Word) -> Word:
    """A common word that is a name as well is both; where the tour only mentions it, it stays a common word."""
    strong = tuple(link for link in name.links if link.strength >= OWN or link.what in {"diet", "programme"})
    return common.merged(Word(name.bits if strong else 0, name.values, strong))


def _can_be_mistyped(word: Word) -> bool:
    return any(link.what in _MISTYPED and link.strength >= OWN for link in word.links)
