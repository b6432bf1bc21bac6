"""Which question that no rule explains must not be passed over for the greeting or the thanks beside it."""

from handlers.understanding.concepts import bits
from handlers.understanding.question import Question
from handlers.understanding.shape import WH

# What a question has that is only talk: manners, the forms of asking, and words that anything may be asked with.
_TALK = bits(
    "GREETING THANKS APOLOGY OKAY NO COMPLAINT HUNGRY INSULT SMALLTALK GLUE POLITE ME DEIXIS WHAT HOW WHY YESNO VERB "
    "ASK ASKWH ASKEND MARK BARE CURT MERE SHORT STATEMENT TELL PAST OPENEND DELIB ASIDE STRANGE"
)
_PAST, _EATEN = bits("PAST"), bits("EAT MEALISH")  # 'have you eaten?' is a greeting
_ASKS_OF_A_NAME = WH | bits("YESNO MARK")
_SHORTEST = 2  # letters; a single one that is not read is an ending, not the name of something


def is_left_open(question: Question) -> bool:
    """Tell whether a sentence asks for something, be it in words that nothing explains."""
    if not question.has("ASK"):
        return False
    talk = _TALK | (_EATEN if question.bits & _PAST else 0)
    named = any(len(word) >= _SHORTEST for word in question.unread)
    return bool(question.bits & ~talk) or (named and bool(question.bits & _ASKS_OF_A_NAME))
