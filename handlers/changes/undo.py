"""'되돌리기': the plan as it was before the last change, as a revision of its own; undone twice, the change is back."""

from sqlalchemy.orm import Session

from handlers.changes.history import who_and_when
from handlers.changes.preview import Change, refuse, show
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply
from schedule_data.tables import RevisionRow


def undo(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview the plan before the last change. What the organiser has loaded from a file is not undone in chat."""
    say, itinerary = phrases(question.language), question.itinerary
    last = session.get_one(RevisionRow, (itinerary.tour, itinerary.revision))
    previous = session.get(RevisionRow, (itinerary.tour, itinerary.revision - 1))
    if last.author_id is None or previous is None:
        return refuse(question, say("There is no change to undo: the plan is as the organiser made it."))
    headline = say("Undo: {change}.", change=who_and_when(session, question, last))
    return show(session, question, Change(headline, {}, previous.document))
