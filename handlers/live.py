"""Messages that go on changing after they were sent: a count, a correction, who took it.

The conversation says only that what a notice tells has changed; the words are composed anew when the edit is made, so
that many changes make one edit. It is written in the transaction of the change: a restart forgets none.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, literal, null, or_, select, true
from sqlalchemy.orm import Session

from handlers.tables import DeliveryRow, DeliveryState, DeliveryTryRow, LiveMessageRow, NoticeKind, NoticeRow
from schedule_data.inserting import insert_into

OVER = (DeliveryState.FAILED, DeliveryState.EXPIRED, DeliveryState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Instead:
    """What a message should tell from now on, where its notice's own kind and payload no longer say it."""

    kind: NoticeKind
    payload: Mapping[str, Any]


def refresh(
    session: Session, notice: int, at: datetime, *, instead: Instead | None = None, follow_up: bool = False
) -> None:
    """Have every message of a notice that went out read as it would be composed now.

    With `follow_up` people are told anew where their channel can't change what it showed. Copies whose time hasn't come
    are left alone: they are composed when they go.
    """
    _mark(session, DeliveryRow.notice_id == notice, at, instead, follow_up=follow_up)


def follow_up(session: Session, deliveries: Collection[int]) -> None:
    """Have these copies told anew where their channel can't change what it showed."""
    if deliveries:
        _mark(session, DeliveryRow.id.in_(deliveries), follow_up=True)


def refresh_reports(session: Session, notices: Collection[int]) -> None:
    """Have the live messages that report on these notices read as things stand now."""
    if notices:
        reports = select(NoticeRow.id).where(NoticeRow.reports_on.in_(notices))
        _mark(session, DeliveryRow.notice_id.in_(reports))


def reports_touched(session: Session, deliveries: Collection[int]) -> None:
    """Have the reports on the notices of these deliveries follow what became of them."""
    if deliveries:
        touched = select(DeliveryRow.notice_id).where(DeliveryRow.id.in_(deliveries))
        reports = session.scalars(select(NoticeRow.id).where(NoticeRow.reports_on.in_(touched))).all()
        if reports:  # most notices have none, and looking for their messages would look at all that ever went out
            _mark(session, DeliveryRow.notice_id.in_(reports))


def _mark(
    session: Session,
    which: ColumnElement[bool],
    at: datetime | None = None,
    instead: Instead | None = None,
    *,
    follow_up: bool = False,
) -> None:
    columns = ("delivery_id", "kind", "payload", "behind", "edits", "follow_up", "refused")
    insert = insert_into(session, LiveMessageRow).from_select(columns, _shown(which, at, instead, follow_up=follow_up))
    changed: dict[str, Any] = {"behind": LiveMessageRow.behind + 1}
    if instead:
        changed |= {"kind": insert.excluded.kind, "payload": insert.excluded.payload}
    if follow_up:
        changed["follow_up"] = insert.excluded.follow_up
    session.execute(insert.on_conflict_do_update(index_elements=[LiveMessageRow.delivery_id], set_=changed))


def _shown(which: ColumnElement[bool], at: datetime | None, instead: Instead | None, *, follow_up: bool) -> Select[Any]:
    """Select the deliveries that show something; a copy that is due may be under way in this very moment.

    One that is over shows something where an earlier channel had taken it before it went on to the next.
    """
    payload = LiveMessageRow.core().c.payload.type
    due = and_(DeliveryRow.state == DeliveryState.QUEUED, true() if at is None else DeliveryRow.next_try_at <= at)
    under_way = DeliveryRow.state.in_((DeliveryState.SENDING, DeliveryState.ACCEPTED))
    return select(
        DeliveryRow.id,
        literal(str(instead.kind)) if instead else null(),
        literal(dict(instead.payload), payload) if instead else null(),
        literal(1),
        literal(0),
        literal(follow_up),
        false(),
    ).where(which, or_(due, under_way, and_(DeliveryRow.state.in_(OVER), shown_before())))


def shown_before() -> ColumnElement[bool]:
    """Say that a delivery was taken by a channel before the one it was last tried on."""
    return exists().where(DeliveryTryRow.delivery_id == DeliveryRow.id, DeliveryTryRow.message_ref != "")
