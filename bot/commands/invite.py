"""`giljabi invite`: personal links, and a page of QR codes to print."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import named_tour, opened_database
from bot.errors import GiljabiError
from bot.invitation_sheet import Invited, links_of, sheet, typed_in_kakao
from bot.settings import Settings, read_settings
from bot.telegram_bot import bot_name
from handlers.invitations import invite as new_invitation
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
) -> None:
    """Make a personal invitation for everybody on a tour, print the links and write a sheet of QR codes.

    Earlier invitations stop working; who has joined stays joined. Links are secrets: hand each to its person only.
    """
    settings = read_settings()
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


def _invited(member: Member, code: str, settings: Settings, telegram: str, kakao_language: str | None) -> Invited:
    typed = typed_in_kakao(code, kakao_language) if kakao_language else ""
    return Invited(member, links_of(code, _web(settings), telegram), typed)


def _write(file: Path, page: str) -> None:
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise GiljabiError(f"{file} can't be written: {error.strerror}. Name another place with --sheet.") from None


def _web(settings: Settings) -> str:
    return str(settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")
