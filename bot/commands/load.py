"""`giljabi load`: takes itinerary files into the database, all or nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import opened_database
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
    """Load itinerary files: prints what changes, and loads nothing where one of them has a mistake."""
    documents = _read_all(files)
    at = datetime.now(UTC)
    with opened_database() as database, database.unit() as session:
        for document in documents:
            new = document.to_json()
            for line in compare(current_document(session, document.tour), new) or ["no change"]:
                typer.echo(f"{document.tour}: {line}")
            if not dry_run:
                revision = publish(session, new, at, reason="load")
                reminders.plan(session, build_itinerary(new, revision))
    typer.echo("nothing was loaded (dry run)" if dry_run else f"{len(documents)} loaded")


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
