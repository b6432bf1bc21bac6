"""The rows of live messages: which are behind and free to be edited, and what became of the edit.

Like deliveries, an edit under way is leased by the machine's clock: a process that died gives it up after a while.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from handlers.copies import Copy
from handlers.identity import supported
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, LiveMessageRow, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow

EDIT_GAP = timedelta(seconds=2.5)  # a count that ticks faster is not read, and edits count as messages (Telegram)
LEASE = timedelta(seconds=90)
REFERENCES = ","  # a delivery of several calls has several references; the first one is that of its text


@dataclass(frozen=True, slots=True)
class Behind:
    """A message that is `changes` behind: the copy to compose, and where it stands.

    `number` tells this edit from the message's others. `sent_anew` says that it can't be edited and is told again.
    """

    delivery: int
    copy: Copy
    channel: str
    address: str
    reference: str
    changes: int
    number: int
    follow_up: bool
    sent_anew: bool


@dataclass(frozen=True, slots=True)
class Done:
    """An edit that is over: how many changes it showed, and whether the channel refused to make it."""

    delivery: int
    changes: int
    refused: bool = False


def take(session: Session, most: int, machine_time: datetime) -> Sequence[Behind]:
    """Take up to `most` messages that are behind and may be edited now, those behind longest first."""
    free = or_(LiveMessageRow.free_at.is_(None), LiveMessageRow.free_at <= machine_time)
    rows = session.execute(
        select(LiveMessageRow, DeliveryRow, NoticeRow, MemberRow, AccountRow)
        .join(DeliveryRow, DeliveryRow.id == LiveMessageRow.delivery_id)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .join(AccountRow, AccountRow.id == DeliveryRow.account_id)
        .where(LiveMessageRow.behind > 0, free, DeliveryRow.state == DeliveryState.ACCEPTED)
        .order_by(LiveMessageRow.free_at.is_not(None), LiveMessageRow.free_at, LiveMessageRow.delivery_id)
        .limit(most)
        .with_for_update(of=LiveMessageRow, skip_locked=True)
    ).all()
    for live, *_ in rows:
        live.free_at = machine_time + LEASE
        live.edits += 1
    session.flush()
    return [_behind(*row) for row in rows]


def _behind(
    live: LiveMessageRow, delivery: DeliveryRow, notice: NoticeRow, member: MemberRow, account: AccountRow
) -> Behind:
    language = supported(account.language) or supported(member.language)
    payload = notice.payload if live.payload is None else live.payload
    copy = Copy(NoticeKind(live.kind or notice.kind), payload, member_of(member), language, notice.id, account.channel)
    reference = delivery.message_ref.partition(REFERENCES)[0]
    again = live.follow_up and (live.refused or not reference)
    return Behind(
        live.delivery_id,
        copy,
        account.channel,
        account.address,
        "" if live.refused else reference,
        live.behind,
        live.edits,
        live.follow_up,
        again,
    )


def close(session: Session, done: Iterable[Done], machine_time: datetime) -> None:
    """Note what edits have shown; the next one of the same message waits a little."""
    for one in done:
        row = session.get(LiveMessageRow, one.delivery, with_for_update=True)
        if row is None:
            continue
        row.behind = max(0, row.behind - one.changes)
        row.free_at = machine_time + EDIT_GAP
        row.refused = row.refused or one.refused
    session.flush()


def renew(session: Session, deliveries: Collection[int], machine_time: datetime) -> None:
    """Keep the leases of edits that still wait for their turn."""
    if deliveries:
        session.execute(_RENEWED, [{"row": row, "until": machine_time + LEASE} for row in deliveries])


_RENEWED = (
    update(LiveMessageRow.core())
    .where(LiveMessageRow.core().c.delivery_id == bindparam("row"))
    .values(free_at=bindparam("until"))
)
