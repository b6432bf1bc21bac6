"""What the records don't say: said honestly, with a way to a human."""

from handlers.answers.next_steps import HUMAN, call_someone, offer
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Outcome, Reply
from handlers.wording import sentences


def not_known(question: Question, words: str, *steps: Action) -> Reply:
    """Give `words`, which say what isn't known, and offer to ask the staff."""
    ask = phrases(question.language)("You can ask the staff.")
    buttons = (*offer(question, HUMAN, *steps), *call_someone(question))
    return Reply((sentences((words, ask), question.language),), outcome=Outcome.UNKNOWN, buttons=buttons)
