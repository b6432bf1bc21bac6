"""'주 파크 취소': a stop is taken out of the plan."""

from sqlalchemy.orm import Session

from handlers.answers.stop_words import title
from handlers.changes.one_group import shared_with_others
from handlers.changes.preview import Change, document_of, refuse, show
from handlers.changes.stops_meant import is_over, named, to_come, which
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply
from schedule_data.changes import cancelled


def cancel(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview a cancellation. Which stop is never assumed."""
    say, stop = phrases(question.language), named(question)
    if stop is None:
        return which(question, say("Which stop is cancelled?"), to_come(question))
    if (shared := shared_with_others(question, stop)) is not None:
        return shared
    name = title(stop, question.language)
    if is_over(question, stop):
        return refuse(question, say("{title} is over already.", title=name))
    remarks = (say("It is a fixed appointment."),) if stop.fixed else ()
    document = cancelled(document_of(session, question), stop.id)
    headline = say("{title} is cancelled. The other stops stay as they are.", title=name)
    return show(session, question, Change(headline, {"stop": stop.id}, document, remarks))
