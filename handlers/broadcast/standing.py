"""Where a notice stands with each of its people: confirmed, not yet, or not to be reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.row_number import row_number
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow

_LOST = {DeliveryState.FAILED, DeliveryState.EXPIRED}


@dataclass(frozen=True, slots=True)
class Standing:
    """The people of a notice, each in one place. `waiting` were sent it or soon are; `withdrawn` never got it."""

    confirmed: Sequence[Member]
    waiting: Sequence[Member]
    unreachable: Sequence[Member]
    withdrawn: Sequence[Member]
    accepted: int

    @property
    def total(self) -> int:
        """How many people it was for."""
        return len(self.confirmed) + len(self.waiting) + len(self.unreachable) + len(self.withdrawn)


def standing(session: Session, notice: int) -> Standing:
    """Give where a notice stands, people in the order of the roster. Who has left the tour is left out."""
    rows = session.execute(
        select(DeliveryRow.state, DeliveryRow.acknowledged_at, MemberRow)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .where(DeliveryRow.notice_id == notice, MemberRow.left_at.is_(None))
        .order_by(MemberRow.id)
        .execution_options(populate_existing=True)
    ).all()
    places: dict[str, list[Member]] = {"confirmed": [], "waiting": [], "unreachable": [], "withdrawn": []}
    for state, acknowledged_at, row in rows:
        places[_place(state, confirmed=acknowledged_at is not None)].append(member_of(row))
    return Standing(**places, accepted=sum(1 for state, _, _ in rows if state == DeliveryState.ACCEPTED))


def _place(state: str, *, confirmed: bool) -> str:
    if confirmed:
        return "confirmed"
    if state in _LOST:
        return "unreachable"
    return "withdrawn" if state == DeliveryState.SUPERSEDED else "waiting"


def broadcast_of(session: Session, tour: str, number: str, *, lock: bool = False) -> NoticeRow | None:
    """Give a broadcast of this tour by its number in a button; None where it is none."""
    given = row_number(number)
    row = session.get(NoticeRow, given, with_for_update=lock or None) if given else None
    mine = row is not None and row.tour_id == tour and row.kind == NoticeKind.BROADCAST
    return row if mine else None


def nudges_of(session: Session, notice: NoticeRow) -> Sequence[NoticeRow]:
    """Give the reminders of a broadcast that went out, oldest first."""
    of = NoticeRow.payload["of"].as_integer() == notice.id
    mine = select(NoticeRow).where(NoticeRow.tour_id == notice.tour_id, NoticeRow.kind == NoticeKind.NUDGE, of)
    return session.scalars(mine.order_by(NoticeRow.id)).all()
