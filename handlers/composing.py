"""The words of a notice, made when it is sent from what is true then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.reminder_notice import reminder
from handlers.reply import Reply
from handlers.settings import default_language
from handlers.tables import NoticeKind
from handlers.tours import Tours
from schedule_data.people import Member


@dataclass(frozen=True, slots=True)
class Copy:
    """One member's copy of a notice. `language` is the one set for the account it goes to, if any."""

    kind: NoticeKind
    payload: Mapping[str, Any]
    member: Member
    language: str | None = None


def compose(session: Session, copy: Copy, at: datetime, tours: Tours) -> Reply | None:
    """Give the words of a copy; None where there is nothing true left to tell."""
    itinerary = tours.snapshots.current(session, copy.member.tour)
    if itinerary is None or copy.kind is not NoticeKind.REMINDER:
        return None
    stop = itinerary.stop_by_id.get(copy.payload["stop"])
    if stop is None or at >= stop.leaves_at:  # cancelled, or moved to a moment that has passed
        return None
    return reminder(itinerary, stop, copy.member, default_language(copy.language), at)
