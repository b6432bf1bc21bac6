"""The notices that were sent lately, for the demo's clock bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from handlers.phrases import mark, phrases
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import Snapshots

MOST_NOTICES = 8
KINDS = {
    NoticeKind.REMINDER: mark("reminder"),
    NoticeKind.BROADCAST: mark("broadcast"),
    NoticeKind.CHANGE: mark("change"),
    NoticeKind.ROLL_CALL: mark("roll call"),
    NoticeKind.ANSWER: mark("relayed answer"),
    NoticeKind.NUDGE: mark("nudge"),
    NoticeKind.REPORT: mark("report"),
    NoticeKind.QUESTION: mark("question to the staff"),
    NoticeKind.TROUBLE: mark("call for help"),
    NoticeKind.CALL_LIST: mark("call list"),
    NoticeKind.MISSED: mark("missed reminders"),
    NoticeKind.PAUSE: mark("pause of a messenger"),
    NoticeKind.BOARD: mark("roll call's count"),
    NoticeKind.BUDDY: mark("question to a companion"),
    NoticeKind.SIGN_UP: mark("sign-up notice"),
    NoticeKind.RATING: mark("rating"),
    NoticeKind.JOIN: mark("request to join"),
    NoticeKind.APPLICATION: mark("application"),
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
        select(
            NoticeRow.tour_id,
            NoticeRow.kind,
            NoticeRow.payload,
            NoticeRow.created_at,
            func.count(DeliveryRow.id).label("everybody"),
            func.coalesce(accepted, 0).label("reached"),
        )
        .outerjoin(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .group_by(NoticeRow.id)
        .order_by(NoticeRow.id.desc())
        .limit(MOST_NOTICES)
    )
    return [_told(row, snapshots.current(session, row.tour_id), language) for row in rows]


def _told(row: Row[Any], itinerary: Itinerary | None, language: str) -> SentNotice:
    say = phrases(language)
    stop = itinerary.stop_by_id.get(str(row.payload.get("stop"))) if itinerary else None
    return SentNotice(
        at=row.created_at.isoformat(),
        kind=say(KINDS[NoticeKind(row.kind)]),
        about=stop.title.to(language) if stop else "",
        people=say("Sent to {count} of {all}", count=row.reached, all=row.everybody),
    )
