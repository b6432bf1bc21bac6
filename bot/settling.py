"""What became of deliveries, written into their rows: many at once, and never over what another process settled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.channel import WORDLESS_REFERENCE
from handlers.delivery_reasons import Reason
from handlers.live import reports_touched
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, DeliveryTryRow


@dataclass(frozen=True, slots=True)
class Try:
    """A try that did not settle a delivery. `closed`: this account is not tried again for it."""

    delivery: int
    account: int
    reason: Reason
    at: datetime
    closed: bool = False


def accept(session: Session, accepted: Mapping[int, tuple[str, datetime]]) -> None:
    """Close deliveries that the messenger accepted: id -> its reference to the message, and when (UTC)."""
    if accepted:
        session.execute(_ACCEPTED, [{"row": row, "ref": ref, "when": at} for row, (ref, at) in accepted.items()])
        reports_touched(session, list(accepted))


def fail(session: Session, failed: Mapping[int, Reason]) -> None:
    """Close deliveries that can't be made: id -> why."""
    if failed:
        session.execute(_FAILED, [{"row": row, "why": why} for row, why in failed.items()])
        reports_touched(session, list(failed))


def expire(session: Session, deliveries: Sequence[int]) -> None:
    """Close deliveries whose time passed before they could be sent."""
    if deliveries:
        session.execute(_EXPIRED, [{"row": row} for row in deliveries])
        reports_touched(session, deliveries)


def supersede(session: Session, deliveries: Sequence[int]) -> None:
    """Close deliveries that have nothing true left to tell."""
    if deliveries:
        session.execute(_SUPERSEDED, [{"row": row} for row in deliveries])
        reports_touched(session, deliveries)


def release(session: Session, deliveries: Sequence[int]) -> None:
    """Queue claimed deliveries again that were not tried."""
    if deliveries:
        session.execute(_RELEASED, [{"row": row} for row in deliveries])


def note(session: Session, tries: Sequence[Try]) -> None:
    """Keep tries that settled nothing, and count them."""
    if tries:
        session.execute(_COUNTED, [{"row": one.delivery, "why": one.reason} for one in tries])
        session.execute(insert(DeliveryTryRow.core()), [_row(one) for one in tries])


def _row(one: Try) -> dict[str, object]:
    return {
        "delivery_id": one.delivery,
        "account_id": one.account,
        "reason": one.reason,
        "closed": one.closed,
        "message_ref": "",
        "at": one.at,
    }


def requeue(session: Session, deliveries: Mapping[int, datetime]) -> None:
    """Have deliveries tried again: id -> not before when, on whatever account of the person may be tried then."""
    if deliveries:
        session.execute(_REQUEUED, [{"row": row, "when": at} for row, at in deliveries.items()])


def sent_ahead(session: Session, deliveries: Mapping[int, str]) -> None:
    """Remember the files that arrived where their words did not: id -> reference. They are not sent again."""
    if deliveries:
        session.execute(_SENT_AHEAD, [{"row": row, "ref": ref} for row, ref in deliveries.items()])


def exhaust(session: Session, deliveries: Mapping[int, Reason]) -> None:
    """Close deliveries for which no account is left to try: id -> why, unless a try says better.

    What an earlier channel had taken, and nobody confirmed, stays accepted there.
    """
    if not deliveries:
        return
    tries = select(DeliveryTryRow).where(DeliveryTryRow.delivery_id.in_(deliveries), DeliveryTryRow.closed)
    last: dict[int, DeliveryTryRow] = {row.delivery_id: row for row in session.scalars(tries.order_by("id"))}
    taken = {row.delivery_id: row for row in session.scalars(tries.where(DeliveryTryRow.message_ref != ""))}
    back = [{"row": row, "account": one.account_id, "ref": one.message_ref} for row, one in taken.items()]
    if back:
        session.execute(_ACCEPTED_BEFORE, back)
    failed = {row: why for row, why in deliveries.items() if row not in taken}
    fail(session, {row: Reason(last[row].reason) if row in last else why for row, why in failed.items()})
    reports_touched(session, list(taken))


def superseded_among(session: Session, deliveries: Iterable[int]) -> Collection[int]:
    """Give those that a change of plan has overtaken while they wait to be sent."""
    rows = select(DeliveryRow.id).where(DeliveryRow.id.in_(deliveries), DeliveryRow.state == DeliveryState.SUPERSEDED)
    return set(session.scalars(rows))


def mark_unreachable(session: Session, channel: str, address: str, why: str) -> None:
    """Note that an account refuses messages until its person writes again."""
    _change_account(session, channel, address, unreachable=why)


def move(session: Session, channel: str, address: str, new_address: str) -> None:
    """Note that a chat lives at another address now; where that one has written already, it speaks for the member."""
    at_address = select(AccountRow).where(AccountRow.channel == channel)
    known = session.scalar(at_address.where(AccountRow.address == new_address))
    if known is None:
        _change_account(session, channel, address, address=new_address)
        return
    moved = session.scalar(at_address.where(AccountRow.address == address))
    if moved is not None:
        known.member_id = known.member_id or moved.member_id
        moved.unreachable = Reason.MOVED
        session.flush()


def _change_account(session: Session, channel: str, where: str, **values: str) -> None:
    session.execute(
        update(AccountRow)
        .where(AccountRow.channel == channel, AccountRow.address == where)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


_DELIVERY = DeliveryRow.core().c
_ROW = update(DeliveryRow.core()).where(_DELIVERY.id == bindparam("row"))
# a process that was taken for dead may come late: what another one has closed meanwhile stays closed
_OPEN = _ROW.where(or_(_DELIVERY.state == DeliveryState.QUEUED, _DELIVERY.state == DeliveryState.SENDING))
_ACCEPTED = _ROW.values(
    state=DeliveryState.ACCEPTED,
    accepted_at=bindparam("when"),
    message_ref=bindparam("ref"),
    attempts=_DELIVERY.attempts + 1,
    reason="",
    sender_id=None,
)
_ACCEPTED_BEFORE = _OPEN.values(
    state=DeliveryState.ACCEPTED, account_id=bindparam("account"), message_ref=bindparam("ref"), sender_id=None
)
_FAILED = _OPEN.values(
    state=DeliveryState.FAILED,
    reason=bindparam("why"),
    sender_id=None,
    # a file whose words never came is nothing that was told
    message_ref=case((_DELIVERY.message_ref.startswith(WORDLESS_REFERENCE), ""), else_=_DELIVERY.message_ref),
)
_EXPIRED = _OPEN.values(state=DeliveryState.EXPIRED, sender_id=None)
_SUPERSEDED = _OPEN.values(state=DeliveryState.SUPERSEDED, sender_id=None)
_RELEASED = _OPEN.values(state=DeliveryState.QUEUED, sender_id=None)
_COUNTED = _OPEN.values(attempts=_DELIVERY.attempts + 1, reason=bindparam("why"))
_SENT_AHEAD = _OPEN.values(message_ref=bindparam("ref"))
_REQUEUED = _OPEN.values(state=DeliveryState.QUEUED, next_try_at=bindparam("when"), sender_id=None)
