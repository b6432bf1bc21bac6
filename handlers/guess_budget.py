"""How many questions a language model may be asked for one person on one day; kept in rows, so it outlives restarts."""

from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, update
from sqlalchemy.orm import Session

from handlers.tables import GuessBudgetRow
from schedule_data.inserting import insert_new

_TABLE = GuessBudgetRow.core()
_MINE = update(_TABLE).where(_TABLE.c.member_id == bindparam("member"))
# The clock of a machine may be put back: a day that is over does not begin anew.
_NEW_DAY = _MINE.where(_TABLE.c.day < bindparam("today")).values(day=bindparam("today"), asked=0)
_ONE_MORE = _MINE.where(_TABLE.c.asked < bindparam("most")).values(asked=_TABLE.c.asked + 1)


def spend(session: Session, member: int, today: date, most: int) -> bool:
    """Take one of a member's `most` questions of today; tell whether one was left, whoever else takes one meanwhile."""
    insert_new(session, GuessBudgetRow, [{"member_id": member, "day": today, "asked": 0}], [GuessBudgetRow.member_id])
    session.execute(_NEW_DAY, {"member": member, "today": today})
    taken = session.execute(_ONE_MORE, {"member": member, "most": most})
    return cast("CursorResult[Any]", taken).rowcount == 1
