"""Asking back: which of several is meant."""

from collections.abc import Sequence

from handlers.answers.next_steps import HUMAN, offer
from handlers.answers.not_understood import not_on_record
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Outcome, Reply
from handlers.wording import sentences

MOST_CHOICES = 5  # a phone shows no more without scrolling


def clarify(question: Question, choices: Sequence[Action], unresolved: Sequence[str] = ()) -> Reply:
    """Ask which of `choices` (likeliest first) is meant, a button for each; say which names nobody knows."""
    say = phrases(question.language)
    buttons = offer(question, *choices[:MOST_CHOICES])
    if len(buttons) == 1:
        words = say("Do you mean ‘{name}’?", name=buttons[0].label)
    elif buttons:
        words = say("Which one do you mean?")
    else:
        words = say("What exactly would you like to know?")
    if unresolved:
        words = sentences((not_on_record(question, unresolved), words), question.language)
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(*buttons, *offer(question, HUMAN)))
