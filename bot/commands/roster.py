"""`giljabi roster`: imports the participants of a tour, all or nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import named_tour, opened_database
from handlers import reminders
from schedule_data.roster_file import read_roster
from schedule_data.roster_import import import_roster
from schedule_data.snapshots import Snapshots

app = typer.Typer()


@app.command()
def roster(
    tour: str,
    file: Path,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Take whoever isn't in the file off the tour.")
    ] = False,
) -> None:
    """Import a roster (.xlsx or .csv); every bad row is named, and then nobody is imported."""
    with opened_database() as database, database.unit() as session:
        itinerary = named_tour(session, Snapshots(), tour)
        people = read_roster(file, itinerary)
        for remark in people.remarks:
            typer.echo(f"{remark} (may stay)")
        done = import_roster(session, tour, people, datetime.now(UTC), remove_missing=remove_missing)
        reminders.plan(session, itinerary)
    typer.echo(
        f"{tour}: {done.added} added, {done.changed} changed, {done.unchanged} unchanged, {done.removed} removed"
    )
