"""Notices: messages that the bot starts itself, queued in the ledger together with what caused them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from handlers.tables import DeliveryRow, DeliveryState, Lane, NoticeKind, NoticeRow
from schedule_data.people import Member


@dataclass(frozen=True, slots=True)
class Notice:
    """What to tell. `payload` says it without words, so that they are true whenever they are made."""

    tour: str
    kind: NoticeKind
    payload: Mapping[str, Any] = field(default_factory=dict)
    urgent: bool = False
    expires_at: datetime | None = None


AT_ONCE = frozenset(  # never behind a broadcast
    {
        NoticeKind.REMINDER,
        NoticeKind.REPORT,
        NoticeKind.TROUBLE,
        NoticeKind.CALL_LIST,
        NoticeKind.PAUSE,
        NoticeKind.JOIN,
    }
)


def queue(  # noqa: PLR0913 - what, to whom, when
    session: Session,
    notice: Notice,
    audience: Sequence[Member],
    at: datetime,
    *,
    send_at: datetime | None = None,
    reports_on: int | None = None,
) -> int:
    """Write a notice and one delivery for each member of the audience; give the notice's id.

    It goes out at `send_at`, without it at once. `reports_on` is the notice whose deliveries it tells of.
    """
    row = NoticeRow(
        tour_id=notice.tour,
        kind=notice.kind,
        payload=dict(notice.payload),
        urgent=notice.urgent,
        created_at=at,
        expires_at=notice.expires_at,
        reports_on=reports_on,
    )
    session.add(row)
    session.flush()
    urgent = notice.urgent or notice.kind in AT_ONCE
    queued = {
        "notice_id": row.id,
        "lane": Lane.REMINDER if urgent else Lane.NOTICE,
        "state": DeliveryState.QUEUED,
        "queued_at": at,
        "next_try_at": send_at or at,
    }
    if audience:
        session.execute(insert(DeliveryRow), [queued | {"member_id": member.id} for member in audience])
    return row.id
