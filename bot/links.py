"""The addresses that an invitation opens, and replies that show them: only the edges know where they are reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.settings import Settings
from handlers.reply import Reply
from handlers.request import Request

Converse = Callable[[Session, str, Sequence[Request]], Sequence[Reply | None]]
Links = Callable[[str], Mapping[str, str]]


def web_address(settings: Settings) -> str:
    """Give where browsers reach us, without a slash at the end."""
    return str(settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/")


def opens_here_only(settings: Settings) -> bool:
    """Tell whether web links lead nowhere on another machine."""
    return settings.public_url is None and settings.host in {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 - written in a link


def links_of(code: str, web: str, telegram_name: str) -> Mapping[str, str]:
    """Give the links that a code opens; Telegram's only where the bot's name is known."""
    links = {"telegram": f"https://t.me/{telegram_name}?start={code}"} if telegram_name else {}
    return links | {"web": f"{web}/j/{code}"}


def linked(converse: Converse, links: Links) -> Converse:
    """Have replies that hold an invitation tell its links, too."""

    def talk(session: Session, channel: str, requests: Sequence[Request]) -> Sequence[Reply | None]:
        return [reply and _with_links(reply, links) for reply in converse(session, channel, requests)]

    return talk


def _with_links(reply: Reply, links: Links) -> Reply:
    if reply.invitation is None:
        return reply
    return replace(reply, paragraphs=(*reply.paragraphs, *links(reply.invitation).values()))
