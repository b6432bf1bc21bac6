"""`giljabi rehearse`: plays a copy of a tour with simulated people and faults, and reports what went wrong."""

import asyncio
import random
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import structlog
import typer
from rich import box
from rich.console import Console
from rich.table import Table

from bot.commands.opening import named_tour, opened_database
from bot.rehearsal import Report, rehearse
from bot.rehearsal.cast import cast_of
from schedule_data.members import members_of
from schedule_data.publishing import current_document
from schedule_data.snapshots import Snapshots

app = typer.Typer()

ERRORS_ONLY = 40  # the faults are meant; what nobody meant is logged
SEEDS = 10_000


@app.command(name="rehearse")
def rehearse_tour(
    tour: str,
    seed: Annotated[
        int | None, typer.Option(help="Repeat the faults and orders of this number. Default: drawn, and printed.")
    ] = None,
) -> None:
    """Play a whole tour in a minute or two, and report what its people would have got; exit 1 where anything is amiss.

    It plays on a copy, with as many people as on the roster but without their names, on a messenger of its own that
    now and then is away, limits, loses answers or is blocked. Nobody real is written to, and nothing is changed.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(ERRORS_ONLY))
    seed = random.SystemRandom().randrange(SEEDS) if seed is None else seed
    with opened_database() as database, database.reading() as session:
        itinerary = named_tour(session, Snapshots(), tour)
        document = dict(current_document(session, itinerary.tour) or {})
        cast = cast_of(members_of(session, itinerary.tour), itinerary)
    typer.echo(f"{itinerary.tour}: {len(itinerary.stops)} stops, {len(cast)} people, seed {seed}")
    with tempfile.TemporaryDirectory(prefix="giljabi-rehearsal-") as folder:
        done = asyncio.run(rehearse(document, cast, seed, Path(folder), typer.echo))
    _print(done)
    if done.problems:
        raise typer.Exit(1)


def _print(done: Report) -> None:
    console = Console(width=None if Console().is_terminal else 120)
    console.print(_table(done))
    for telling, told, of in done.tellings:
        console.print(f"{telling.what}: {told} of {of} people told")
    console.print(f"questions: {done.answers} of {done.questions} answered")
    faults = ", ".join(f"{count} × {kind}" for kind, count in sorted(done.faults.items())) or "none"
    console.print(f"faults: {faults}; {done.restarts} restarts; {done.repeats} messages sent again")
    for problem in done.problems:
        console.print(f"✗ {problem}", style="red")
    if not done.problems:
        console.print("✓ every reminder came once and in time, everybody was told, every question was answered")


def _table(done: Report) -> Table:
    table = Table("day", "reminders", "copies", "came", "missing", "late", "twice", "stale", "slowest", box=box.SIMPLE)
    for day, one in done.days.items():
        numbers = (len(one.reminders), one.expected, one.received, one.missing, one.late, one.twice, one.stale)
        table.add_row(f"{day:%Y-%m-%d}", *map(str, numbers), _length(one.slowest))
    return table


def _length(late: timedelta) -> str:
    return f"{late.total_seconds():.0f} s"
