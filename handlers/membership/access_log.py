"""The audit of who may come in, written in the transaction of what it tells of."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from handlers.tables import AccessRow


class Access(StrEnum):
    """What was done."""

    LINK_RESET = "link.reset"
    TOUR_CODE = "tour_code.made"
    TOUR_CODE_REVOKED = "tour_code.revoked"
    BUS_CODE_RENEWED = "bus_code.renewed"
    APPROVED = "join.approved"
    DENIED = "join.denied"
    LEFT = "left"
    ADDED = "application.added"
    CLOSED = "application.closed"
    ERASED = "data.erased"


def record(  # noqa: PLR0913 - the columns of the row
    session: Session, tour: str, what: Access, at: datetime, *, by: int | None = None, member: int | None = None
) -> None:
    """Note what was done by a member (None: on the command line), to whom."""
    session.add(AccessRow(tour_id=tour, what=what, by_id=by, member_id=member, at=at))
