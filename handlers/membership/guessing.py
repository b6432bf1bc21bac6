"""Wrong codes in a row: who goes on trying waits, and so does everybody while many try at once."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from handlers.tables import WrongCodeRow

MOST_WRONG: Final = 5  # of one account within its pause: a code that is typed from a slip of paper
PAUSE: Final = timedelta(minutes=15)
MOST_WRONG_OF_ALL: Final = 200  # a bus that types the wrong code, not a machine: 30^8 codes would take it forever
PAUSE_OF_ALL: Final = timedelta(minutes=10)


def note_wrong(session: Session, account: int, at: datetime) -> None:
    """Count a wrong try; what is older than any pause is forgotten."""
    session.execute(delete(WrongCodeRow).where(WrongCodeRow.at <= at - max(PAUSE, PAUSE_OF_ALL)))
    session.add(WrongCodeRow(account_id=account, at=at))
    session.flush()


def waits_until(session: Session, account: int, at: datetime) -> datetime | None:
    """Give when this account may try a code again; None where it may now."""
    return _until(session, at, MOST_WRONG, PAUSE, account)


def all_wait_until(session: Session, at: datetime) -> datetime | None:
    """Give when short codes are taken from anybody again; None where they are now."""
    return _until(session, at, MOST_WRONG_OF_ALL, PAUSE_OF_ALL)


def _until(session: Session, at: datetime, most: int, pause: timedelta, account: int | None = None) -> datetime | None:
    recent = select(func.count(), func.max(WrongCodeRow.at)).where(WrongCodeRow.at > at - pause)
    if account is not None:
        recent = recent.where(WrongCodeRow.account_id == account)
    count, last = session.execute(recent).one()
    return last + pause if count >= most else None
