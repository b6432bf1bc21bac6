"""Notices that tell people of a notice once more."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.tables import NoticeKind, NoticeRow


def nudges_of(session: Session, notice: NoticeRow) -> Sequence[NoticeRow]:
    """Give the reminders of a notice that went out, oldest first."""
    of = NoticeRow.payload["of"].as_integer() == notice.id
    mine = select(NoticeRow).where(NoticeRow.tour_id == notice.tour_id, NoticeRow.kind == NoticeKind.NUDGE, of)
    return session.scalars(mine.order_by(NoticeRow.id)).all()
