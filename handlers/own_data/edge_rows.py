"""What the edges keep of a person: updates not worked off yet, bubbles of the web chat, messages handed to a route.

The tables belong to the floor above. They are named here, with no more columns than are needed, so that one transaction
tells of everything and erases everything.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, column, delete, func, null, select, table, tuple_, update
from sqlalchemy.orm import Session

from handlers.membership.web_sessions import close_web_sessions
from handlers.tables import AccountRow

UPDATES = table(
    "updates", column("channel"), column("sender"), column("state"), column("body", JSON), column("answer", JSON)
)
BUBBLES = table("web_messages", column("id"), column("account_id"))
PUSHES = table("pushes", column("channel"), column("address"))
DONE = "done"


def kept_messages(session: Session, accounts: Sequence[AccountRow]) -> int:
    """Give how many messages, written and received, are kept of these accounts."""
    ids = [one.id for one in accounts]
    bubbles = session.scalar(select(func.count()).select_from(BUBBLES).where(BUBBLES.c.account_id.in_(ids))) or 0
    waiting = select(func.count()).select_from(UPDATES).where(_of(UPDATES, accounts), UPDATES.c.state != DONE)
    return bubbles + (session.scalar(waiting) or 0)


def erase_messages(session: Session, accounts: Sequence[AccountRow], at: datetime, *, but: int | None = None) -> int:
    """Erase them, and give how many there were; shut out every browser but those of account `but`.

    Updates keep their keys, so that none is acted on twice, and of one that is being answered the address to answer;
    that answer itself is written after this.
    """
    count = kept_messages(session, accounts)
    ids = [one.id for one in accounts]
    session.execute(delete(BUBBLES).where(BUBBLES.c.account_id.in_(ids)))
    session.execute(update(UPDATES).where(_of(UPDATES, accounts)).values(body={}, answer=null()))
    session.execute(update(UPDATES).where(_of(UPDATES, accounts), UPDATES.c.state == DONE).values(sender=""))
    session.execute(update(PUSHES).where(_of(PUSHES, accounts)).values(address=""))
    close_web_sessions(session, [one for one in ids if one != but], at)
    return count


def _of(rows: Any, accounts: Sequence[AccountRow]) -> Any:
    addresses = [(one.channel, one.address) for one in accounts]
    owner = rows.c.sender if "sender" in rows.c else rows.c.address
    return tuple_(rows.c.channel, owner).in_(addresses)
