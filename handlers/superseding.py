"""Notices that a change of plan has overtaken: what is still queued, or waits for its turn, is not sent any more."""

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from handlers.tables import DeliveryRow, DeliveryState

WAITING = (DeliveryState.QUEUED, DeliveryState.SENDING)


def supersede(session: Session, notices: Collection[int]) -> Collection[int]:
    """Take back what of these notices has not been sent, and give the deliveries.

    One that is on its way at this very moment arrives nevertheless and is accepted then: `handlers.live` edits it.
    """
    if not notices:
        return ()
    taken = session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.notice_id.in_(notices), DeliveryRow.state.in_(WAITING))
        .values(state=DeliveryState.SUPERSEDED)
        .returning(DeliveryRow.id)
        .execution_options(synchronize_session=False)
    )
    return [row.id for row in taken]
