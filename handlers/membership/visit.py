"""Somebody on the way in: a stranger, or a member of another tour. What joining and applying are asked with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member
from schedule_data.snapshots import itinerary_at
from schedule_data.tables import TourRow


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose account asks, in which language, when (UTC), and what; `member` is None for a stranger."""

    account: int
    at: datetime
    language: str
    slots: Mapping[str, str] = field(default_factory=dict)
    member: Member | None = None


Visiting = Callable[[Session, Visit], Reply]


def for_members(do: Visiting) -> Callable[[Session, Caller, Question], Reply]:
    """Have a member do what a stranger may do, too."""

    def done(session: Session, caller: Caller, question: Question) -> Reply:
        visit = Visit(caller.account, question.at, question.language, question.slots, question.member)
        return do(session, visit)

    return done


def itinerary_of(session: Session, tour: str) -> Itinerary:
    """Give a tour that exists as it stands."""
    return itinerary_at(session, tour, session.scalars(select(TourRow.revision).where(TourRow.id == tour)).one())


def ways_on(visit: Visit) -> tuple[Button, ...]:
    """Give what anybody may ask next."""
    say = phrases(visit.language)
    if visit.member is not None:
        return (Button(say("Next stop"), Action("agenda.next")), Button(say("Help"), Action("help")))
    return (Button(say("About the tour"), Action("programme")),)
