"""`giljabi check`: validates itinerary files."""

from pathlib import Path

import typer

from schedule_data.itinerary_file import read_itinerary
from schedule_data.mistakes import Mistake, Mistakes

app = typer.Typer()


@app.command()
def check(files: list[Path]) -> None:
    """Check itinerary files and print every problem as `file:line: what and how to mend it`."""
    mistakes: list[Mistake] = []
    for file in files:
        try:
            document, remarks = (found := read_itinerary(file)).document, found.remarks
        except Mistakes as error:
            mistakes += error.mistakes
            continue
        for remark in remarks:
            typer.echo(f"{remark} (may stay)")
        stops = sum(len(day) for day in document.days.values())
        typer.echo(f"{file}: all right ({len(document.days)} days, {stops} stops, {len(document.sites)} sites)")
    for mistake in mistakes:
        typer.echo(str(mistake))
    if mistakes:
        typer.echo(f"{len(mistakes)} to mend")
        raise typer.Exit(1)
