"""The numbers of a headcount: everyone chosen, by where they stand and by bus; leaders and staff beside them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from handlers.headcount.filters import Filters
from handlers.headcount.selection import Scope, beside, chosen
from handlers.roll_call.roll import CAME
from handlers.roll_call.states import Standing
from schedule_data.itinerary import Itinerary


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are chosen; of those a stop expects or saw, how many stand where; how many ride each bus."""

    total: int
    standing: Mapping[Standing, int]
    buses: Mapping[str, int]
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
    people = chosen(itinerary, filters, scope)
    on_roll = or_(people.c.expected, people.c.standing.in_(CAME)).label("on_roll")
    number = func.count().label("number")
    rows = session.execute(
        select(people.c.bus, people.c.standing, on_roll, number).group_by(people.c.bus, people.c.standing, on_roll)
    ).all()
    others = beside(itinerary, filters, scope)
    roles = session.execute(select(others.c.role, func.count()).group_by(others.c.role)).all()
    standing: Counter[Standing] = Counter()
    buses: Counter[str] = Counter()
    for row in rows:
        buses[row.bus] += row.number
        if row.on_roll:
            standing[Standing(row.standing)] += row.number
    return Counts(sum(buses.values()), standing, buses, dict(row.tuple() for row in roles))
