"""Following up those who say nothing: they are asked again, then a companion is asked, then the leaders call them.

Each step of a roll call is due at a time that its row holds; whoever locks the row takes the step, once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.notices import Notice, queue
from handlers.roll_call.calls import LASTS
from handlers.roll_call.roll import Entry, Roll, roll_of
from handlers.tables import NoticeKind, RollCallRow
from schedule_data.members import members_of
from schedule_data.people import Member, Role
from schedule_data.snapshots import Snapshots

FIRST_STEP: Final = timedelta(minutes=3)  # most people answer within two minutes or not before they are asked again
BETWEEN_STEPS: Final = timedelta(minutes=3)
MOST_ASKED_ABOUT: Final = 40  # beyond a busload the leaders' list is of more use than questions to companions
HOLDS: Final = timedelta(minutes=15)  # a question that waits longer for a connection is pointless


def next_step(session: Session) -> datetime | None:
    """Give when the next step of any roll call is due (UTC), None where none is."""
    return session.scalar(select(func.min(RollCallRow.next_step_at)))


def follow_up(session: Session, at: datetime, snapshots: Snapshots) -> int:
    """Take the steps that are due; give how many messages were queued."""
    due = select(RollCallRow).where(RollCallRow.next_step_at <= at).order_by(RollCallRow.id)
    queued = 0
    for call in session.scalars(due.with_for_update(skip_locked=True).execution_options(populate_existing=True)):
        itinerary = snapshots.current(session, call.tour_id)
        rolled = roll_of(session, itinerary, call) if itinerary else None
        if itinerary is None or rolled is None or call.closed_at is not None or at - call.opened_at > LASTS:
            call.next_step_at = None
            continue
        queued += _step(session, call, rolled, at)
    session.flush()
    return queued


def _step(session: Session, call: RollCallRow, rolled: Roll, at: datetime) -> int:
    step = STEPS[call.step]
    call.step += 1
    call.next_step_at = at + BETWEEN_STEPS if call.step < len(STEPS) else None
    return step(session, call, rolled, at) if rolled.silent else 0


def ask_again(session: Session, call: RollCallRow, rolled: Roll, at: datetime) -> int:
    """Ask those who can be reached and haven't answered again; give how many."""
    call.nudged_at = at
    told = [entry.member for entry in rolled.silent if entry.reachable]
    if told:
        queue(session, _notice(call, NoticeKind.ROLL_CALL, at, **{"as": "nudge"}), told, at)
    return len(told)


def ask_companions(session: Session, call: RollCallRow, rolled: Roll, at: datetime) -> int:
    """Ask somebody who is there about each silent person: a roommate, else one of the same company."""
    pairs = [(entry, companion_of(entry, rolled)) for entry in rolled.silent[:MOST_ASKED_ABOUT]]
    for entry, companion in pairs:
        if companion is not None:
            queue(session, _notice(call, NoticeKind.BUDDY, at, about=entry.member.id), [companion], at)
    return sum(1 for _, companion in pairs if companion)


def list_for_leaders(session: Session, call: RollCallRow, _rolled: Roll, at: datetime) -> int:
    """Give the leaders the numbers of those whom nobody has heard of."""
    people = members_of(session, call.tour_id)
    told = [one for one in people if is_shown(one, call)]
    queue(session, _notice(call, NoticeKind.ROLL_CALL, at, **{"as": "phones"}), told, at)
    return len(told)


STEPS: Final = (ask_again, ask_companions, list_for_leaders)


def is_shown(member: Member, call: RollCallRow) -> bool:
    """Tell who follows a roll call: the tour's leaders, of one bus those who go with it, and whoever opened it."""
    if member.role is not Role.LEADER:
        return False
    return not call.group or member.group in {None, call.group} or member.id == call.opened_by


def companion_of(entry: Entry, rolled: Roll) -> Member | None:
    """Give who of those that are there is likeliest to know: a roommate, else somebody of the same company."""
    there = [one for one in rolled.entries if one.standing == "present" and one.reachable]
    rooms = set(entry.member.room.items())
    close: Sequence[Entry] = [one for one in there if rooms & set(one.member.room.items())]
    close = close or [one for one in there if entry.member.company and one.member.company == entry.member.company]
    return close[0].member if close else None


def _notice(call: RollCallRow, kind: NoticeKind, at: datetime, **payload: object) -> Notice:
    told = {"stop": call.stop_id, "call": call.id, **payload}
    return Notice(call.tour_id, kind, told, urgent=True, expires_at=at + HOLDS)
