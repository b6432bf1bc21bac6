"""A bus's code made anew, where somebody has passed it on: the old one stops at once, and is remembered as such."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from handlers.membership.access_log import Access, record
from handlers.membership.tour_codes import new_letters
from handlers.roll_call.bus_codes import PREFIX, bus_code
from handlers.tables import BusCodeRow, ReplacedBusCodeRow


def renew_codes(session: Session, tour: str, buses: Collection[str], at: datetime) -> frozenset[str]:
    """Give these buses (ids of groups) a new code each, and tell which had one; others get their first as all do."""
    mine = select(BusCodeRow).where(BusCodeRow.tour_id == tour, BusCodeRow.group.in_(buses)).with_for_update()
    rows = session.scalars(mine).all()
    for row in rows:
        session.add(ReplacedBusCodeRow(code=row.code, tour_id=tour, replaced_at=at))
        row.code, row.created_at = PREFIX + new_letters(), at
        record(session, tour, Access.BUS_CODE_RENEWED, at)
    session.flush()
    return frozenset(row.group for row in rows)


def is_replaced(session: Session, tour: str, written: str) -> bool:
    """Tell whether what is written was the code of a bus of this tour before."""
    code = bus_code(written)
    mine = exists().where(ReplacedBusCodeRow.code == code, ReplacedBusCodeRow.tour_id == tour)
    return code is not None and bool(session.scalar(select(mine)))
