"""`giljabi load`: takes itinerary files into the database, all or nothing."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.opening import opened_database
from bot.database_file import missing_file
from bot.settings import read_settings
from handlers import reminders
from schedule_data.comparison import compare
from schedule_data.itinerary_file import TourDocument, build_itinerary, read_itinerary
from schedule_data.mistakes import Mistake, Mistakes
from schedule_data.publishing import current_document, publish

app = typer.Typer()


@app.command()
def load(
    files: list[Path],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would change.")] = False,
) -> None:
    """Load itinerary files: prints what changes, and loads nothing where one of them has a mistake.

    Where GILJABI_DATABASE_URL leads to no database yet, one is made, and its path printed.
    """
    documents = _read_all(files)
    new = missing_file(read_settings().database_url)
    if new is not None:
        typer.echo(f"{new}: {'would be' if dry_run else 'is'} a new database")
    if dry_run and new is not None:
        for document in documents:
            _tell(document.tour, None, document.to_json())
    else:
        _load(documents, dry_run=dry_run)
    typer.echo("nothing was loaded (dry run)" if dry_run else f"{len(documents)} loaded")


def _load(documents: Sequence[TourDocument], *, dry_run: bool) -> None:
    at = datetime.now(UTC)
    with opened_database(may_be_new=True) as database, database.unit() as session:
        for document in documents:
            new = document.to_json()
            _tell(document.tour, current_document(session, document.tour), new)
            if not dry_run:
                revision = publish(session, new, at, reason="load")
                reminders.plan(session, build_itinerary(new, revision))


def _tell(tour: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    for line in compare(before, after) or ["no change"]:
        typer.echo(f"{tour}: {line}")


def _read_all(files: list[Path]) -> list[TourDocument]:
    documents: list[TourDocument] = []
    mistakes: list[Mistake] = []
    for file in files:
        try:
            read = read_itinerary(file)
        except Mistakes as error:
            mistakes += error.mistakes
            continue
        for remark in read.remarks:
            typer.echo(f"{remark} (may stay)")
        if any(document.tour == read.document.tour for document in documents):
            mistakes.append(Mistake(str(file), 1, f"tour '{read.document.tour}' is in another file too; name only one"))
        documents.append(read.document)
    if mistakes:
        raise Mistakes(mistakes)
    return documents
