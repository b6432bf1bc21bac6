"""The notices that were sent lately, for the demo's clock bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from handlers.phrases import mark, phrases
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.snapshots import Snapshots

MOST_NOTICES = 8
KINDS = {
    NoticeKind.REMINDER: mark("reminder"),
    NoticeKind.BROADCAST: mark("broadcast"),
    NoticeKind.CHANGE: mark("change"),
    NoticeKind.ROLL_CALL: mark("roll call"),
    NoticeKind.ANSWER: mark("relayed answer"),
}


@dataclass(frozen=True, slots=True)
class SentNotice:
    """One notice: when (ISO, UTC), what it is, what about ('' where it names no stop), and to how many."""

    at: str
    kind: str
    about: str
    people: str


def sent_lately(session: Session, snapshots: Snapshots, language: str) -> Sequence[SentNotice]:
    """Give the newest notices, the latest first."""
    accepted = func.sum(case((DeliveryRow.state == DeliveryState.ACCEPTED, 1), else_=0))
    rows = session.execute(
        select(NoticeRow, func.count(DeliveryRow.id), func.coalesce(accepted, 0))
        .outerjoin(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .group_by(NoticeRow.id)
        .order_by(NoticeRow.id.desc())
        .limit(MOST_NOTICES)
    ).all()
    return [_told(session, snapshots, language, notice, everybody, reached) for notice, everybody, reached in rows]


def _told(  # noqa: PLR0913, PLR0917 - where to look things up, and a row
    session: Session, snapshots: Snapshots, language: str, notice: NoticeRow, everybody: int, reached: int
) -> SentNotice:
    say = phrases(language)
    itinerary = snapshots.current(session, notice.tour_id)
    stop = itinerary.stop_by_id.get(str(notice.payload.get("stop"))) if itinerary else None
    return SentNotice(
        at=_iso(notice.created_at),
        kind=say(KINDS[NoticeKind(notice.kind)]),
        about=stop.title.to(language) if stop else "",
        people=say("{count} of {all} delivered", count=reached, all=everybody),
    )


def _iso(moment: datetime) -> str:
    return moment.isoformat()
