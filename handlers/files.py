"""The files of notices, as rows: kept when they come in, found when they are shown, let go where nobody sent them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Update, delete, select, update
from sqlalchemy.orm import Session, undefer

from handlers.request import Enclosed
from handlers.tables import FileRow
from schedule_data.inserting import insert_new

REFERENCE_BYTES: Final = 16  # 128 bits: a name of ours can't be guessed
UNSENT_LASTS: Final = timedelta(days=1)  # a preview lasts half an hour; who began anew the next day attaches it again
MOST_UNSENT: Final = 10  # of one person, so that attaching and thinking better of it fills no disk
LONGEST_NAME: Final = 120  # as in the table


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with its content. `kind` is photo, document or voice; `telegram` as in the table."""

    kind: str
    name: str
    media_type: str
    content: bytes
    telegram: str = ""


def new_reference() -> str:
    """Give a name for a file that has none yet."""
    return secrets.token_urlsafe(REFERENCE_BYTES)


def keep(  # noqa: PLR0913 - the columns of the row
    session: Session, file: Enclosed, stored: StoredFile, *, tour: str, member: int | None, at: datetime
) -> None:
    """Keep a file; one of that name stays as it is. Of a member's that were never sent, the oldest go."""
    row = {
        "tour_id": tour,
        "member_id": member,
        "channel": file.channel,
        "reference": file.reference,
        "kind": stored.kind,
        "name": stored.name[:LONGEST_NAME],
        "media_type": stored.media_type,
        "content": stored.content,
        "telegram": stored.telegram,
        "created_at": at,
        "sent_at": None if member else at,
    }
    insert_new(session, FileRow, [row], [FileRow.id])
    if member:
        _let_go(session, member, at)


def stored_file(session: Session, file: Enclosed) -> StoredFile | None:
    """Give a file with its content; None where it isn't kept."""
    row = session.scalar(select(FileRow).where(*_named(file)).options(undefer(FileRow.content)))
    return None if row is None else StoredFile(row.kind, row.name, row.media_type, row.content, row.telegram)


def own_file(session: Session, member: int, channel: str, reference: str) -> Enclosed | None:
    """Give a file that this member sent by its name; None where there is none."""
    which = _named(Enclosed("", channel, reference))
    row = session.scalar(select(FileRow).where(*which, FileRow.member_id == member))
    return None if row is None else Enclosed(row.kind, channel, reference, row.name)


def mark_sent(session: Session, file: Enclosed | None, at: datetime) -> None:
    """Note that a notice goes out with the file: from now on it stays."""
    if file is not None:
        session.execute(_change(file, FileRow.sent_at.is_(None)).values(sent_at=at))


def telegram_name(session: Session, file: Enclosed) -> str:
    """Give Telegram's own name for a file, `kind|id`; '' while it isn't there."""
    return session.scalar(select(FileRow.telegram).where(*_named(file))) or ""


def learn_telegram(session: Session, file: Enclosed, name: str) -> None:
    """Note Telegram's own name for a file, `kind|id`."""
    session.execute(_change(file).values(telegram=name))


def _named(file: Enclosed) -> tuple[ColumnElement[bool], ...]:
    return FileRow.channel == file.channel, FileRow.reference == file.reference


def _change(file: Enclosed, *which: ColumnElement[bool]) -> Update:
    return update(FileRow).where(*_named(file), *which).execution_options(synchronize_session=False)


def _let_go(session: Session, member: int, at: datetime) -> None:
    unsent = select(FileRow.id).where(FileRow.member_id == member, FileRow.sent_at.is_(None))
    newest = session.scalars(unsent.where(FileRow.created_at > at - UNSENT_LASTS).order_by(FileRow.id.desc()))
    stay = newest.all()[:MOST_UNSENT]
    session.execute(delete(FileRow).where(FileRow.id.in_(unsent), FileRow.id.not_in(stay)))
