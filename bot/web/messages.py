"""The bubbles of a web chat: written once each, read in order.

A change to a bubble is a row of its own (`edits`), so that whoever follows the order of the rows meets it; the words
themselves are changed in place. Writers of one chat take turns by locking the account, so that a row with a smaller
number is never committed after one with a larger.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.tables import WebMessageRow
from handlers.tables import AccountRow
from schedule_data.inserting import insert_new

EDITS = "edits"
HISTORY_LIMIT = 200  # bubbles shown when a chat is opened: some three days of a busy tour


class Direction(StrEnum):
    """Who wrote a bubble, as seen from the bot."""

    IN = "in"
    OUT = "out"


def add_message(  # noqa: PLR0913 - the columns of the row
    session: Session, *, account_id: int, key: str, direction: Direction, content: Mapping[str, Any], at: datetime
) -> int:
    """Show a bubble and give its number; with a key that was shown already, give the number of that one."""
    session.execute(select(AccountRow.id).where(AccountRow.id == account_id).with_for_update(key_share=True))
    row = {"key": key, "account_id": account_id, "direction": direction, "content": dict(content), "at": at}
    inserted = insert_new(session, WebMessageRow, [row], [WebMessageRow.id])
    if inserted:
        return int(inserted[0].id)
    return session.scalars(select(WebMessageRow.id).where(WebMessageRow.key == key)).one()


def edit_message(  # noqa: PLR0913 - the columns of the row
    session: Session, *, account_id: int, message_id: int, key: str, content: Mapping[str, Any], at: datetime
) -> bool:
    """Replace the words of a bubble that the bot wrote in this chat; False where there is none."""
    shown = session.get(WebMessageRow, message_id, with_for_update=True)
    if shown is None or shown.account_id != account_id or shown.direction != Direction.OUT:
        return False
    add_message(session, account_id=account_id, key=key, direction=Direction.OUT, content={EDITS: message_id}, at=at)
    _forget_changes(session, account_id, message_id, key)  # afterwards: SQLite gives the number of a last row again
    shown.content = dict(content)
    return True


def _forget_changes(session: Session, account_id: int, message_id: int, key: str) -> None:
    """Take away the earlier changes of a bubble: a roll call that is counted live would fill the history with them."""
    session.execute(
        delete(WebMessageRow)
        .where(WebMessageRow.account_id == account_id, WebMessageRow.id > message_id, WebMessageRow.key != key)
        .where(WebMessageRow.content[EDITS].as_integer() == message_id)
        .execution_options(synchronize_session=False)
    )


def messages_after(session: Session, account_id: int, after: int) -> tuple[Sequence[WebMessageRow], int]:
    """Give what happened in a chat after row `after`, oldest first, and the number to go on from.

    A bubble that was changed stands where it stood, with its new words.
    """
    rows = session.scalars(
        select(WebMessageRow)
        .where(WebMessageRow.account_id == account_id, WebMessageRow.id > after)
        .order_by(WebMessageRow.id.desc())
        .limit(HISTORY_LIMIT)
    ).all()
    if not rows:
        return [], after
    edited = {row.content[EDITS] for row in rows if EDITS in row.content}
    shown = {row.id: row for row in rows if EDITS not in row.content}
    elsewhere = edited - shown.keys()
    if after and elsewhere:
        shown |= {row.id: row for row in session.scalars(select(WebMessageRow).where(WebMessageRow.id.in_(elsewhere)))}
    return [shown[number] for number in sorted(shown)], rows[0].id
