"""The date that a question means, and what is said where the tour has nothing on it."""

from datetime import date

from handlers.answers.next_steps import NEXT, TOUR, call_someone, offer
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply
from handlers.wording import day_words
from schedule_data.agenda import local_date


def today(question: Question) -> date:
    """Give the date where the asker's part of the tour is."""
    return local_date(question.itinerary, question.at, question.member.group)


def asked_date(question: Question) -> date | None:
    """Give the date that the question names, None where it names none (or one that can't be read)."""
    try:
        return date.fromisoformat(question.slots.get("date", ""))
    except ValueError:
        return None


def is_outside(question: Question, day: date | None) -> bool:
    """Tell whether `day` is before the tour's first date or after its last."""
    return day is not None and not question.itinerary.starts <= day <= question.itinerary.ends


def outside_the_tour(question: Question, day: date) -> Reply:
    """Say that the tour isn't under way on `day`, and when it is."""
    say, language = phrases(question.language), question.language
    words = say(
        "{day} is outside the tour, which runs from {first} to {last}.",
        day=day_words(day, language),
        first=day_words(question.itinerary.starts, language),
        last=day_words(question.itinerary.ends, language),
    )
    return Reply((words,), buttons=offer(question, TOUR, NEXT))


def nothing_planned(question: Question, day: date) -> Reply:
    """Say that nothing is planned on a date of the tour yet."""
    words = phrases(question.language)("Nothing is planned for {day} yet.", day=day_words(day, question.language))
    return Reply((words,), buttons=(*offer(question, TOUR, NEXT), *call_someone(question)))
