"""What is done about messages that did not reach somebody in time: the next channel, and last the leaders' call list.

Only for urgent notices. One that asks for a confirmation is unconfirmed when its `patience` is over and goes out on
the person's next channel; where none is left, or all refused, the person is put on the list of people to call.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, or_, select, true, update
from sqlalchemy.orm import Session

from handlers import live
from handlers.delivery_reasons import Reason
from handlers.leaders import leaders_of
from handlers.membership.bindings import speaking
from handlers.notices import Notice, queue
from handlers.patience import UNCONFIRMED_AFTER, patience
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, DeliveryTryRow, NoticeKind, NoticeRow
from schedule_data.members import members_of
from schedule_data.people import Member
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow

RECENT = timedelta(days=1)  # since it went out: what is older has been settled by people
SET_AHEAD = timedelta(days=14)  # how long before it goes out a notice may be written (`broadcast.times.LATEST`)
TOGETHER = timedelta(minutes=2)  # a notice that fails batch by batch makes one list, not one for each batch


@dataclass(frozen=True, slots=True)
class FailedOver:
    """How many deliveries went on to another channel, and how many people were put on call lists."""

    next_channel: int = 0
    to_call: int = 0


def fail_over(session: Session, at: datetime, snapshots: Snapshots) -> FailedOver:
    """Send on what nobody confirmed in time, and tell the leaders whom to call."""
    rows = [row for row in session.execute(_overdue(at)).all() if _is_due(session, row, at, snapshots)]
    if not rows:
        return FailedOver()
    accounts = _open_accounts(session, [row for row in rows if row.state == DeliveryState.ACCEPTED])
    onward = [row for row in rows if accounts.get(row.id)]
    lost = [row for row in rows if not accounts.get(row.id)]
    _send_on(session, onward, at)
    _call(session, lost, at)
    return FailedOver(len(onward), len(lost))


def _is_due(session: Session, row: Row[Any], at: datetime, snapshots: Snapshots) -> bool:
    """Tell whether a copy has failed, or has waited for its confirmation as long as the plan leaves time for."""
    if row.state == DeliveryState.FAILED:
        return True
    notice = session.get_one(NoticeRow, row.notice_id)
    due = row.accepted_at + patience(notice, snapshots.current(session, row.tour_id), row.accepted_at)
    return bool(at >= due)


def _overdue(at: datetime) -> Any:
    """Select urgent deliveries that failed or are unconfirmed for the shortest patience; another process passes by."""
    unconfirmed = and_(
        DeliveryRow.state == DeliveryState.ACCEPTED,
        DeliveryRow.accepted_at <= at - UNCONFIRMED_AFTER,
        _asks(),
    )
    return (
        select(
            DeliveryRow.id,
            DeliveryRow.notice_id,
            DeliveryRow.member_id,
            DeliveryRow.account_id,
            DeliveryRow.state,
            DeliveryRow.message_ref,
            DeliveryRow.accepted_at,
            NoticeRow.tour_id,
        )
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .where(NoticeRow.created_at > at - SET_AHEAD - RECENT, NoticeRow.urgent, MemberRow.left_at.is_(None))
        .where(DeliveryRow.next_try_at > at - RECENT)  # when it was to go out; a try again moves it on
        .where(DeliveryRow.acknowledged_at.is_(None), DeliveryRow.escalated_at.is_(None))
        .where(or_(unconfirmed, DeliveryRow.state == DeliveryState.FAILED))
        .order_by(DeliveryRow.id)
        .with_for_update(of=DeliveryRow, skip_locked=True)
    )


def _asks() -> ColumnElement[bool]:
    """Say that a notice asks to be confirmed and still stands: neither withdrawn nor, by a newer change, overtaken."""
    payload = NoticeRow.payload
    over = (payload[why].as_boolean().is_not(true()) for why in ("withdrawn", "overtaken"))
    return and_(payload["asks"].as_boolean(), *over)


def _open_accounts(session: Session, rows: Sequence[Row[Any]]) -> Mapping[int, set[int]]:
    """Give the reachable accounts, by delivery, on which it has not been tried."""
    if not rows:
        return {}
    members = {row.member_id for row in rows}
    own: dict[int | None, set[int]] = defaultdict(set)
    speaks = speaking()
    reachable = select(AccountRow.id, speaks.c.member_id).join(speaks, speaks.c.account_id == AccountRow.id)
    reachable = reachable.where(AccountRow.unreachable == "")
    for account, member in session.execute(reachable.where(speaks.c.member_id.in_(members))):
        own[member].add(account)
    tried: dict[int, set[int | None]] = defaultdict(set)
    closed = select(DeliveryTryRow.delivery_id, DeliveryTryRow.account_id).where(DeliveryTryRow.closed)
    for delivery, before in session.execute(closed.where(DeliveryTryRow.delivery_id.in_([row.id for row in rows]))):
        tried[delivery].add(before)
    return {row.id: own[row.member_id] - tried[row.id] - {row.account_id} for row in rows}


def _send_on(session: Session, rows: Sequence[Row[Any]], at: datetime) -> None:
    if not rows:
        return
    tries = [
        {
            "delivery_id": row.id,
            "account_id": row.account_id,
            "reason": Reason.UNCONFIRMED,
            "closed": True,
            "message_ref": row.message_ref,
            "at": at,
        }
        for row in rows
    ]
    session.execute(insert(DeliveryTryRow), tries)
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id.in_([row.id for row in rows]))
        .values(state=DeliveryState.QUEUED, reason=Reason.UNCONFIRMED, next_try_at=at)
        .execution_options(synchronize_session=False)
    )


def _call(session: Session, rows: Sequence[Row[Any]], at: datetime) -> None:
    """Tell the leaders of each notice's people whom to call: one message to a leader for a notice."""
    if not rows:
        return
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id.in_([row.id for row in rows]))
        .values(escalated_at=at)
        .execution_options(synchronize_session=False)
    )
    by_notice: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row in rows:
        by_notice[row.tour_id, row.notice_id].append(row.member_id)
    for (tour, notice), members in by_notice.items():
        people = members_of(session, tour)
        _tell(session, tour, notice, [one for one in people if one.id in members], people, at)


def _tell(  # noqa: PLR0913, PLR0917 - of which notice, who is missing, and who may hear of it
    session: Session, tour: str, notice: int, missing: Sequence[Member], people: Sequence[Member], at: datetime
) -> None:
    leaders = leaders_of(people, {one.group for one in missing})
    led = {one.group for one in leaders}
    for leader in leaders:
        own = [one for one in missing if leader.group in {None, one.group} or one.group not in led]
        theirs = [one.id for one in own if one.id != leader.id]
        payload = {"notice": notice, "members": theirs}
        if theirs and not _added(session, leader, payload, at):
            queue(session, Notice(tour, NoticeKind.CALL_LIST, payload, expires_at=at + RECENT), [leader], at)


def _added(session: Session, leader: Member, payload: Mapping[str, Any], at: datetime) -> bool:
    """Put people on the list of this notice that a leader has just been sent; tell whether there is one."""
    lists = (
        select(NoticeRow)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .where(DeliveryRow.member_id == leader.id, NoticeRow.kind == NoticeKind.CALL_LIST)
        .where(NoticeRow.created_at > at - TOGETHER)
        .where(NoticeRow.payload["notice"].as_integer() == payload["notice"])
    )
    row = session.scalars(lists.limit(1)).first()
    if row is None:
        return False
    row.payload = {**row.payload, "members": [*row.payload["members"], *payload["members"]]}
    session.flush()
    live.refresh(session, row.id, at)
    return True
