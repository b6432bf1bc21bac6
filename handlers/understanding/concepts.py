"""The concepts that words stand for, as bits: a question is matched by the set of its concepts, in any language."""

from collections.abc import Iterable

_BITS: dict[str, int] = {}

# What is told by the shape of a sentence or by what was linked, not by a word.
SHAPES = (
    "ASK",
    "BARE",
    "TELL",
    "PAST",
    "SITE",
    "STOP",
    "TOPIC",
    "GROUP",
    "PERSON",
    "FIRM",
    "DATE",
    "HOUR",
    "MINUTES",
) + ("KIND", "DIET", "FACT", "PLAIN", "WH", "MARK", "SPOT", "PUBLIC", "AFTER", "ROOMNO", "ORDINAL")


def bit(name: str) -> int:
    """Give the bit of the concept `name`; a new one where the name is new."""
    return _BITS.setdefault(name, 1 << len(_BITS))


def bits(names: Iterable[str]) -> int:
    """Give the bits of several concepts together."""
    together = 0
    for name in names:
        together |= bit(name)
    return together


def names_of(mask: int) -> list[str]:
    """Give the names of the concepts in `mask`, to look at while a rule is being written."""
    return [name for name, value in _BITS.items() if mask & value]


for _shape in SHAPES:
    bit(_shape)
