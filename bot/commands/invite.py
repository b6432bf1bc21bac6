"""`giljabi invite`: personal links, and a page of QR codes to print."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import named_tour, opened_database
from bot.errors import GiljabiError
from bot.invitation_sheet import Invited, sheet, typed_in_kakao
from bot.links import links_of, web_address
from bot.settings import Settings, read_settings
from bot.telegram_bot import bot_name
from handlers.invitations import invite as new_invitation
from handlers.membership.tour_codes import make_tour_code, revoke_tour_code
from schedule_data.members import members_of, named
from schedule_data.people import Member
from schedule_data.snapshots import Snapshots

app = typer.Typer()


@app.command()
def invite(
    tour: str,
    file: Annotated[Path, typer.Option("--sheet", help="Where to write the page to print (HTML).")] = Path(
        "invitations.html"
    ),
    name: Annotated[str | None, typer.Option(help="Only this person: a new link, the old one stops working.")] = None,
    tour_code: Annotated[
        bool,
        typer.Option("--tour-code", help="Make one short code for all instead; a leader lets in whoever brings it."),
    ] = False,
    revoke: Annotated[bool, typer.Option("--revoke-tour-code", help="Have the tour's code stop working.")] = False,
) -> None:
    """Make a personal invitation for everybody on a tour, print the links and write a sheet of QR codes.

    Earlier invitations stop working; who has joined stays joined. Links are secrets: hand each to its person only.
    """
    settings = read_settings()
    if tour_code or revoke:
        typer.echo(_tour_code(tour, settings, revoke=revoke))
        return
    telegram = bot_name(settings)
    with opened_database() as database, database.unit() as session:
        itinerary = named_tour(session, Snapshots(), tour)
        people = members_of(session, tour) if name is None else named(session, tour, name)
        if not people:
            who = "Nobody" if name is None else f"Nobody called '{name}'"
            raise GiljabiError(f"{who} is on {tour}. Import people with: giljabi roster {tour} FILE")
        at = datetime.now(UTC)
        spoken = itinerary.languages[0] if settings.kakao_skill_secret else None
        invited = [_invited(one, new_invitation(session, one.id, at), settings, telegram, spoken) for one in people]
        _write(file, sheet(itinerary, invited, str(settings.kakao_channel_url or "")))
    for one in invited:
        words = (one.member.name, one.member.company, *one.links.values(), one.typed)
        typer.echo("\t".join(words).rstrip("\t"))
    typer.echo(f"{len(invited)} invitations; to print: {file}")


def _tour_code(tour: str, settings: Settings, *, revoke: bool) -> str:
    """Make the tour's code, or revoke it; give what to print."""
    telegram = "" if revoke else bot_name(settings)
    with opened_database() as database, database.unit() as session:
        named_tour(session, Snapshots(), tour)
        at = datetime.now(UTC)
        if revoke:
            return (
                f"The code of {tour} no longer works." if revoke_tour_code(session, tour, at) else "There is no code."
            )
        code = make_tour_code(session, tour, at)
    links = links_of(code, web_address(settings), telegram).values()
    return "\n".join((code, *links, "Whoever brings it is asked for their name, and a leader lets them in."))


def _invited(member: Member, code: str, settings: Settings, telegram: str, kakao_language: str | None) -> Invited:
    typed = typed_in_kakao(code, kakao_language) if kakao_language else ""
    return Invited(member, links_of(code, web_address(settings), telegram), typed)


def _write(file: Path, page: str) -> None:
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise GiljabiError(f"{file} can't be written: {error.strerror}. Name another place with --sheet.") from None
