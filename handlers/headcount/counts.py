"""The numbers of a headcount: everyone chosen, by where they stand and by bus; leaders and staff beside them."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.headcount.filters import Filters, role_of
from handlers.headcount.selection import Scope, chosen
from handlers.roll_call.roll import CAME
from handlers.roll_call.states import Standing
from schedule_data.itinerary import Itinerary


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are chosen; of those a stop expects or saw, how many stand where, in all and of each bus.

    `buses` tells how many belong to each bus, wherever they are.
    """

    total: int
    standing: Mapping[Standing, int]
    buses: Mapping[str, int]
    by_bus: Mapping[str, Mapping[Standing, int]]
    beside: Mapping[str, int]

    @property
    def on_roll(self) -> int:
        """How many the stop expects, or saw."""
        return sum(self.standing.values())

    @property
    def heard(self) -> bool:
        """Whether anything is known of anybody."""
        return self.on_roll > self.standing.get(Standing.UNKNOWN, 0)


def count(session: Session, itinerary: Itinerary, filters: Filters, scope: Scope) -> Counts:
    """Count the people that filters choose."""
    people = chosen(itinerary, filters, scope, all_roles=True)
    columns = (people.c.role, people.c.bus, people.c.standing, people.c.expected)
    standing: Counter[Standing] = Counter()
    buses: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    by_bus: defaultdict[str, Counter[Standing]] = defaultdict(Counter)
    for role, bus, stands, expected, number in session.execute(select(*columns, func.count()).group_by(*columns)):
        if role != role_of(filters):
            beside[role] += number
            continue
        buses[bus] += number
        if expected or stands in CAME:
            standing[Standing(stands)] += number
            by_bus[bus][Standing(stands)] += number
    return Counts(sum(buses.values()), standing, buses, by_bus, beside)
