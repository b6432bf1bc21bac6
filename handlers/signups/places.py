"""The places of a stop: who holds which, who is offered one, who waits.

All of it is decided under one lock, the tour's row; and a place's number is UNIQUE, so that whatever happened a stop
never has more people than places. Who gives a place up frees it for whoever waits longest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.tables import SignUpRow, SignUpState
from schedule_data.itinerary import Stop
from schedule_data.tables import MemberRow, TourRow


@dataclass(frozen=True, slots=True)
class Places:
    """How a stop's places stand: ids of members, holders in the order of their places, the others as they wait."""

    capacity: int
    held: tuple[int, ...]
    offered: tuple[int, ...]
    waiting: tuple[int, ...]

    @property
    def free(self) -> int:
        """How many places nobody has or is offered; none while people wait for them."""
        return max(0, self.capacity - len(self.held) - len(self.offered))


def lock(session: Session, tour: str) -> None:
    """Have one person at a time take or give up places on a tour."""
    session.execute(select(TourRow.id).where(TourRow.id == tour).with_for_update(key_share=True))


def rows_of(session: Session, tour: str, stop: str) -> Sequence[SignUpRow]:
    """Give the sign-ups of a stop, those who waited longest first; of people who are on the tour."""
    rows = select(SignUpRow).join(MemberRow, MemberRow.id == SignUpRow.member_id)
    rows = rows.where(SignUpRow.tour_id == tour, SignUpRow.stop_id == stop, MemberRow.left_at.is_(None))
    ordered = rows.order_by(SignUpRow.waits_from, SignUpRow.id)
    return session.scalars(ordered.execution_options(populate_existing=True)).all()


def places(session: Session, tour: str, stop: Stop) -> Places:
    """Give how a stop's places stand."""
    rows = rows_of(session, tour, stop.id)
    by_state = {
        state: tuple(row.member_id for row in rows if row.state == state)
        for state in (SignUpState.HELD, SignUpState.OFFERED, SignUpState.WAITING)
    }
    capacity = stop.signup.capacity if stop.signup else 0
    return Places(capacity, *by_state.values())


def free_numbers(session: Session, tour: str, stop: Stop) -> list[int]:
    """Give the numbers of the places that nobody has, the lowest first."""
    mine = select(SignUpRow.place).where(SignUpRow.tour_id == tour, SignUpRow.stop_id == stop.id)
    taken = set(session.scalars(mine.where(SignUpRow.place.is_not(None))))
    numbers = range(1, stop.signup.capacity + 1) if stop.signup else ()
    return [number for number in numbers if number not in taken]


def take(session: Session, tour: str, stop: Stop, member: int, at: datetime) -> SignUpState:
    """Give a member a place, the one they are offered or a free one, else have them wait; whoever has one keeps it."""
    row = _row(session, tour, stop, member, at)
    if row.state in {SignUpState.HELD, SignUpState.WAITING}:
        return SignUpState(row.state)
    free = free_numbers(session, tour, stop)
    if row.state != SignUpState.OFFERED:
        row.waits_from = at
        nobody_waits = not places(session, tour, stop).waiting
        row.place = free[0] if free and nobody_waits else None
    row.state = SignUpState.HELD if row.place is not None else SignUpState.WAITING
    row.offer_until = None
    session.flush()
    return SignUpState(row.state)


def give_up(session: Session, tour: str, stop: str, member: int) -> bool:
    """Take a member off the list; give whether they were on it."""
    mine = select(SignUpRow).where(SignUpRow.tour_id == tour, SignUpRow.stop_id == stop, SignUpRow.member_id == member)
    row = session.scalar(mine.execution_options(populate_existing=True))
    if row is None or row.state == SignUpState.GONE:
        return False
    row.state, row.place, row.offer_until = SignUpState.GONE, None, None
    session.flush()
    return True


def release_left(session: Session, tour: str, stop: str) -> None:
    """Free the places of people who have left the tour."""
    left = select(MemberRow.id).where(MemberRow.tour_id == tour, MemberRow.left_at.is_not(None))
    session.execute(
        update(SignUpRow)
        .where(SignUpRow.tour_id == tour, SignUpRow.stop_id == stop, SignUpRow.member_id.in_(left))
        .values(state=SignUpState.GONE, place=None, offer_until=None)
        .execution_options(synchronize_session=False)
    )


def _row(session: Session, tour: str, stop: Stop, member: int, at: datetime) -> SignUpRow:
    mine = select(SignUpRow).where(
        SignUpRow.tour_id == tour, SignUpRow.stop_id == stop.id, SignUpRow.member_id == member
    )
    row = session.scalar(mine.execution_options(populate_existing=True))
    if row is None:
        row = SignUpRow(tour_id=tour, stop_id=stop.id, member_id=member, state=SignUpState.GONE, waits_from=at)
        session.add(row)
        session.flush()
    return row
