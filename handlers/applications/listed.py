"""The applications that wait for the staff, the oldest first, each with a way to decide on it."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.applications.asking import NONE
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.tables import ApplicationRow

MOST_SHOWN: Final = 10  # of which each has a button


def listed(session: Session, _caller: Caller, question: Question) -> Reply:
    """List who has applied and was not decided on."""
    say = phrases(question.language)
    sent = (ApplicationRow.sent_at.is_not(None), ApplicationRow.closed_at.is_(None))
    waiting = select(ApplicationRow).where(ApplicationRow.tour_id == question.itinerary.tour, *sent)
    rows = [row for row in session.scalars(waiting.order_by(ApplicationRow.id)) if row.name]
    if not rows:
        return Reply((say("No application is waiting."),), buttons=offer(question, NEXT))
    first = say.plural("{count} application is waiting.", "{count} applications are waiting.", len(rows))
    lines = (
        " · ".join(part for part in (row.name, row.company, row.phone) if part != NONE) for row in rows[:MOST_SHOWN]
    )
    buttons = (
        Button(say("Add: {name}", name=row.name), Action("application.add", {"application": str(row.id)}))
        for row in rows[:MOST_SHOWN]
    )
    return Reply((first, "\n".join(lines)), buttons=tuple(buttons))
