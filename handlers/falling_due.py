"""What falls due besides reminders: following up a roll call, freed places, asking how a visit was."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from handlers import ratings, roll_call, signups
from schedule_data.snapshots import Snapshots

_STEPS: Final = (roll_call.follow_up, signups.offer_freed, ratings.ask)
_NEXT: Final = (roll_call.next_step, signups.next_lapse, ratings.next_due)


def do_due(session: Session, at: datetime, snapshots: Snapshots) -> int:
    """Do what is due; give how many messages were queued."""
    return sum(step(session, at, snapshots) for step in _STEPS)


def next_due(session: Session) -> datetime | None:
    """Give when the next of it falls due (UTC), None where nothing is planned."""
    return min((moment for moment in (following(session) for following in _NEXT) if moment is not None), default=None)
