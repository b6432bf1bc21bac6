"""Freed places: offered to whoever waits longest, until a deadline, then to the next."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.notices import Notice, queue
from handlers.signups.places import free_numbers, lock, release_left, rows_of
from handlers.tables import NoticeKind, SignUpRow, SignUpState
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.members import member_of
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow

LASTS: Final = timedelta(minutes=30)  # long enough to see it at lunch, short enough that three people can be asked


def next_lapse(session: Session) -> datetime | None:
    """Give when the next offer of any tour lapses (UTC), None where none is open."""
    return session.scalar(select(func.min(SignUpRow.offer_until)))


def offer_freed(session: Session, at: datetime, snapshots: Snapshots) -> int:
    """Let offers lapse that nobody took, and offer those places on; give how many offers were made."""
    lapsed = select(SignUpRow.tour_id, SignUpRow.stop_id).where(SignUpRow.offer_until <= at).distinct()
    made = 0
    for tour, stop_id in session.execute(lapsed.order_by(SignUpRow.tour_id, SignUpRow.stop_id)).all():
        itinerary = snapshots.current(session, tour)
        stop = itinerary.stop_by_id.get(stop_id) if itinerary else None
        lock(session, tour)
        if itinerary is not None and stop is not None:
            made += offer(session, itinerary, stop, at)
        else:
            _lapse(session, tour, stop_id, at)
    return made


def offer(session: Session, itinerary: Itinerary, stop: Stop, at: datetime) -> int:
    """Offer each free place of a stop to the next in line; under the lock. Give how many were offered."""
    release_left(session, itinerary.tour, stop.id)
    for row in _lapse(session, itinerary.tour, stop.id, at):
        told = Notice(itinerary.tour, NoticeKind.SIGN_UP, {"stop": stop.id, "lapsed": True}, expires_at=stop.leaves_at)
        queue(session, told, [member_of(session.get_one(MemberRow, row.member_id))], at)
    if at >= stop.leaves_at:
        return 0
    waiting = [row for row in rows_of(session, itinerary.tour, stop.id) if row.state == SignUpState.WAITING]
    free = free_numbers(session, itinerary.tour, stop)
    until = min(at + LASTS, stop.leaves_at)
    for row, place in zip(waiting, free, strict=False):
        row.state, row.place, row.offer_until = SignUpState.OFFERED, place, until
        session.flush()
        payload = {"stop": stop.id, "until": until.isoformat()}
        told = Notice(itinerary.tour, NoticeKind.SIGN_UP, payload, urgent=True, expires_at=until)
        queue(session, told, [member_of(session.get_one(MemberRow, row.member_id))], at)
    return min(len(waiting), len(free))


def _lapse(session: Session, tour: str, stop: str, at: datetime) -> Sequence[SignUpRow]:
    """Take back offers whose time is over, and give them; who let one pass isn't asked again."""
    open_ = [row for row in rows_of(session, tour, stop) if row.state == SignUpState.OFFERED and row.offer_until]
    lapsed = [row for row in open_ if row.offer_until is not None and row.offer_until <= at]
    for row in lapsed:
        row.state, row.place, row.offer_until = SignUpState.GONE, None, None
    session.flush()
    return lapsed
