"""What is asked of who comes late: by how many minutes; and of who is noted as there, whether they are on the way."""

from collections.abc import Sequence
from typing import Final

from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.wording import duration
from schedule_data.itinerary import Stop
from schedule_data.people import Member

LATE_CHOICES: Final = (5, 10, 20)  # minutes


def how_late(question: Question, stop: Stop, people: Sequence[Member]) -> Reply:
    """Ask by how many minutes somebody comes late; the words that follow are taken for them."""
    say = phrases(question.language)
    others = [one.id for one in people] != [question.member.id]
    slots = {"stop": stop.id} | ({"person": ",".join(str(one.id) for one in people)} if others else {})
    buttons = tuple(
        Button(
            say("{minutes} late", minutes=duration(count, question.language)),
            Action("attendance.late", slots | {"minutes": str(count)}),
        )
        for count in LATE_CHOICES
    )
    asked = say("How late will they be?") if others else say("How late will you be?")
    awaits = Awaited("attendance.late", "minutes", slots)
    return Reply((asked,), outcome=Outcome.CLARIFY, buttons=buttons, awaits=awaits)


def there_or_not(question: Question, stop: Stop) -> Reply:
    """Ask who is noted as being there whether they are on the way all the same."""
    say, title = phrases(question.language), stop.title.to(question.language)
    words = say("You are noted as being there: {title}. Are you still on your way?", title=title)
    still = Button(say("Still on my way"), Action("attendance.late", {"stop": stop.id, "coming": "yes"}))
    here = Button(say("I'm here"), Action("attendance.here", {"stop": stop.id}))
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(still, here))


def late_button(question: Question, stop: Stop) -> Button:
    """Give the button of who will be late."""
    return Button(phrases(question.language)("I'm late"), Action("attendance.late", {"stop": stop.id}))
