"""`giljabi purge`: erases the personal data of a tour, and certifies what went."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import named_tour, opened_database
from bot.database import Database
from bot.errors import GiljabiError
from bot.new_file import check_new, write_new
from bot.purge import Certificate, purge_tour
from bot.purge.over import is_over, needed_until
from bot.purge.scrub import overwrite_what_goes, scrub
from bot.purge.terms import terms_of
from bot.purge.traces import traces_of
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import Snapshots

app = typer.Typer()


@app.command()
def purge(
    tour: str,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Even though the tour is not over.")] = False,
    certificate: Annotated[Path | None, typer.Option(help="Write the certificate to this file, too.")] = None,
) -> None:
    """Erase the personal data of a tour for good, and print a certificate of what went.

    Names, numbers, accounts, messages, places, questions, remarks and applications go, all or nothing. The plan stays,
    and numbers of people without names. Whoever is on another tour, too, stays there.
    """
    at = datetime.now(UTC)
    with opened_database() as database:
        with database.reading() as session:
            itinerary = named_tour(session, Snapshots(), tour)
            people = len(terms_of(session, itinerary.tour))
        _check(itinerary, at, force=force)
        if certificate is not None:
            check_new([certificate])
        asked = f"Erase all personal data of {itinerary.tour} ({people} names and numbers)? It can't be undone."
        if not yes and not typer.confirm(asked):
            typer.echo("Nothing was erased.")
            raise typer.Exit(1)
        done = _purged(database, itinerary, at)
    typer.echo(done.text(), nl=False)
    if certificate is not None:
        write_new({certificate: done.text().encode()})


def _check(itinerary: Itinerary, at: datetime, *, force: bool) -> None:
    if force or is_over(itinerary, at):
        return
    first = needed_until(itinerary) + timedelta(days=1)
    raise GiljabiError(
        f"{itinerary.tour} is not over: it ends on {itinerary.ends}, and people still need what would be erased.\n"
        f"Purge it from {first} on, or now with --force: then nobody on it is told anything more."
    )


def _purged(database: Database, itinerary: Itinerary, at: datetime) -> Certificate:
    with database.unit() as session:
        overwrite_what_goes(session.connection())
        terms = terms_of(session, itinerary.tour)
        gone = purge_tour(session, itinerary.tour, at)
        traces = traces_of(session, terms)
    try:
        files = scrub(database.engine)
    except OSError as problem:
        raise GiljabiError(
            f"All rows of {itinerary.tour} are erased, but old bytes may lie in the database's files: {problem}.\n"
            f"Stop giljabi run and call giljabi purge {itinerary.tour} again: it has them written anew."
        ) from None
    return Certificate(itinerary, at, gone, traces, len(terms), files)
