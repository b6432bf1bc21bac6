"""What a headcount costs among a thousand tours of a thousand people, in SQLite and PostgreSQL.

    python -m tests.benchmarks.headcount [--json] [--tours 1000]

The tours are added in three steps; after each, headcounts with filters are asked of tours chosen at random (seeded),
and beside each a bare `SELECT count(*)` of the same tour's members on the same connection: the reference of the run.
Exit 1 where the median is over its aim at the full size, or grows by more than half from the first step to the last.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.database import Database
from handlers.headcount.counts import Counts, count
from handlers.headcount.filters import Filters
from handlers.headcount.selection import Scope
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from schedule_data.tables import MemberRow
from tests.benchmarks.report import Figure, tell
from tests.build import document, stop
from tests.databases import Engine, Sqlite, postgres_server

T = TypeVar("T")

TOURS, PEOPLE = 1000, 1000
STEPS = (0.05, 0.3, 1.0)  # shares of the tours that are there when it is measured
ASKED = 120
MOST_MS = 10.0
MOST_GROWTH = 1.5
HERE_OF_TEN = 8  # people in ten who have said that they are there
SEED = 20250923

# The same rows on both engines: {numbers} stands for how each makes a series.
_MEMBERS = """
INSERT INTO members (tour_id, name, name_en, role, group_id, company, phone, language, room, diet,
                     emergency_contact, note)
SELECT 'tour-' || tours.n, 'Person ' || people.n, '',
       CASE WHEN people.n > {people} - 20 THEN 'leader' ELSE 'participant' END,
       'bus-' || (people.n % 2 + 1), 'Company ' || (people.n % 90), CAST(people.n AS TEXT), 'ko', '{{}}',
       CASE WHEN people.n % 12 = 0 THEN '채식' ELSE '' END, '', ''
FROM {tours_series} CROSS JOIN {people_series}
"""
_ATTENDANCE = """
INSERT INTO attendance (tour_id, stop_id, member_id, state, evidence, reason, group_id, at)
SELECT tour_id, 'first', id, CASE WHEN id % 10 < {here} THEN 'here' ELSE 'late' END, 'self', '', '', :at
FROM members WHERE id % 10 <= {here} AND id > :last
"""
_SERIES = {
    "sqlite": "(WITH RECURSIVE series(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM series WHERE n < {last}) "
    "SELECT n FROM series) AS {name}",
    "postgresql": "generate_series({first}, {last}) AS {name}(n)",
}
CHOICES = (
    Filters(),
    Filters(group="bus-2"),
    Filters(diet="채식"),
    Filters(group="bus-2", diet="채식", state="unknown"),
    Filters(company="Company 7"),
    Filters(state="present"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians at one size, in milliseconds."""

    tours: int
    headcount: float
    reference: float


def measure(tours: int) -> list[Figure]:
    """Measure both engines and give the figures."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engines: dict[str, Engine] = {"SQLite": Sqlite(folder), "PostgreSQL": stack.enter_context(postgres_server())}
        return [figure for name, engine in engines.items() for figure in _figures(name, engine.fresh(), tours)]


def _figures(name: str, url: str, tours: int) -> Iterator[Figure]:
    database = Database(url)
    steps = list(_at_each_step(database, tours))
    database.close()
    for one in steps:
        aim = MOST_MS if one is steps[-1] else None
        yield Figure(f"{name}, {one.tours} tours", "headcount, median", one.headcount, "ms", aim)
        yield Figure(f"{name}, {one.tours} tours", "bare count, median", one.reference, "ms")
    first, last = steps[0], steps[-1]
    grown = f"{name}, {last.tours} / {first.tours} tours"
    yield Figure(grown, "headcount", last.headcount / first.headcount, "x", MOST_GROWTH)
    yield Figure(f"{name}, {last.tours} tours", "headcount / bare count", last.headcount / last.reference, "x")


def _at_each_step(database: Database, tours: int) -> Iterator[Measured]:
    plan = build_itinerary(document(stop("first", "09:00-10:00")), 1)
    there = 0
    for share in STEPS:
        wanted = max(there + 1, round(tours * share))
        with database.unit() as session:
            _add(session, plan, there + 1, wanted)
        there = wanted
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        with database.reading() as session:
            yield _measured(session, plan, there)


def _add(session: Session, plan: Itinerary, first: int, last: int) -> None:
    dialect = session.get_bind().dialect.name
    series = {
        "tours_series": _SERIES[dialect].format(first=first, last=last, name="tours"),
        "people_series": _SERIES[dialect].format(first=1, last=PEOPLE, name="people"),
    }
    before = session.scalar(select(func.coalesce(func.max(MemberRow.id), 0)))
    session.execute(text(f"INSERT INTO tours SELECT 'tour-' || n, 1 FROM {series['tours_series']}"))  # noqa: S608 - our own numbers
    session.execute(text(_MEMBERS.format(people=PEOPLE, **series)))
    at = plan.stops[0].leaves_at.replace(tzinfo=None) if dialect == "sqlite" else plan.stops[0].leaves_at
    session.execute(text(_ATTENDANCE.format(here=HERE_OF_TEN)), {"at": str(at), "last": before})


def _measured(session: Session, plan: Itinerary, tours: int) -> Measured:
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    ours, bare = [], []
    for number in range(ASKED):
        tour = replace(plan, tour=f"tour-{chance.randint(1, tours)}")
        filters = CHOICES[number % len(CHOICES)]
        took, counted = _timed(partial(count, session, tour, filters, Scope(tour.stops[0])))
        _check(filters, counted)
        ours.append(took)
        mine = select(func.count()).select_from(MemberRow).where(MemberRow.tour_id == tour.tour)
        bare.append(_timed(partial(session.scalar, mine))[0])
    return Measured(tours, median(ours), median(bare))


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = work()
    return (time.perf_counter() - began) * 1000, result


def _check(filters: Filters, counted: Counts) -> None:
    """See that the count is the right one, so that nothing cheaper is measured; raises ValueError."""
    if filters == Filters() and (counted.total, sum(counted.beside.values())) != (PEOPLE - 20, 20):
        raise ValueError(f"counted {counted.total} participants and {dict(counted.beside)}")


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.headcount")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tours", type=int, default=TOURS)
    given = parser.parse_args()
    tell(measure(given.tours), as_json=given.json)


if __name__ == "__main__":
    main()
