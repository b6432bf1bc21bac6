"""The rows of live messages: which are behind and free to be edited, and what became of the edit.

Like deliveries, an edit under way is leased by the machine's clock: a process that died gives it up after a while.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from handlers.copies import Copy
from handlers.identity import supported
from handlers.live import OVER, shown_before
from handlers.tables import (
    AccountRow,
    DeliveryRow,
    DeliveryState,
    DeliveryTryRow,
    LiveMessageRow,
    NoticeKind,
    NoticeRow,
)
from schedule_data.members import member_of
from schedule_data.tables import MemberRow

EDIT_GAP = timedelta(seconds=2.5)  # a count that ticks faster is not read, and edits count as messages (Telegram)
LEASE = timedelta(seconds=90)
REFERENCES = ","  # a delivery of several calls has several references; the first one is that of its text


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a channel shows of a delivery that nobody confirmed there, and that went on to the next channel."""

    copy: Copy
    channel: str
    address: str
    reference: str


@dataclass(frozen=True, slots=True)
class Behind:
    """A message that is `changes` behind: the copy to compose, and where it stands.

    `number` tells this edit from the message's others. `sent_anew` says that it can't be edited and is told again.
    Without a `reference` and without `follow_up` nothing but the `earlier` copies is edited.
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
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """An edit that is over: how many changes it showed, and whether the channel refused to make it."""

    delivery: int
    changes: int
    refused: bool = False


def take(session: Session, most: int, machine_time: datetime) -> Sequence[Behind]:
    """Take up to `most` messages that are behind and may be edited now, those behind longest first."""
    free = or_(LiveMessageRow.free_at.is_(None), LiveMessageRow.free_at <= machine_time)
    shows = or_(DeliveryRow.state == DeliveryState.ACCEPTED, and_(DeliveryRow.state.in_(OVER), shown_before()))
    rows = session.execute(
        select(LiveMessageRow, DeliveryRow, NoticeRow, MemberRow, AccountRow)
        .join(DeliveryRow, DeliveryRow.id == LiveMessageRow.delivery_id)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .join(AccountRow, AccountRow.id == DeliveryRow.account_id)
        .where(LiveMessageRow.behind > 0, free, shows)
        .order_by(LiveMessageRow.free_at.is_not(None), LiveMessageRow.free_at, LiveMessageRow.delivery_id)
        .limit(most)
        .with_for_update(of=LiveMessageRow, skip_locked=True)
    ).all()
    for live, *_ in rows:
        live.free_at = machine_time + LEASE
        live.edits += 1
    session.flush()
    taken = [_behind(*row) for row in rows]
    earlier = _earlier(session, taken)
    return [replace(one, earlier=tuple(earlier.get(one.delivery, ()))) for one in taken]


def _earlier(session: Session, taken: Sequence[Behind]) -> Mapping[int, Sequence[Earlier]]:
    """Give what channels before the newest one show of these messages."""
    of = {one.delivery: one for one in taken}
    rows = session.execute(
        select(DeliveryTryRow.delivery_id, DeliveryTryRow.message_ref, AccountRow, MemberRow.language)
        .join(AccountRow, AccountRow.id == DeliveryTryRow.account_id)
        .join(DeliveryRow, DeliveryRow.id == DeliveryTryRow.delivery_id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .where(DeliveryTryRow.delivery_id.in_(of), DeliveryTryRow.message_ref != "", AccountRow.unreachable == "")
        .order_by(DeliveryTryRow.id)
    )
    found: dict[int, list[Earlier]] = defaultdict(list)
    for delivery, references, account, language in rows:
        newest, reference = of[delivery], references.partition(REFERENCES)[0]
        if (account.channel, account.address) == (newest.channel, newest.address) and newest.reference:
            continue  # no later channel took it, so that this one is the newest still
        copy = replace(
            newest.copy, language=supported(account.language) or supported(language), channel=account.channel
        )
        found[delivery].append(Earlier(copy, account.channel, account.address, reference))
    return found


def _behind(
    live: LiveMessageRow, delivery: DeliveryRow, notice: NoticeRow, member: MemberRow, account: AccountRow
) -> Behind:
    language = supported(account.language) or supported(member.language)
    payload = notice.payload if live.payload is None else live.payload
    copy = Copy(NoticeKind(live.kind or notice.kind), payload, member_of(member), language, notice.id, account.channel)
    taken = delivery.state == DeliveryState.ACCEPTED
    reference = delivery.message_ref.partition(REFERENCES)[0] if taken else ""
    follow_up = live.follow_up and taken
    again = follow_up and (live.refused or not reference)
    return Behind(
        live.delivery_id,
        copy,
        account.channel,
        account.address,
        "" if live.refused else reference,
        live.behind,
        live.edits,
        follow_up,
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
