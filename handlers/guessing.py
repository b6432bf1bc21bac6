"""Guesses at unclear questions: a language model may choose from closed lists what was meant, and nothing else.

The chosen question is answered by the same functions as any other, from the records, with a line above it that says
what it was taken for. Those functions have no session: no guess changes anything.
"""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.answers.labels import label
from handlers.answers.next_steps import EMERGENCY, HUMAN, offer
from handlers.guess_budget import spend
from handlers.masking import masked, names_on
from handlers.permissions import may
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Guessing
from handlers.unclear import Choices, Unclear
from handlers.understanding.choices import choices_for
from handlers.understanding.matcher import Matcher
from handlers.understanding.values import Moment
from schedule_data.agenda import local_date

LONGEST_TEXT: Final = 200  # letters; a longer message tells a story, and its sender more than is to be passed on


def guess(session: Session, question: Question, matcher: Matcher, guessing: Guessing, reply: Reply) -> Reply:
    """Give the answer to what an unclear question was taken for; before that, `reply` with what may be asked about it.

    `question.text` holds the unclear words, `reply` says that they are not understood. It stands where the question is
    too long, where nothing could be meant, where the day's budget is used up, and where nothing was chosen that stands
    in the lists.
    """
    member, text = question.member, question.text or ""
    if len(text) > LONGEST_TEXT:
        return reply
    choices = choices_for(text, matcher, Moment(question.at, member.group, question.language))
    if not choices.kinds:
        return reply
    if guessing.asked:
        return _taken_for(question, choices, guessing.chosen) or reply
    today = local_date(question.itinerary, question.at, member.group)
    if not spend(session, member.id, today, guessing.daily):
        return replace(reply, unclear=Unclear("", Choices(), over_budget=True))
    return replace(reply, unclear=_told(session, question, choices))


def _told(session: Session, question: Question, choices: Choices) -> Unclear:
    """Give what leaves the house: the words and titles, and nobody's name or number in them."""
    names = names_on(session, question.itinerary)
    titles = {one: masked(title, names) for one, title in choices.titles.items()}
    return Unclear(masked(question.text or "", names), replace(choices, titles=titles))


def _taken_for(question: Question, choices: Choices, chosen: Action | None) -> Reply | None:
    """Answer what was chosen, tentatively; None where it does not stand in the lists, or no record tells of it."""
    if chosen is None or not (choices.have(chosen.intent, chosen.slots) and may(question.member.role, chosen.intent)):
        return None
    answer = ANSWERS[chosen.intent](replace(question, intent=chosen.intent, slots=chosen.slots))
    if answer.outcome is not Outcome.ANSWER:
        return None
    name = label(question.itinerary, question.language, chosen)
    first = phrases(question.language)("I took this to be about ‘{name}’. If it isn't, I can ask the staff.", name=name)
    human = offer(question, HUMAN)
    buttons = (*answer.buttons, *human) if chosen.intent == EMERGENCY.intent else (*human, *answer.buttons)
    return replace(
        answer,
        outcome=Outcome.CLARIFY,
        intent=chosen.intent,
        slots=chosen.slots,
        paragraphs=(first, *answer.paragraphs),
        buttons=_each_once(*buttons),
    )


def _each_once(*buttons: Button) -> tuple[Button, ...]:
    first = {button.label: button for button in reversed(buttons)}
    return tuple(button for button in buttons if first[button.label] is button)
