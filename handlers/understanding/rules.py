"""Which concepts make which intent: a table of weighted rules, the same for every language.

A row is `intent weight: clause clause`; a clause is concepts joined by `|` of which one is present, or, after `!`,
  none.
The heaviest row that fits wins; `-` is an intent that no record can answer; `?` before an intent asks whether it is
meant: what anybody may ask of any machine has no word that ties it to the tour.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from handlers.understanding import rules_of_orders, rules_of_plan, rules_of_topics
from handlers.understanding.concepts import bits, single_bits

_REMEMBERED = 1024  # sets of concepts; many questions are made of the same
_TABLES = rules_of_plan.TABLE + rules_of_topics.TABLE + rules_of_orders.TABLE


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: it fits where each of `needs` is met by one of its bits and none of `bars` is there.

    `is_doubtful` tells that the question is asked back.
    """

    intent: str
    weight: int
    needs: tuple[int, ...]
    bars: int
    is_doubtful: bool = False


def _rule(row: str) -> Rule:
    head, _, clauses = row.partition(": ")
    intent, weight = head.split()
    wanted = [clause for clause in clauses.split() if clause[0] != "!"]
    barred = [name for clause in clauses.split() if clause[0] == "!" for name in clause[1:].split("|")]
    needs = tuple(bits(clause.replace("|", " ")) for clause in wanted)
    return Rule(intent.lstrip("?"), int(weight), needs, bits(" ".join(barred)), intent.startswith("?"))


@cache
def rules() -> tuple[Rule, ...]:
    """Give the table, heaviest first."""
    rows = _TABLES.replace("\n  ", " ").splitlines()
    return tuple(sorted(map(_rule, filter(None, rows)), key=lambda rule: -rule.weight))


@cache
def _places_by_bit() -> Mapping[int, tuple[int, ...]]:
    """Give for each concept the places in `rules` of those whose first clause it meets: only they can fit."""
    places: dict[int, list[int]] = {}
    for place, rule in enumerate(rules()):
        for one in single_bits(rule.needs[0]):
            places.setdefault(one, []).append(place)
    return {one: tuple(found) for one, found in places.items()}


@lru_cache(maxsize=_REMEMBERED)
def ranked(present: int) -> tuple[Rule, ...]:
    """Give the rules that fit the concepts in `present`, heaviest first."""
    table, by_bit = rules(), _places_by_bit()
    candidates = {place for one in single_bits(present) for place in by_bit.get(one, ())}
    return tuple(table[place] for place in sorted(candidates) if _fits(table[place], present))


def _fits(rule: Rule, present: int) -> bool:
    if present & rule.bars:
        return False
    for need in rule.needs:  # noqa: SIM110  a generator here costs a fifth of all understanding
        if not present & need:
            return False
    return True
