"""Two stops change places: each begins when the other did, and what comes after follows."""

from sqlalchemy.orm import Session

from handlers.answers.stop_words import title
from handlers.changes.obstacles import fixed, obstacle, under_way
from handlers.changes.preview import Change, document_of, show
from handlers.changes.said import minutes_from
from handlers.changes.stops_meant import named, to_come, which
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply
from schedule_data.changes import ChangeNotPossible, Shift, places_swapped, shifted
from schedule_data.itinerary import Stop
from schedule_data.knock_on import following


def swap(session: Session, _caller: Caller, question: Question) -> Reply:
    """Preview two stops in each other's place. Each keeps how long it lasts and how long before it people gather."""
    say, first, second = phrases(question.language), named(question), named(question, "other")
    movable = [stop for stop in to_come(question) if not stop.fixed]
    if first is None:
        return which(question, say("Which stop is swapped?"), movable)
    if second is None or first == second:
        others = (stop for stop in movable if stop != first)
        words = say("Which stop is {title} swapped with?", title=title(first, question.language))
        return which(question, words, others, "other")
    for stop in (first, second):
        if stop.fixed:
            return fixed(question, stop)
        if stop.leaves_at <= question.at:
            return under_way(question, stop)
    return _preview(session, question, first, second)


def _preview(session: Session, question: Question, first: Stop, second: Stop) -> Reply:
    say, language = phrases(question.language), question.language
    earlier, later = sorted((first, second), key=lambda stop: (stop.leaves_at, stop.start))
    distance = minutes_from(earlier.leaves_at, later.leaves_at)
    swapped = {earlier.id: Shift.whole(distance), later.id: Shift.whole(-distance)}
    try:
        shifts = following(question.itinerary, swapped, question.at, reordered=True, yielding={earlier.id})
        document = shifted(document_of(session, question), shifts)
    except ChangeNotPossible as problem:
        return obstacle(question, problem)
    document = places_swapped(document, first.id, second.id)
    headline = say("{first} and {second} swap places.", first=title(first, language), second=title(second, language))
    remarks = (say("Please check where people gather."),)
    slots = {"stop": first.id, "other": second.id}
    return show(session, question, Change(headline, slots, document, remarks))
