"""Forms of names gathered from an itinerary, each with what it stands for."""

from collections.abc import Mapping

from handlers.understanding.concepts import bit
from handlers.understanding.lexicon import Link, Word
from handlers.understanding.normalise import canonical

NAME, OWN, TOPIC, MENTION = 3, 2, 1, 0
_SHAPE = {
    "site": "SITE",
    "stop": "STOP",
    "group": "GROUP",
    "person": "PERSON",
    "company": "FIRM",
    "fact": "FACT",
    "lore": "TOPIC",
    "spot": "SPOT",
    "practical": "PLAIN",
    "programme": "PUBLIC",
    "diet": "DIET",
    "gear": "GEAR",
    "hotel": "HOTEL",
    "contact": "CONTACT",
}
_MOST_NAMED = 3  # a word that names more things than this names none of them
_LEAST = 2  # letters of a word that is not a name by itself


class Names:
    """Forms gathered from an itinerary, each with what it stands for; the strongest sense of a form is kept."""

    def __init__(self) -> None:
        self.found: dict[str, dict[tuple[str, str], int]] = {}

    def add(self, form: str, what: str, key: str, strength: int) -> None:
        """Note that `form` (as people write it) stands for `key`."""
        plain = canonical(form)
        if not plain or plain.isdigit() or (strength < NAME and len(plain) < _LEAST):
            return
        senses = self.found.setdefault(plain, {})
        senses[what, key] = max(strength, senses.get((what, key), 0))

    def words(self) -> dict[str, Word]:
        """Give the forms as words to read with."""
        return {form: _word(senses) for form, senses in self.found.items()}


def _word(senses: Mapping[tuple[str, str], int]) -> Word:
    strongest = max(senses.values())
    of_stop = any(what == "stop" and strength == strongest for (what, _), strength in senses.items())
    links = tuple(
        Link(what, key, strength)
        for (what, key), strength in senses.items()
        if strength == strongest and not (of_stop and what == "lore")
    )
    if strongest < NAME and len({link.id for link in links}) > _MOST_NAMED:
        links = tuple(Link(link.what, link.id, MENTION) for link in links)
    shapes = 0
    for link in links:
        if link.strength or link.what == "gear":
            shapes |= bit(_SHAPE[link.what])
    return Word(shapes or bit("GLUE"), (), links)
