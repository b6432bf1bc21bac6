"""The tour's programme, for those who have joined it."""

from dataclasses import replace

from handlers.answers import public
from handlers.answers.next_steps import TOUR, call_someone, offer
from handlers.question import Question
from handlers.reply import Outcome, Reply


def programme(question: Question) -> Reply:
    """Answer what the programme costs, is about and takes."""
    told = public.about((question.itinerary,), question.language, question.slots.get("topic", ""))
    human = call_someone(question) if told.outcome == Outcome.UNKNOWN else ()
    return replace(told, buttons=(*told.buttons, *offer(question, TOUR), *human))
