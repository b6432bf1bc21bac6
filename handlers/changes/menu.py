"""'일정 변경': what a leader can change, as buttons."""

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply


def menu(_session: Session, _caller: Caller, question: Question) -> Reply:
    """Offer every change; a delay first, as the likeliest."""
    say = phrases(question.language)
    labels = (
        ("change.delay", say("Delay it")),
        ("change.move", say("Move it")),
        ("change.place", say("Change the place")),
        ("change.cancel", say("Cancel it")),
        ("change.insert", say("Add a stop")),
        ("change.swap", say("Swap two stops")),
        ("change.undo", say("Undo the change")),
        ("change.history", say("Change history")),
    )
    buttons = tuple(Button(label, Action(intent)) for intent, label in labels)
    return Reply((say("What would you like to change?"),), outcome=Outcome.CLARIFY, buttons=buttons)
