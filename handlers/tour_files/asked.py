"""The calendar file for whoever asks for it: of their own tour, and of what their own bus does."""

from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply
from handlers.tour_files.calendar import tour_calendar


def calendar_asked(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give the tour as a file that a phone adds to its calendar."""
    say, member = phrases(question.language), question.member
    document = tour_calendar(session, question.itinerary, question.language, member.group)
    words = (
        say("Here is your tour as a calendar file: open it to add all stops with their alarms."),
        say("If the plan changes, ask me for it again: the new file takes the place of the old one."),
    )
    return Reply(words, document=document, buttons=offer(question, NEXT, TODAY))
