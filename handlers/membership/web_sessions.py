"""Browsers that show a chat, shut out in the transaction that takes the chat's person away.

The rows belong to the web channel, which is above; only the columns that this needs are named here.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import column, table, update
from sqlalchemy.orm import Session

from schedule_data.tables import UtcDateTime

WEB_SESSIONS = table("web_sessions", column("account_id"), column("revoked_at", UtcDateTime()))


def close_web_sessions(session: Session, accounts: Collection[int], at: datetime) -> None:
    """Close every browser's session of these accounts."""
    rows = WEB_SESSIONS.c
    session.execute(
        update(WEB_SESSIONS).where(rows.account_id.in_(accounts), rows.revoked_at.is_(None)).values(revoked_at=at)
    )
