"""Everything about one tour that a question can be matched with, compiled once per revision."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.understanding.lexicon import Word, words
from handlers.understanding.name_senses import OWN
from handlers.understanding.names import names_of_tour
from handlers.understanding.normalise import canonical
from handlers.understanding.segment import Vocabulary, vocabulary
from handlers.understanding.typos import Typos, index_of
from schedule_data.itinerary import Itinerary, StopKind

_MISTYPED = frozenset({"site", "stop", "person", "company"})


@dataclass(frozen=True, slots=True)
class Matcher:
    """A compiled itinerary: the words that can be read, and the names that can be mistyped."""

    itinerary: Itinerary
    vocabulary: Vocabulary
    typos: Typos
    hotel_texts: tuple[str, ...] = ()


def compile_matcher(itinerary: Itinerary, people: Sequence[str] = (), companies: Sequence[str] = ()) -> Matcher:
    """Compile `itinerary`; `people` and `companies` are names of the roster that may occur in questions."""
    names = names_of_tour(itinerary, people, companies)
    common = words()
    known = {form: _joined(common[form], word) if form in common else word for form, word in names.items()}
    mistyped = (form for form, word in names.items() if _can_be_mistyped(word))
    return Matcher(itinerary, vocabulary(known), index_of(mistyped), _hotel_texts(itinerary))


def _hotel_texts(itinerary: Itinerary) -> tuple[str, ...]:
    """Give what is written about where hotels are: their names and addresses, in the form that is matched."""
    ids = {stop.site for stop in itinerary.stops if stop.kind == StopKind.HOTEL}
    hotels = [site for site in itinerary.sites.values() if site.id in ids]
    named = [
        *(word for site in hotels for word in site.name.words.values()),
        *(alias for site in hotels for alias in site.aliases),
    ]
    placed = [word for site in hotels if site.address for word in site.address.words.values()]
    return tuple(map(canonical, (*named, *placed)))


def _joined(common: Word, name: Word) -> Word:
    """A common word that is a name as well is both; where the tour only mentions it, it stays a common word."""
    strong = tuple(link for link in name.links if link.strength >= OWN or link.what in {"diet", "programme"})
    return common.merged(Word(name.bits if strong else 0, name.values, strong))


def _can_be_mistyped(word: Word) -> bool:
    return any(link.what in _MISTYPED and link.strength >= OWN for link in word.links)
