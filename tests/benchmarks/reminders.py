"""Reminders of hundreds of tours due in the same minute: how soon their rows are written and the first one is sent.

    python -m tests.benchmarks.reminders [--json]

Each tour is a copy of a tour with one stop, and 40 people with Telegram accounts. The application's clock is set just
before they are due; the server is another process, without limits. Twice the tours are the reference for how the time
grows: rows in time passed, sending in CPU time, which other programs of the machine do not lengthen. About a minute.
Exits with 1 where an aim is missed.
"""

import argparse
import asyncio
import gc
import logging
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import structlog
from pydantic import SecretStr
from sqlalchemy import func, insert, select

from bot.application import Application
from bot.clock import SettableClock
from bot.database import Database
from bot.settings import Settings
from handlers import reminders
from handlers.tables import AccountRow, DeliveryRow, PlannedReminderRow
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.benchmarks.pacing import FIRST, local_server
from tests.benchmarks.report import Figure, tell
from tests.bot_api import TOKEN
from tests.build import document, load, stop

TOURS, PEOPLE, ROUNDS = 200, 40, 5
ROWS_SECONDS, FIRST_SECONDS, GROWTH, MEMORY_GROWTH = 2.0, 1.0, 2.2, 1.2
DUE = datetime(2025, 9, 22, 0, 20, tzinfo=UTC)  # an hour before 09:20 in Beijing
BEFORE = DUE - timedelta(minutes=30)
WAIT_SECONDS = 60.0
LEAD = timedelta(seconds=1)  # from when the clock runs until they are due
SETTLE_SECONDS = 6.0  # what a process that has been running has done by then: read the tours that are about to begin


@dataclass(frozen=True, slots=True)
class Course:
    """Seconds from due until the first message was accepted, and all; CPU seconds for all; MiB before and after."""

    first: float
    everything: float
    cpu: float
    memory_before: float
    memory_after: float


def fill(database: Database, tours: int) -> None:
    """Load the tours and their people."""
    visit = stop("walk", "09:20")
    with database.unit() as session:
        for number in range(tours):
            load(session, document(visit, tour=f"tour-{number}", remind=[60]), BEFORE - timedelta(days=1))
        people = [
            {"tour_id": f"tour-{n}", "name": f"사람 {m}", "group": ""} for n in range(tours) for m in range(PEOPLE)
        ]
        session.execute(insert(MemberRow), people)
        ids = session.scalars(select(MemberRow.id).order_by(MemberRow.id)).all()
        accounts = [
            {"channel": "telegram", "address": str(FIRST + number), "member_id": member, "created_at": BEFORE}
            for number, member in enumerate(ids)
        ]
        session.execute(insert(AccountRow), accounts)


def write_rows(folder: Path, tours: int) -> float:
    """Give the seconds that firing takes, commit included, from snapshots in memory: the best of some rounds."""
    database, snapshots = Database(f"sqlite:///{folder}/rows-{tours}.db"), Snapshots()
    fill(database, tours)
    with database.unit() as session:
        planned = [dict(row._mapping) for row in session.execute(select(PlannedReminderRow.__table__))]  # noqa: SLF001 - SQLAlchemy's documented way
    took = []
    with database.reading() as session:
        snapshots.all(session)
    for day in range(ROUNDS):
        gc.collect()
        began = time.perf_counter()
        with database.unit() as session:
            fired = reminders.fire(session, DUE, snapshots)
        took.append(time.perf_counter() - began)
        if sum(one.people or 0 for one in fired) != tours * PEOPLE:
            raise ValueError("not everybody is reminded")
        with database.unit() as session:  # the same reminders of a next day
            later = [row | {"day": row["day"] + timedelta(days=day + 1)} for row in planned]
            session.execute(insert(PlannedReminderRow), later)
    database.close()
    return min(took)


async def send(folder: Path, tours: int) -> Course:
    """Run the application until everybody has their reminder."""
    async with local_server({}) as (url, control):
        (await control.post(f"{url}/control/join", json={"people": tours * PEOPLE, "first": FIRST})).raise_for_status()
        settings = Settings.model_construct().model_copy(
            update={
                "database_url": f"sqlite:///{folder}/sent-{tours}.db",
                "telegram_token": SecretStr(TOKEN),
                "telegram_api_url": url,
                "telegram_per_second": 0.0,
            }
        )
        clock = SettableClock(BEFORE, speed=0)
        application = Application(settings, clock, serves=False)
        fill(application.database, tours)
        running = asyncio.create_task(application.run())
        try:
            return await _course(application, clock, tours * PEOPLE)
        finally:
            application.stopping.set()
            await running


async def _course(application: Application, clock: SettableClock, people: int) -> Course:
    clock.set(DUE - timedelta(seconds=50))
    await asyncio.sleep(SETTLE_SECONDS)
    gc.collect()
    memory = psutil.Process().memory_info().rss / 1024**2
    accepted = select(func.min(DeliveryRow.accepted_at), func.count(DeliveryRow.accepted_at))
    cpu = time.process_time()
    clock.set(DUE - LEAD, speed=1.0)
    async with asyncio.timeout(WAIT_SECONDS):
        while (found := await application.database.run(lambda session: session.execute(accepted).one()))[1] < people:  # noqa: ASYNC110 - the rows say it
            await asyncio.sleep(0.2)
    last = await application.database.run(
        lambda session: session.scalars(
            select(DeliveryRow.accepted_at).order_by(DeliveryRow.accepted_at.desc())
        ).first()
    )
    first = found[0]
    if first is None or last is None:
        raise ValueError("nothing was accepted")
    cpu = time.process_time() - cpu
    gc.collect()
    after = psutil.Process().memory_info().rss / 1024**2
    return Course((first - DUE).total_seconds(), (last - DUE).total_seconds(), cpu, memory, after)


async def measure() -> list[Figure]:
    """Measure the tours and twice as many."""
    with tempfile.TemporaryDirectory() as folder:
        rows, rows_twice = (write_rows(Path(folder), tours) for tours in (TOURS, 2 * TOURS))
        once, twice = await send(Path(folder), TOURS), await send(Path(folder), 2 * TOURS)
    name, double = f"{TOURS} tours × {PEOPLE} people", f"{2 * TOURS} tours × {PEOPLE} people"
    return [
        Figure(name, "rows written", rows, "s", ROWS_SECONDS),
        Figure(name, "first one accepted", once.first, "s", FIRST_SECONDS),
        Figure(name, "all accepted", once.everything, "s"),
        Figure(double, "first one accepted", twice.first, "s"),
        Figure(double, "all accepted", twice.everything, "s"),
        Figure("twice the tours", "rows written", rows_twice / rows, "x", GROWTH),
        Figure("twice the tours", "CPU until all accepted", twice.cpu / once.cpu, "x", GROWTH),
        Figure(name, "memory after / before", once.memory_after / once.memory_before, "x", MEMORY_GROWTH),
        Figure(double, "memory after / before", twice.memory_after / twice.memory_before, "x", MEMORY_GROWTH),
    ]


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reminders", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    as_json = parser.parse_args().json
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    tell(asyncio.run(measure()), as_json=as_json)


if __name__ == "__main__":
    main()
