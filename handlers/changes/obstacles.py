"""Why a change is not even previewed, and what to do instead."""

from typing import Final

from handlers.answers.next_steps import HUMAN, NEXT, TODAY, offer
from handlers.answers.stop_words import title
from handlers.changes.preview import refuse
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Reply
from schedule_data.changes import ChangeNotPossible, Obstacle
from schedule_data.itinerary import Stop

_OBSTACLES: Final = {
    Obstacle.NO_SUCH_STOP: mark("{title} isn't in the plan any more."),
    Obstacle.GATHERS_THE_DAY_BEFORE: mark(
        "{title} would gather before midnight and start after it. Please choose a different number of minutes."
    ),
    Obstacle.TOO_LONG: mark("{title} would last for more than a day. Please choose fewer minutes."),
}


def fixed(question: Question, stop: Stop) -> Reply:
    """Say that a fixed appointment can't be moved here."""
    words = phrases(question.language)(
        "{title} is fixed and can't be moved here. If its time has changed, ask the staff to correct the plan.",
        title=title(stop, question.language),
    )
    return Reply((words,), buttons=offer(question, HUMAN, NEXT, TODAY))


def too_late(question: Question, stop: Stop) -> Reply:
    """Say that the new hour, or the stop itself, is over."""
    words = phrases(question.language)(
        "That would be in the past for {title}. Please choose a later time.", title=title(stop, question.language)
    )
    return refuse(question, words)


def under_way(question: Question, stop: Stop) -> Reply:
    """Say that people have left for a stop already: it can be delayed or cancelled, not moved."""
    words = phrases(question.language)(
        "People have left for {title} already. You can say how many minutes it is delayed.",
        title=title(stop, question.language),
    )
    return refuse(question, words)


def obstacle(question: Question, problem: ChangeNotPossible) -> Reply:
    """Say what a stop can't have."""
    stop = question.itinerary.stop_by_id.get(problem.stop)
    name = title(stop, question.language) if stop else problem.stop
    return refuse(question, phrases(question.language)(_OBSTACLES[problem.obstacle], title=name))
