"""`giljabi doctor`: tells what is set, what is missing, and what can be reached."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from urllib.error import URLError
from urllib.request import urlopen

import typer
from sqlalchemy import func, select

from bot.database import Database
from bot.database_file import demand_database
from bot.errors import GiljabiError
from bot.kakao_doctor import check_event_api, check_skill, mistakes
from bot.settings import Settings, read_settings
from bot.telegram_bot import bot_name
from handlers.tables import AccountRow
from schedule_data.tables import MemberRow, TourRow

app = typer.Typer()

HEALTH_SECONDS = 4


class Verdict(StrEnum):
    """How a finding is shown."""

    GOOD = "✓"
    OFF = "·"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what to do about it where something is to be done."""

    verdict: Verdict
    text: str


@app.command()
def doctor(
    health: Annotated[bool, typer.Option("--health", help="Only ask the running server whether it is well.")] = False,
) -> None:
    """Look at the settings, the database, the port and the messengers; exit 1 where something must be mended."""
    settings = read_settings()
    findings = [_served(settings)] if health else list(_findings(settings))
    for finding in findings:
        typer.echo(f"{finding.verdict} {finding.text}")
    if any(finding.verdict is Verdict.BAD for finding in findings):
        raise typer.Exit(1)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _tried(lambda: _database(settings))
    yield _port(settings)
    yield _tried(lambda: _telegram(settings))
    yield _webhook(settings)
    yield _kakao(settings)
    yield from _kakao_in_depth(settings)
    yield _tried(lambda: _language_model(settings))


def _tried(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except GiljabiError as error:
        return Finding(Verdict.BAD, str(error))


def _database(settings: Settings) -> Finding:
    demand_database(settings)
    database = Database(settings.database_url)
    with database.reading() as session:
        tours = session.scalar(select(func.count()).select_from(TourRow)) or 0
        members = session.scalar(select(func.count()).select_from(MemberRow).where(MemberRow.left_at.is_(None)))
        joined = session.scalar(select(func.count()).select_from(AccountRow).where(AccountRow.member_id.is_not(None)))
    kind = database.engine.dialect.name
    database.close()
    if not tours:
        return Finding(Verdict.BAD, f"{kind}: no tour yet; load one: giljabi load FILE")
    return Finding(Verdict.GOOD, f"{kind}: tours {tours}, members {members}, accounts joined {joined}")


def _port(settings: Settings) -> Finding:
    try:
        socket.create_server((settings.host, settings.port)).close()
    except OSError:
        served = _served(settings)
        if served.verdict is Verdict.GOOD:
            return served
        where = f"{settings.host}:{settings.port}"
        return Finding(Verdict.BAD, f"{where} is taken by another program; set GILJABI_PORT to a free port")
    return Finding(Verdict.GOOD, f"{settings.host}:{settings.port} is free to listen on")


def _served(settings: Settings) -> Finding:
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104 - asked of ourselves
    url = f"http://{host}:{settings.port}/healthz"
    try:
        with urlopen(url, timeout=HEALTH_SECONDS):
            return Finding(Verdict.GOOD, f"Giljabi is running and well at {url}")
    except (URLError, OSError):
        return Finding(Verdict.BAD, f"nothing that is well answers at {url}; start it: giljabi run")


def _telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        return Finding(Verdict.OFF, "Telegram is off: set GILJABI_TELEGRAM_TOKEN (a token from @BotFather) to use it")
    return Finding(Verdict.GOOD, f"Telegram: @{bot_name(settings)} answers at {settings.telegram_api_url}")


def _webhook(settings: Settings) -> Finding:
    if settings.public_url is None:
        return Finding(
            Verdict.OFF, "no GILJABI_PUBLIC_URL: Telegram is polled, and web links work on this machine only"
        )
    if settings.public_url.scheme != "https":
        return Finding(Verdict.BAD, "GILJABI_PUBLIC_URL must begin with https:// for links that are secrets")
    secret = settings.telegram_webhook_secret
    updates = "posts updates there" if secret else "is polled (GILJABI_TELEGRAM_WEBHOOK_SECRET would turn posting on)"
    return Finding(Verdict.GOOD, f"links lead to {settings.public_url}; Telegram {updates}")


def _kakao(settings: Settings) -> Finding:
    if settings.kakao_skill_secret is None:
        return Finding(Verdict.OFF, "KakaoTalk is off: set GILJABI_KAKAO_SKILL_SECRET to use it")
    missing = [
        name
        for name, value in (
            ("GILJABI_KAKAO_BOT_ID", settings.kakao_bot_id),
            ("GILJABI_KAKAO_REST_KEY", settings.kakao_rest_key),
        )
        if value is None
    ]
    if missing:
        return Finding(Verdict.OFF, f"KakaoTalk answers, but can't start a message: set {' and '.join(missing)}")
    return Finding(Verdict.GOOD, "KakaoTalk: skill secret, bot id and REST key are set")


def _kakao_in_depth(settings: Settings) -> Iterator[Finding]:
    yield from (Finding(Verdict.BAD, words) for words in mistakes(settings))
    if settings.kakao_bot_id and settings.kakao_rest_key:
        yield _tried(lambda: Finding(Verdict.GOOD, check_event_api(settings)))
    if settings.kakao_skill_secret and settings.public_url:
        yield _tried(lambda: Finding(Verdict.GOOD, check_skill(settings)))


def _language_model(settings: Settings) -> Finding:
    if settings.llm_url is None:
        return Finding(
            Verdict.OFF, "no language model helps to guess: set GILJABI_LLM_URL and GILJABI_LLM_MODEL to use one"
        )
    from bot.llm.check import check_language_model  # noqa: PLC0415 - who doesn't use it doesn't load it

    return Finding(Verdict.GOOD, check_language_model(settings))
