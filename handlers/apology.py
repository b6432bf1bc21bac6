"""What a person is told when answering them failed through our fault."""

from handlers.phrases import phrases
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Request
from handlers.settings import default_language


def apologise(request: Request) -> Reply:
    """Say sorry, that the message is kept, and where a person can be reached."""
    say = phrases(default_language(request.language))
    words = say("Sorry, something went wrong on my side. Please ask again, or call your tour leader.")
    buttons = (Button(say("Contacts"), Action("people")), Button(say("Next stop"), Action("agenda.next")))
    return Reply((words,), outcome=Outcome.UNKNOWN, buttons=buttons)
