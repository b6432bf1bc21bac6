"""The names of sites: as they are written, read out, shortened to their own word."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

from handlers.understanding.chinese_names import shortened
from handlers.understanding.jamo import is_hangul
from handlers.understanding.name_senses import MENTION, NAME, OWN, TOPIC, Names
from handlers.understanding.normalise import canonical
from handlers.understanding.proper_words import DESTINATIONS, PARTICLE, content_words, is_generic, words_of
from schedule_data.itinerary import Itinerary, Site, StopKind, Text

_BRACKETS = re.compile(r"[(（\[]([^)）\]]*)[)）\]]")
_SAMPLE = frozenset({"예시", "sample", "示例", "샘플", "예제"})
_READ_OUT = "에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 지"
_LETTERS = dict(zip(ascii_lowercase, _READ_OUT.split(), strict=True))
_SPELLED = re.compile(r"[a-z]{2,5}")
_LONGEST_INITIALS = 7  # letters; longer capitals are words


def add_site(names: Names, site: Site) -> None:
    """Note a site's names, aliases, topics and what is known of it."""
    for form in (*site.name.words.values(), *site.aliases):
        for name in _name_forms(form):
            names.add(name, "site", site.id, NAME)
    for form in shortened(_BRACKETS.sub("", site.name.words.get("zh", ""))):
        names.add(form, "site", site.id, OWN)
    for topic in site.topics:
        names.add(topic, "lore", site.id, TOPIC)
    for text, strength in ((site.about, MENTION), *((text, TOPIC) for text in site.facts.values())):
        for word in content_words(text) if text else ():
            names.add(word, "lore", site.id, strength)
    for topic in site.facts:
        names.add(topic, "lore", site.id, TOPIC)


def _name_forms(name: str) -> Iterator[str]:
    """Give the ways a name is written: without its bracket, the bracket alone, joined, capitals read out."""
    yield name
    for inside in _BRACKETS.findall(name):
        if canonical(inside) not in _SAMPLE:
            yield inside
    bare = _BRACKETS.sub(" ", name)
    yield bare
    plain = canonical(bare)
    yield plain.replace(" ", "")
    spelled = _SPELLED.sub(lambda match: "".join(_LETTERS[letter] for letter in match[0]), plain)
    if (
        spelled != plain
        and any(part.isupper() for part in re.findall(r"[A-Za-z]+", name))
        and len(plain) <= _LONGEST_INITIALS
    ):
        yield spelled


def mark_hotels(names: Names, itinerary: Itinerary) -> None:
    """Note which names are hotels': what is asked about them is asked about where people stay."""
    hotels = {stop.site for stop in itinerary.stops if stop.kind == StopKind.HOTEL}
    for senses in names.found.values():
        for what, key in list(senses):
            if what == "site" and key in hotels:
                senses["hotel", key] = senses[what, key]


def add_own_words(names: Names, itinerary: Itinerary) -> frozenset[str]:
    """Let a word that one site's name alone has stand for it: 하이크비전. Give the words that several things share."""
    users = _users_of_words(itinerary)
    of_sites = {_bare(word) for site in itinerary.sites.values() for word in _words_in(site.name)}
    for word, owners in users.items():
        owner = next(iter(owners))
        if len(owners) == 1 and word in of_sites and not is_generic(word) and not _is_common_number(word):
            names.add(word, "site", owner, OWN)
        elif not ("一" <= word[0] <= "鿿" and any(form in word for form in names.found)):
            names.add(word, "spot", owner, MENTION)
    _add_the_only_ones(names, itinerary)
    return frozenset(word for word, owners in users.items() if len(owners) > 1)


def _add_the_only_ones(names: Names, itinerary: Itinerary) -> None:
    """Let 'the factory' stand for the one site that is a factory by its name; a Beach Hotel is no beach."""
    owners: dict[str, set[str]] = {}
    for site in itinerary.sites.values():
        kind = canonical(_BRACKETS.sub("", site.name.words.get("en", "")).partition(" of ")[0]).rpartition(" ")[2]
        if kind in DESTINATIONS:
            owners.setdefault(kind, set()).add(site.id)
    for word, sites in owners.items():
        if len(sites) == 1:
            names.add(f"the {word}", "site", next(iter(sites)), OWN)


def _users_of_words(itinerary: Itinerary) -> dict[str, set[str]]:
    """Give for each word of a name or title what uses it; the tour's own title counts as two, so that it is no name."""
    named = [(site.name, {site.id}) for site in itinerary.sites.values()]
    named += [(stop.title, {stop.site or stop.id}) for stop in itinerary.stops]
    named.append((itinerary.title, {"the tour", "itself"}))
    users: dict[str, set[str]] = {}
    for text, owners in named:
        for word in _words_in(text):
            users.setdefault(_bare(word), set()).update(owners)
    return users


def _words_in(text: Text) -> list[str]:
    return [word for name in text.words.values() for word in words_of(name)]


def _bare(word: str) -> str:
    return canonical(PARTICLE.sub("", word))


def _is_common_number(word: str) -> bool:
    return any(letter.isdigit() for letter in word) and not any(
        is_hangul(letter) or letter.isalpha() for letter in word
    )
