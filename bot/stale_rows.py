"""Rows of no further use: which they are, and deleting a few of them at a time.

What reports, audits and the ledger of a tour need is none of it: that stays until `giljabi purge`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, delete, func, null, select, update
from sqlalchemy.orm import Session

from bot.kakao_push_rows import PushOutcome
from bot.tables import PushRow, UpdateRow, UpdateState, WebMessageRow
from bot.web.messages import HISTORY_LIMIT
from handlers.tables import AccountRow, ProposalRow
from schedule_data.tables import Table

# No messenger repeats an update that late: Telegram keeps what it has not handed over for at most 24 hours (Bot API,
# 'Getting updates'), KakaoTalk asks again within seconds. Nor longer than a week: after a quiet week Telegram goes on
# with a random number (Bot API, 'Update'), which must not meet one that is kept. Previews and follow-up questions
# lapse within minutes, a push is asked after for hours.
KEPT_FOR: Final = timedelta(days=3)
MOST_AT_ONCE: Final = 500  # rows of one unit of work: bounds how long it holds the database

_Choose = Callable[[datetime], Select[tuple[int]]]


def _updates(before: datetime) -> Select[tuple[int]]:
    """Choose updates that were answered, of which only the keys are left."""
    return _older(UpdateRow, UpdateRow.received_at, before).where(UpdateRow.state == UpdateState.DONE)


def _proposals(before: datetime) -> Select[tuple[int]]:
    """Choose previews that nobody can confirm any more; what was confirmed is in the revisions and notices."""
    return _older(ProposalRow, ProposalRow.created_at, before)


def _pushes(before: datetime) -> Select[tuple[int]]:
    """Choose messages of which the route has told what became of them, or never will."""
    return _older(PushRow, PushRow.sent_at, before).where(PushRow.outcome != PushOutcome.OPEN)


def _bubbles(before: datetime) -> Select[tuple[int]]:
    """Choose what a page shows no more, as so many bubbles came after it."""
    long = select(WebMessageRow.account_id).group_by(WebMessageRow.account_id).having(func.count() > HISTORY_LIMIT)
    newest_first = func.row_number().over(partition_by=WebMessageRow.account_id, order_by=WebMessageRow.id.desc())
    ranked = select(WebMessageRow.id, WebMessageRow.at, newest_first.label("place")).where(
        WebMessageRow.account_id.in_(long)
    )
    rows = ranked.subquery()
    return select(rows.c.id).where(rows.c.place > HISTORY_LIMIT, rows.c.at < before).order_by(rows.c.id)


def _older(table: Any, moment: Any, before: datetime) -> Select[tuple[int]]:
    """Choose rows of before a moment, but never the newest: SQLite would give its number to the next row.

    A number names calls to messengers and is on buttons, so that it must not come to mean something else.
    """
    newest = select(func.max(table.id)).scalar_subquery()
    return select(table.id).where(moment < before, table.id < newest).order_by(moment)


STALE: Final[Mapping[type[Table], _Choose]] = {
    UpdateRow: _updates,
    ProposalRow: _proposals,
    PushRow: _pushes,
    WebMessageRow: _bubbles,
}


def chosen(session: Session, table: type[Table], before: datetime, most: int = MOST_AT_ONCE) -> list[int]:
    """Give the numbers of rows that are of no further use, at most so many."""
    return list(session.scalars(STALE[table](before).limit(most)))


def remove(session: Session, table: type[Table], numbers: list[int]) -> None:
    """Delete rows that were chosen: what was of no further use stays so."""
    session.execute(delete(table.core()).where(table.core().c.id.in_(numbers)))


def forget_contexts(session: Session, before: datetime) -> int:
    """Forget what last answers of before a moment were about, a question in the asker's words among it; give how many.

    The account is asked once more as it is written: its person may have come back meanwhile.
    """
    old = AccountRow.context["at"].as_string() < before.isoformat()
    accounts = select(AccountRow.id).where(old).limit(MOST_AT_ONCE)
    done = session.execute(
        update(AccountRow)
        .where(AccountRow.id.in_(accounts), old)
        .values(context=null())
        .returning(AccountRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(done.all())
