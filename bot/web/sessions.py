"""Browsers that exchanged a personal link: a cookie with a secret each, of which only the SHA-256 is kept."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.tables import WebSessionRow
from handlers.tables import AccountRow

CHANNEL = "web"
COOKIE_PREFIX = "giljabi_"
ID_BYTES = 12
SECRET_BYTES = 32  # 256 bits: not to be guessed
MOST_COOKIES = 20  # of ours looked at in one request; a browser has one for each person who chats on it


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session just made; its `secret` is told this once, to the browser only."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class WebSession:
    """A browser's session and the account that it opens."""

    id: str
    account_id: int
    address: str
    member_id: int | None


def cookie_name(session_id: str) -> str:
    """Give the name of the cookie that opens the session."""
    return COOKIE_PREFIX + session_id


def web_address(member_id: int) -> str:
    """Give the address of a member's chat: one chat per member, whichever browser it is read on."""
    return f"member-{member_id}"


def hash_secret(secret: str) -> str:
    """Give what is stored of a secret; it has 256 random bits, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_session(session: Session, account_id: int, at: datetime) -> NewSession:
    """Make a session for an account."""
    made = NewSession(secrets.token_hex(ID_BYTES), secrets.token_urlsafe(SECRET_BYTES))
    session.add(WebSessionRow(id=made.id, secret_hash=hash_secret(made.secret), account_id=account_id, created_at=at))
    session.flush()
    return made


def find_session(session: Session, session_id: str, secret: str | None) -> WebSession | None:
    """Give the session that the secret opens, None where it opens none."""
    row = session.execute(
        select(WebSessionRow.secret_hash, WebSessionRow.account_id, AccountRow.address, AccountRow.member_id)
        .join(AccountRow, AccountRow.id == WebSessionRow.account_id)
        .where(WebSessionRow.id == session_id, WebSessionRow.revoked_at.is_(None))
    ).one_or_none()
    if row is None or secret is None or not hmac.compare_digest(row.secret_hash, hash_secret(secret)):
        return None
    return WebSession(session_id, row.account_id, row.address, row.member_id)


def is_open(session: Session, session_id: str) -> bool:
    """Tell whether a session is there and not closed."""
    row = session.get(WebSessionRow, session_id)
    return row is not None and row.revoked_at is None


def sessions_held(session: Session, cookies: Mapping[str, str]) -> Sequence[WebSession]:
    """Give the sessions that a browser's cookies open."""
    ours = [(name.removeprefix(COOKIE_PREFIX), secret) for name, secret in cookies.items() if _is_ours(name)]
    found = (find_session(session, session_id, secret) for session_id, secret in ours[:MOST_COOKIES])
    return [one for one in found if one is not None]


def revoke_session(session: Session, session_id: str, at: datetime) -> None:
    """Close one browser's session."""
    _revoke(session, WebSessionRow.id == session_id, at)


def revoke_member(session: Session, member_id: int, at: datetime) -> None:
    """Close every browser's session of a member, such as when a phone was lost."""
    accounts = select(AccountRow.id).where(AccountRow.channel == CHANNEL, AccountRow.member_id == member_id)
    _revoke(session, WebSessionRow.account_id.in_(accounts), at)


def has_left(session: Session, account_id: int) -> bool:
    """Tell whether an account had sessions and all of them are closed: nobody would see what is shown there."""
    rows = session.scalars(select(WebSessionRow.revoked_at).where(WebSessionRow.account_id == account_id)).all()
    return bool(rows) and all(revoked is not None for revoked in rows)


def _revoke(session: Session, which: ColumnElement[bool], at: datetime) -> None:
    session.execute(update(WebSessionRow).where(which, WebSessionRow.revoked_at.is_(None)).values(revoked_at=at))


def _is_ours(name: str) -> bool:
    return name.startswith(COOKIE_PREFIX)
