"""`giljabi invite`: personal links, a page of QR codes to print, and the pages that hang in the buses."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.invite_sheets import Making, beside, make_bus_pages, make_cards, renew_buses
from bot.commands.opening import named_tour, opened_database
from bot.errors import GiljabiError
from bot.links import links_of, opens_here_only, web_address
from bot.settings import Settings, read_settings
from bot.telegram_bot import bot_name
from handlers.membership.tour_codes import make_tour_code, revoke_tour_code
from schedule_data.snapshots import Snapshots

HERE_ONLY = "The web links open on this machine only: set GILJABI_PUBLIC_URL before you print."

app = typer.Typer()


@app.command()
def invite(  # noqa: PLR0913, PLR0917 - one for each option
    tour: str,
    file: Annotated[Path, typer.Option("--sheet", help="Where to write the personal cards to print (HTML).")] = Path(
        "invitations.html"
    ),
    bus_file: Annotated[
        Path | None,
        typer.Option("--bus-sheet", help="Where to write the buses' pages (HTML, A4); else beside the cards."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="Only this person: a new link, the old one stops working.")] = None,
    buses: Annotated[bool, typer.Option("--buses", help="Only the buses' pages: no link and no code changes.")] = False,
    renew: Annotated[
        list[str] | None,
        typer.Option(help="Only the buses' pages, this bus's (id or name) with a new code: the old one stops at once."),
    ] = None,
    tour_code: Annotated[
        bool,
        typer.Option("--tour-code", help="Make one short code for all instead; a leader lets in whoever brings it."),
    ] = False,
    revoke: Annotated[bool, typer.Option("--revoke-tour-code", help="Have the tour's code stop working.")] = False,
) -> None:
    """Make a personal invitation for everybody on a tour, print the links and write a sheet of QR codes.

    Earlier invitations stop working; people who have joined stay. Links are secrets: hand each to its person only.

    A second file has a page for each bus, to hang where people board: whoever
    scans its code on Telegram or in the web chat is counted on that bus; on
    KakaoTalk people send the code in letters, printed beneath. It lets nobody
    in, and a bus keeps its code: what hangs already stays good. Where a
    code has leaked, --renew BUS makes a new one: hang the new page.
    """
    settings = read_settings()
    if tour_code and revoke:
        raise GiljabiError("--tour-code makes a code and --revoke-tour-code ends it: write one of the two.")
    if tour_code or revoke:
        typer.echo(_tour_code(tour, settings, revoke=revoke))
        return
    links = partial(links_of, web=web_address(settings), telegram_name=bot_name(settings))
    with opened_database() as database, database.unit() as session:
        making = Making(session, named_tour(session, Snapshots(), tour), settings, links, datetime.now(UTC))
        lines = renew_buses(making, renew) if renew else []
        only_buses = buses or bool(renew)
        if not only_buses:
            lines += make_cards(making, file, name)
        if name is None or only_buses:
            lines += make_bus_pages(making, bus_file or beside(file), needed=only_buses)
    hint = [HERE_ONLY] if opens_here_only(settings) else []
    typer.echo("\n".join(lines + hint))


def _tour_code(tour: str, settings: Settings, *, revoke: bool) -> str:
    """Make the tour's code, or revoke it; give what to print."""
    telegram = "" if revoke else bot_name(settings)
    with opened_database() as database, database.unit() as session:
        named_tour(session, Snapshots(), tour)
        at = datetime.now(UTC)
        if revoke:
            revoked = revoke_tour_code(session, tour, at)
            return f"The code of {tour} no longer works." if revoked else f"{tour} has no code: nothing was revoked."
        code = make_tour_code(session, tour, at)
    links = links_of(code, web_address(settings), telegram).values()
    return "\n".join((code, *links, "Whoever brings it is asked for their name, and a leader lets them in."))
