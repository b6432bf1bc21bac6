"""The names of a tour, out of its itinerary and nothing else: sites, stops, groups, people, topics."""

from collections.abc import Set as AbstractSet

from handlers.understanding.group_names import add_groups
from handlers.understanding.lexicon import Word, words
from handlers.understanding.name_senses import MENTION, NAME, TOPIC, Names
from handlers.understanding.normalise import canonical
from handlers.understanding.proper_words import content_words, is_generic, words_of
from handlers.understanding.roster_names import Roster, add_roster
from handlers.understanding.site_names import add_own_words, add_site, mark_hotels
from handlers.understanding.stop_names import add_stop
from schedule_data.itinerary import Itinerary


def names_of_tour(itinerary: Itinerary, roster: Roster) -> dict[str, Word]:
    """Give every name of the tour by its matched form."""
    names = Names()
    for site in itinerary.sites.values():
        add_site(names, site)
    common = add_own_words(names, itinerary)
    for stop in itinerary.stops:
        add_stop(names, stop, common)
    add_groups(names, itinerary)
    _add_topics(names, itinerary)
    mark_hotels(names, itinerary)
    add_roster(names, roster)
    return names.words()


def _add_topics(names: Names, itinerary: Itinerary) -> None:
    of_tour = {canonical(word) for word in content_words(itinerary.title)}
    for topic, text in itinerary.practical.items():
        names.add(topic, "practical", topic, NAME if canonical(topic) not in words() else MENTION)
        for word in content_words(text):
            names.add(word, "practical", topic, MENTION if canonical(word) in of_tour else TOPIC)
    for topic, text in itinerary.programme.topics.items():
        names.add(topic, "programme", topic, TOPIC)
        for word in content_words(text):
            names.add(word, "programme", topic, MENTION)
    _add_mentions(names, itinerary, of_tour)


def _add_mentions(names: Names, itinerary: Itinerary, of_tour: AbstractSet[str]) -> None:
    """Note whom one can call, and the words of the tour's own title, which name nothing and nobody of it."""
    for contact in itinerary.contacts:
        for name in contact.name.words.values():
            for word in words_of(name):
                if not is_generic(word) and canonical(word) not in of_tour:
                    names.add(word, "contact", contact.role, NAME)
    for text in filter(None, (itinerary.title, itinerary.operator)):
        for word in content_words(text):
            names.add(word, "spot", "the tour", MENTION)
