"""A question whose words are all known and that fits no rule: what it may be guessed to ask, from closed lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question that may be chosen.

    `slots` holds the values that each slot may have, as ids, ISO dates and words of ours. Of each group in `needs`
    exactly one slot is to be given; the others may be left out.
    """

    intent: str
    slots: Mapping[str, tuple[str, ...]]
    needs: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """The closed lists: what may be chosen, and the titles of the stops and sites that are named by id."""

    kinds: tuple[Kind, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def have(self, intent: str, slots: Mapping[str, str]) -> bool:
        """Tell whether that intent with those slots, and no other, stands in the lists."""
        kind = next((kind for kind in self.kinds if kind.intent == intent), None)
        if kind is None or any(value not in kind.slots.get(slot, ()) for slot, value in slots.items()):
            return False
        return all(sum(slot in slots for slot in group) == 1 for group in kind.needs)


@dataclass(frozen=True, slots=True)
class Unclear:
    """What a language model may be told of an unclear question: its words, without names and numbers, and the lists.

    `over_budget` tells that the person's questions of the day are used up: nobody is to be asked.
    """

    text: str
    choices: Choices
    over_budget: bool = False
