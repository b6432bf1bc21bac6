"""Reminders from before a change: unsent ones follow the stop or are taken back, delivered ones are edited.

Their words are made when they are sent, or shown anew, so that they tell the new hours by themselves.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers import live
from handlers.changes.affected import Affected
from handlers.changes.stop_json import stop_to_json
from handlers.superseding import supersede
from handlers.tables import NoticeKind, NoticeRow


def follow(session: Session, tour: str, changes: Sequence[Affected], at: datetime) -> None:
    """Have the reminders of changed stops follow, as far as people have yet to leave, or had."""
    for change in changes:
        if change.before is None or change.before.leaves_at <= at:
            continue
        notices = session.scalars(
            select(NoticeRow.id).where(
                NoticeRow.tour_id == tour,
                NoticeRow.kind == NoticeKind.REMINDER,
                NoticeRow.payload["stop"].as_string() == change.stop.id,
            )
        ).all()
        for notice in notices:  # first: a copy that is on its way arrives before it can be taken back
            live.refresh(session, notice, at, instead=_by_now(change))
        if change.after is None:
            supersede(session, notices)
        elif notices:
            _expire_at(session, notices, change.after.leaves_at)


def _by_now(change: Affected) -> live.Instead:
    """Give what a delivered reminder should read: that the stop is off, or its reminder as it is now."""
    if change.after is None and change.before is not None:
        return live.Instead(NoticeKind.CHANGE, {"was": {change.stop.id: stop_to_json(change.before)}})
    return live.Instead(NoticeKind.REMINDER, {"stop": change.stop.id})


def _expire_at(session: Session, notices: Sequence[int], leaves_at: datetime) -> None:
    session.execute(
        update(NoticeRow)
        .where(NoticeRow.id.in_(notices))
        .values(expires_at=leaves_at)
        .execution_options(synchronize_session=False)
    )
