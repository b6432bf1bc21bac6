"""The words of all languages as one dictionary from matched form to what it stands for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from handlers.understanding import grammar_ko
from handlers.understanding.concepts import bit
from handlers.understanding.normalise import canonical
from handlers.understanding.words import (
    days,
    en_people,
    en_plan,
    en_stay,
    en_talk,
    ko_people,
    ko_plan,
    ko_stay,
    ko_talk,
    zh_people,
    zh_plan,
    zh_stay,
    zh_talk,
)

_KOREAN = (ko_plan, ko_stay, ko_people, ko_talk)
_ENGLISH = (en_plan, en_stay, en_people, en_talk)
_CHINESE = (zh_plan, zh_stay, zh_people, zh_talk)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing of the tour that a word names. `strength`: 3 a name, 2 a word of its own, 1 a topic, 0 mere mention."""

    what: str
    id: str
    strength: int


@dataclass(frozen=True, slots=True)
class Word:
    """What a matched form stands for: concept bits, values such as `DAY=1`, things of the tour.

    `is_tail` marks a particle or ending, `is_particle` one that may follow a name that nobody knows, `stands_apart` one
    that may be written with a space before it.
    """

    bits: int = 0
    values: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    is_tail: bool = False
    is_particle: bool = False
    stands_apart: bool = False

    def merged(self, other: "Word") -> "Word":
        """Give a word that stands for both; a form that is a word as well as an ending can be either."""
        return Word(
            self.bits | other.bits,
            tuple(dict.fromkeys(self.values + other.values)),
            tuple(dict.fromkeys(self.links + other.links)),
            self.is_tail or other.is_tail,
            self.is_particle or other.is_particle,
            self.stands_apart or other.stands_apart,
        )


def _tables(module: ModuleType) -> Iterator[str]:
    return (value for name, value in vars(module).items() if name.endswith("_WORDS"))


def _entries(table: str) -> Iterator[tuple[str, Word]]:
    for row in filter(None, table.replace("\n  ", " ").splitlines()):
        name, _, forms = row.partition(": ")
        concept, _, value = name.partition("=")
        word = Word(bit(concept), (name,) if value else ())
        for form in forms.split():
            yield canonical(form.replace("_", " ")), word


def _tails() -> Iterator[tuple[str, Word]]:
    joints = set(grammar_ko.JOINTS.split())
    telling, asking = set(grammar_ko.TELLING.split()), set(grammar_ko.ASKING.split())
    particles, apart = set(grammar_ko.PARTICLES.split()), set(grammar_ko.APART.split())
    for form in particles | set(grammar_ko.ENDINGS.split()) | asking | telling | apart:
        shape = (
            bit("TELL") * (form in telling)
            | bit("MARK") * (form in asking)
            | bit("PAST") * (form[0] in "었았였했됐셨")
            | bit("MUSING") * (form in {"네", "구나", "군", "더라"})
            | bit("OPENEND") * (form in joints)
            | bit("DELIB") * (form in {"을까", "을까요", "볼까", "볼래"})
        )
        yield form, Word(shape, is_tail=True, is_particle=form in particles, stands_apart=form in apart)


@cache
def words() -> Mapping[str, Word]:
    """Give every word of the three languages by its matched form."""
    found: dict[str, Word] = {}
    for module in (*_KOREAN, *_ENGLISH, *_CHINESE, days):
        for table in _tables(module):
            for form, word in _entries(table):
                found[form] = found[form].merged(word) if form in found else word
    return found


@cache
def tails() -> Mapping[str, Word]:
    """Give the Korean particles and endings by form."""
    return dict(_tails())
