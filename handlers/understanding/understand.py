"""From a message to what it asks."""

from handlers.reply import Outcome
from handlers.understanding.matcher import Matcher
from handlers.understanding.values import Context, Moment, Understanding, Understood


def understand(text: str, matcher: Matcher, moment: Moment, context: Context | None = None) -> Understanding:
    """Understand a member's message; `context` is the talk of the same person in the same tour."""
    del text, matcher, context
    return Understanding(moment.language, (Understood(Outcome.UNKNOWN, None),))


def understand_programme(text: str, language: str = "ko") -> Understanding:
    """Understand a stranger's message: programme, social, help, human, language or unknown."""
    del text
    return Understanding(language, (Understood(Outcome.UNKNOWN, None),))
