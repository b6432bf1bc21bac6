"""Understanding a message: from text to outcome, intent and slots, out of nothing but the tour's own records."""

from handlers.understanding.matcher import Matcher, compile_matcher
from handlers.understanding.roster_names import Roster
from handlers.understanding.strangers import understand_programme
from handlers.understanding.understand import understand
from handlers.understanding.values import CONTEXT_MINUTES, Context, Moment, Understanding, Understood

__all__ = [
    "CONTEXT_MINUTES",
    "Context",
    "Matcher",
    "Moment",
    "Roster",
    "Understanding",
    "Understood",
    "compile_matcher",
    "understand",
    "understand_programme",
]
