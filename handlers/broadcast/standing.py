"""Where a notice stands with each of its people: confirmed, not yet, or not to be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.row_number import row_number
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow

CONFIRMED = (NoticeKind.BROADCAST, NoticeKind.CHANGE)  # kinds that people confirm
MOST_LOOKED_AT = 20  # notices, newest first; who asks about an older one taps its report
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
        return self.told + len(self.withdrawn)

    @property
    def told(self) -> int:
        """How many people it is for, without those for whom it was taken back before they got it."""
        return len(self.confirmed) + len(self.waiting) + len(self.unreachable)


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
    row = followed_up(session, tour, number, lock=lock)
    return row if row is not None and row.kind == NoticeKind.BROADCAST else None


def last_standing(session: Session, tour: str, author: int) -> str:
    """Give the number of the newest broadcast that wasn't withdrawn, the author's own before others'; '' of none."""
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.tour_id == tour, NoticeRow.kind == NoticeKind.BROADCAST)
        .order_by(NoticeRow.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    stand = [row for row in rows if not row.payload.get("withdrawn")]
    own = (row for row in stand if row.payload.get("author") == author)
    last = next(own, next(iter(stand), None))
    return str(last.id) if last else ""


def latest_told(session: Session, tour: str, at: datetime, *, asking: bool = False) -> int | None:
    """Give the latest notice that has gone out and stands; `asking`: of those that people are asked to confirm."""
    rows = session.scalars(
        select(NoticeRow)
        .where(NoticeRow.tour_id == tour, NoticeRow.kind.in_(CONFIRMED))
        .order_by(NoticeRow.id.desc())
        .limit(MOST_LOOKED_AT)
    )
    told = (row for row in rows if still_asks(row) and not is_to_come(row, at))
    return next((row.id for row in told if row.payload.get("asks") or not asking), None)


def is_to_come(notice: NoticeRow, at: datetime) -> bool:
    """Tell whether a notice is set for later: nobody has it yet."""
    sent_at: str = notice.payload.get("sent_at", "")
    return bool(sent_at) and datetime.fromisoformat(sent_at) > at


def followed_up(session: Session, tour: str, number: str, *, lock: bool = False) -> NoticeRow | None:
    """Give a notice of this tour that people confirm, a broadcast or a change of plan, by its number in a button."""
    given = row_number(number)
    row = session.get(NoticeRow, given, with_for_update=lock or None) if given else None
    return row if row is not None and row.tour_id == tour and row.kind in CONFIRMED else None


def still_asks(notice: NoticeRow) -> bool:
    """Tell whether a notice still stands: it was neither withdrawn nor overtaken by a newer change of plan."""
    return not (notice.payload.get("withdrawn") or notice.payload.get("overtaken"))
