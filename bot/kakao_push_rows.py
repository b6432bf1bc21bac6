"""The rows of messages that a push route took: kept at once, asked after later, and settled by what became of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, insert, select, update
from sqlalchemy.orm import Session

from bot import settling
from bot.kakao_push import TaskResult, UserFailure
from bot.settling import Try
from bot.tables import PushRow
from handlers.delivery_reasons import Reason
from handlers.live import reports_touched
from handlers.tables import DeliveryRow, DeliveryState

# when a task is looked at after it was accepted; after the last time nobody knows
LOOKS = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 10, 30, 60, 300, 900, 3600, 6 * 3600))
MOST_TASKS = 50  # looked at in one go


class PushOutcome(StrEnum):
    """What became of a message that was taken."""

    OPEN = ""
    REACHED = "reached"
    MISSED = "missed"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Message:
    """A message to send: its name, whose copy of which notice it is, and to which address."""

    key: str
    delivery: int
    address: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A person whom the messenger did not reach, and what it said; `gone` where the account itself is the reason."""

    address: str
    words: str
    gone: bool


def notices_of(session: Session, deliveries: Collection[int]) -> Mapping[int, int]:
    """Give the notice of each delivery."""
    rows = session.execute(select(DeliveryRow.id, DeliveryRow.notice_id).where(DeliveryRow.id.in_(deliveries)))
    return {row.id: row.notice_id for row in rows}


def taken_before(session: Session, keys: Collection[str]) -> Mapping[tuple[str, str], str]:
    """Give the tasks of messages that were taken already and did not fail: (key, address) -> task."""
    rows = session.execute(
        select(PushRow.message_key, PushRow.address, PushRow.task_id).where(
            PushRow.message_key.in_(keys), PushRow.outcome != PushOutcome.MISSED
        )
    )
    return {(row.message_key, row.address): row.task_id for row in rows}


def keep(session: Session, channel: str, task: str, messages: Sequence[Message], machine_time: datetime) -> None:
    """Keep that a route took messages as one task."""
    same = {"channel": channel, "task_id": task, "outcome": PushOutcome.OPEN, "sent_at": machine_time, "looks": 0}
    same["look_at"] = machine_time + LOOKS[0]
    rows = [{"message_key": one.key, "delivery_id": one.delivery, "address": one.address} | same for one in messages]
    session.execute(insert(PushRow), rows)


def is_anything_due(session: Session, channel: str, machine_time: datetime) -> bool:
    """Tell whether the outcome of anything is to be asked for; most of the time nothing is, and nothing is written."""
    due = exists().where(
        PushRow.channel == channel, PushRow.outcome == PushOutcome.OPEN, PushRow.look_at <= machine_time
    )
    return bool(session.scalar(select(due)))


def tasks_to_look_at(session: Session, channel: str, machine_time: datetime) -> Sequence[str]:
    """Give the tasks whose outcome is to be asked for now, and put their next look off."""
    due = and_(PushRow.channel == channel, PushRow.outcome == PushOutcome.OPEN, PushRow.look_at <= machine_time)
    rows = session.execute(
        select(PushRow.task_id, PushRow.looks).where(due).group_by(PushRow.task_id, PushRow.looks).limit(MOST_TASKS)
    ).all()
    for task, looks in rows:
        _put_off(session, and_(due, PushRow.task_id == task), looks + 1, machine_time)
    return [task for task, _ in rows]


def _put_off(session: Session, which: ColumnElement[bool], looks: int, machine_time: datetime) -> None:
    values = (
        {"looks": looks, "look_at": machine_time + LOOKS[looks]}
        if looks < len(LOOKS)
        else {"looks": looks, "outcome": PushOutcome.UNTOLD}
    )
    session.execute(update(PushRow).where(which).values(values).execution_options(synchronize_session=False))


def settle(session: Session, channel: str, result: TaskResult, at: datetime) -> int:
    """Write what is known of a task: failed ones go on to the person's next channel. Give how many those were.

    What the ledger has not noted as accepted yet is left for the next look.
    """
    open_rows = session.scalars(
        select(PushRow).where(
            PushRow.channel == channel, PushRow.task_id == result.task_id, PushRow.outcome == PushOutcome.OPEN
        )
    ).all()
    missed = {failure.id: _missed(failure) for failure in result.failures}
    settled = 0
    for row in open_rows:
        if row.address in missed:
            settled += _miss(session, row, missed[row.address], at)
        elif result.finished:
            row.outcome = PushOutcome.REACHED
    session.flush()
    return settled


def _miss(session: Session, row: PushRow, missed: Missed, at: datetime) -> bool:
    """Have a message that did not arrive tried on another channel; False where its turn has not come."""
    delivery = session.get_one(DeliveryRow, row.delivery_id, with_for_update=True, populate_existing=True)
    if delivery.state == DeliveryState.SENDING:
        return False
    row.outcome = PushOutcome.MISSED
    if missed.gone:
        settling.mark_unreachable(session, row.channel, row.address, missed.words)
    is_this_one = delivery.message_ref == row.task_id and delivery.acknowledged_at is None
    if delivery.state != DeliveryState.ACCEPTED or not is_this_one or delivery.account_id is None:
        return False
    reason = Reason.UNREACHABLE if missed.gone else Reason.REJECTED
    delivery.state, delivery.accepted_at, delivery.message_ref = DeliveryState.QUEUED, None, ""
    delivery.next_try_at = at
    session.flush()
    settling.note(session, [Try(delivery.id, delivery.account_id, reason, at, closed=True)])
    reports_touched(session, [delivery.id])
    return True


# Words of a refusal that speak of the person's account, not of the message or of our means to pay for it.
GONE = ("friend", "친구", "channel", "채널", "block", "차단", "user", "사용자", "withdraw", "탈퇴")
NOT_A_FRIEND = "is not a friend of the channel"


def _missed(failure: UserFailure) -> Missed:
    gone = not failure.reason or any(one in failure.reason.lower() for one in GONE)
    return Missed(failure.id, NOT_A_FRIEND if gone else failure.reason, gone)
