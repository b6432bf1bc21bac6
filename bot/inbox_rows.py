"""The inbox's rows: updates as they came, and the calls that answer them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.channel import Call, Update
from bot.tables import UpdateRow, UpdateState
from schedule_data.inserting import insert_new

Answered = tuple[Update, Sequence[Call]]

_TABLE = UpdateRow.core()
_ROW = update(_TABLE).where(_TABLE.c.id == bindparam("row"))
_ANSWERED = _ROW.values(state=UpdateState.ANSWERED, answer=bindparam("calls"))
_DONE = _TABLE.c.id.in_(bindparam("rows", expanding=True))
_FORGET = update(_TABLE).where(_DONE).values(state=UpdateState.DONE, body={}, answer=None)  # what was said isn't kept
_OPEN = (UpdateState.RECEIVED, UpdateState.ANSWERED)
_LEFT_OVER = select(_TABLE).where(_TABLE.c.state.in_(_OPEN)).order_by(_TABLE.c.id)


def store(session: Session, updates: Sequence[Update]) -> list[Update]:
    """Insert the updates that are new; give them with their ids, in the order they came."""
    rows = [
        {"channel": one.channel, "update_key": one.key, "sender": one.sender, "body": dict(one.body)}
        | {"state": UpdateState.RECEIVED, "received_at": one.at}
        for one in updates
    ]
    inserted = insert_new(session, UpdateRow, rows, (UpdateRow.id, UpdateRow.channel, UpdateRow.update_key))
    ids = {(row.channel, row.update_key): row.id for row in inserted}
    first = {(one.channel, one.key): one for one in reversed(updates)}
    return [
        Update(one.channel, one.key, one.sender, one.body, one.at, ids[key])
        for key, one in reversed(first.items())
        if key in ids
    ]


def keep_answers(session: Session, answered: Iterable[Answered]) -> None:
    """Keep the calls that answer each update, in the transaction that acted on it."""
    rows = [{"row": one.id, "calls": [[call.method, call.params] for call in calls]} for one, calls in answered]
    if rows:
        session.execute(_ANSWERED, rows)


def forget(session: Session, done: Sequence[int]) -> None:
    """Close the updates whose answers were handed over; of them only the keys are kept."""
    if done:
        session.execute(_FORGET, {"rows": list(done)})


def left_over(session: Session, channels: Collection[str]) -> tuple[list[Update], list[Answered]]:
    """Give what is stored of the channels and not worked off, and what is answered and not handed over.

    Both in the order they came.
    """
    received: list[Update] = []
    answered: list[Answered] = []
    for row in session.execute(_LEFT_OVER):
        if row.channel not in channels:
            continue
        one = Update(row.channel, row.update_key, row.sender, row.body, row.received_at, row.id)
        if row.state == UpdateState.RECEIVED:
            received.append(one)
        else:
            answered.append((one, _calls(row.answer)))
    return received, answered


def _calls(stored: Sequence[Any] | None) -> list[Call]:
    return [Call(method, params) for method, params in stored or ()]
