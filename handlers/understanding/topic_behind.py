"""A message whose question comes first and what it is about behind it."""

from handlers.understanding.clauses_asked import OWN_SUBJECT
from handlers.understanding.concepts import bits
from handlers.understanding.matcher import Matcher
from handlers.understanding.normalise import line_of
from handlers.understanding.question import question_of
from handlers.understanding.tour_days import Days

_A_QUESTION_AND_ITS_TOPIC = 2  # sentences
_SUBJECTS = OWN_SUBJECT | bits("SITE STOP KIND")
_APART = _SUBJECTS | bits("DATE MEALISH TOPIC BRING GREETING")  # a question with one of these has its own topic


def with_topic(pieces: list[str], matcher: Matcher, days: Days) -> list[str]:
    """Put what a question is about before it where it was sent after it: '비번이 뭐죠? 호텔 와이파이'."""
    if len(pieces) != _A_QUESTION_AND_ITS_TOPIC:
        return pieces
    asked, topic = (question_of(line_of(piece), matcher, days) for piece in pieces)
    is_asked = asked.has("ASKWH") and asked.has("SHORT") and not asked.bits & _APART
    is_topic = topic.has("BARE") and topic.has("SHORT") and topic.bits & _SUBJECTS and not topic.has("ASKWH", "ASKEND")
    if not is_asked or not is_topic or asked.unread or topic.unread:
        return pieces
    return [f"{pieces[1]} {pieces[0]}"]
