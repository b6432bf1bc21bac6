"""`giljabi export`: a tour as an .ics file for calendars and an .xlsx file for the staff."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.commands.opening import named_tour, opened_database
from bot.errors import GiljabiError
from bot.new_file import write_new
from handlers.phrases import LANGUAGES
from handlers.reply import Document
from handlers.tour_files.calendar import tour_calendar
from handlers.tour_files.workbook import tour_workbook
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import Snapshots

app = typer.Typer()


@app.command()
def export(  # noqa: PLR0913, PLR0917 - the options of the command
    tour: str,
    ics: Annotated[Path | None, typer.Option(help="Where to write the calendar (.ics).")] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Where to write the schedule, the roster and the headcount (.xlsx), for staff.")
    ] = None,
    group: Annotated[str | None, typer.Option(help="Only what this group does, in the calendar.")] = None,
    language: Annotated[
        str | None, typer.Option(help=f"One of {', '.join(LANGUAGES)}. Default: the tour's first.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that exist.")] = False,
) -> None:
    """Write a tour as files: --ics, --xlsx, or without either both, as TOUR.ics and TOUR.xlsx.

    The calendar is for everybody; a newer one takes the place of an older, cancelled stops are struck out. The .xlsx
    names people: it is for the staff only.
    """
    if ics is None and xlsx is None:
        ics, xlsx = Path(f"{tour}.ics"), Path(f"{tour}.xlsx")
    with opened_database() as database, database.reading() as session:
        itinerary = named_tour(session, Snapshots(), tour)
        spoken = _spoken(language, itinerary)
        files: list[tuple[Path, Document]] = []
        if ics is not None:
            files.append((ics, _calendar(session, itinerary, spoken, group)))
        if xlsx is not None:
            files.append((xlsx, tour_workbook(session, itinerary, spoken, datetime.now(UTC))))
    write_new({path: document.content for path, document in files}, force=force)
    for path, document in files:
        typer.echo(f"{path}: revision {itinerary.revision}, {len(document.content):,} bytes")


def _calendar(session: Session, itinerary: Itinerary, language: str, group: str | None) -> Document:
    if group is not None and group not in itinerary.groups:
        raise GiljabiError(f"There is no group '{group}' on {itinerary.tour}. {_groups(itinerary)}")
    return tour_calendar(session, itinerary, language, group)


def _groups(itinerary: Itinerary) -> str:
    return f"Its groups are: {', '.join(itinerary.groups)}." if itinerary.groups else "It has none."


def _spoken(language: str | None, itinerary: Itinerary) -> str:
    if language is None:
        return next((one for one in itinerary.languages if one in LANGUAGES), LANGUAGES[0])
    if language not in LANGUAGES:
        raise GiljabiError(f"'{language}' is no language of Giljabi. Write one of: {', '.join(LANGUAGES)}.")
    return language
