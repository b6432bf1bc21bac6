"""`giljabi kakao-setup`: what to enter in Kakao's chatbot console."""

from typing import Annotated

import typer

from bot.errors import GiljabiError
from bot.kakao_setup import setup_table
from bot.settings import Settings, read_settings

app = typer.Typer()


@app.command()
def kakao_setup(
    show_secret: Annotated[
        bool, typer.Option("--show-secret", help="Print the header's value too; it is a password.")
    ] = False,
) -> None:
    """Print the address, the header and the blocks to enter in the console, as a list to tick off."""
    settings = read_settings()
    page = ""
    for row in setup_table(_address(settings), _secret(settings)):
        if row.page != page:
            page = row.page
            typer.echo(f"\n{page}")
        value = row.value if show_secret or row.value != _secret(settings) else "(GILJABI_KAKAO_SKILL_SECRET의 값)"
        typer.echo(f"  [ ] {row.name}: {value}{f'  · {row.note}' if row.note else ''}")
    typer.echo("\n다음: giljabi doctor")


def _address(settings: Settings) -> str:
    return str(settings.public_url or "")


def _secret(settings: Settings) -> str:
    if settings.kakao_skill_secret is None:
        raise GiljabiError(
            "GILJABI_KAKAO_SKILL_SECRET is not set. Make one:\n"
            "  python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return settings.kakao_skill_secret.get_secret_value()
