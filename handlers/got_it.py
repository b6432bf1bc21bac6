"""The button with which people confirm a notice."""

from handlers.phrases import phrases
from handlers.reply import Action, Button


def got_it(notice: int, language: str) -> Button:
    """Give the button that confirms the notice of that number."""
    return Button(phrases(language)("Got it"), Action("notice.seen", {"notice": str(notice)}))
