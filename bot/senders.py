"""The processes that send deliveries, as rows: each says that it lives, and what a dead one was sending is taken over.

A claim names its sender, so that keeping hundreds of claims costs one row. On the same machine a dead process is
noticed at once, by its number; on another one when its lease ends. Leases run by the machine's clock, whatever the
tour's clock says.
"""

import os
import secrets
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from handlers.delivery_reasons import Reason
from handlers.tables import DeliveryRow, DeliveryState, SenderRow

LEASE = timedelta(seconds=20)
RENEW_SECONDS = 5.0
_PROCESSES = Path("/proc/self/ns/pid")
_RUN = secrets.token_hex(4)


def _host() -> str:
    """Name where process numbers mean the same: the machine, and on Linux the container."""
    try:
        return f"{socket.gethostname()} {_PROCESSES.readlink()}"
    except OSError:
        return socket.gethostname()


def register(session: Session, machine_time: datetime) -> int:
    """Begin to send, after taking back what dead processes left; gives the sender's id."""
    row = SenderRow(host=_host(), pid=os.getpid(), run=_RUN, lease_until=machine_time + LEASE)
    session.add(row)
    session.flush()
    take_back(session, machine_time)
    return row.id


def renew(session: Session, sender: int, machine_time: datetime) -> bool:
    """Say that a sender lives; False where it was taken for dead and its claims are others' by now."""
    row = session.get(SenderRow, sender, with_for_update=True, populate_existing=True)
    if row is None:
        return False
    row.lease_until = machine_time + LEASE
    session.flush()
    return True


def leave(session: Session, sender: int) -> None:
    """Send no more: what is claimed and not settled is queued again."""
    _release(session, [sender], {})
    session.execute(delete(SenderRow).where(SenderRow.id == sender))


def take_back(session: Session, machine_time: datetime) -> int:
    """Queue again what dead processes were sending, and give how many: it may have arrived, so it counts as a try."""
    senders = session.scalars(select(SenderRow).with_for_update(skip_locked=True)).all()
    dead = [row.id for row in senders if row.lease_until < machine_time or _is_gone(row)]
    if not dead:
        return 0
    taken = _release(session, dead, {"reason": Reason.INTERRUPTED, "attempts": DeliveryRow.attempts + 1})
    session.execute(delete(SenderRow).where(SenderRow.id.in_(dead)))
    return taken


def _release(session: Session, senders: Sequence[int], also: dict[str, object]) -> int:
    done = session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.state == DeliveryState.SENDING, DeliveryRow.sender_id.in_(senders))
        .values(state=DeliveryState.QUEUED, sender_id=None, **also)
        .returning(DeliveryRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(done.all())


def _is_gone(row: SenderRow) -> bool:
    """Tell whether a process of this machine is known to have ended."""
    if row.host != _host() or os.name != "posix":
        return False
    if row.pid == os.getpid():
        return row.run != _RUN  # a container's first process has the same number at every start
    try:
        os.kill(row.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
