"""What somebody who belongs to no tour may ask: the public programme, manners, help, a human, the language."""

from functools import cache

from handlers.reply import Outcome
from handlers.understanding.concepts import bits
from handlers.understanding.lexicon import Word
from handlers.understanding.normalise import bounded, line_of, plain
from handlers.understanding.numbers import number_spans
from handlers.understanding.rules import ranked
from handlers.understanding.script import language_named, language_of
from handlers.understanding.segment import Token, Vocabulary, read, vocabulary
from handlers.understanding.values import Understanding, Understood

_TOPICS = (
    ("refund", bits("REFUND"), 0),
    ("operator", bits("HOST"), 0),
    ("dates", bits("TOURSPAN"), 0),
    ("fee", bits("FEE PRICE"), 0),
    ("apply", bits("APPLY SIGNUP JOIN"), 0),
    ("dates", bits("WHEN DURATION START END DATEWORD"), bits("TOUR AGENDA DEPART START JOIN")),
    ("summary", bits("TOUR AGENDA"), bits("ABOUT WHAT HOW REQUEST WHERE GO")),
    ("summary", bits("ADVERT"), 0),
)
_INJECTED, _GUARDED = bits("INJECT"), bits("SITE STOP LUNCH DINNER HOTEL ROOM GATHER BUS")
_MANNERS = frozenset({"social", "help", "human", "emergency"})


def understand_programme(text: str, language: str = "ko") -> Understanding:
    """Understand a stranger's message: programme, social, help, human, language, emergency, else unknown.

    `language` counts only where the script does not tell.
    """
    text = bounded(text or "")
    spoken = language_of(text, language)
    tokens = read(line := line_of(plain(text)), _public_vocabulary(), number_spans(line))
    present = _concepts(tokens)
    strange = any(token.word is None for token in tokens)
    return Understanding(spoken, (_of_programme(present, strange=strange, spoken=line.text),))


@cache
def _public_vocabulary() -> Vocabulary:
    return vocabulary({})


def _concepts(tokens: list[Token]) -> int:
    known: list[Word] = [token.word for token in tokens if token.word is not None and not token.as_tail]
    present = bits("ASK") if known else 0
    for word in known:
        present |= word.bits
    return present


def _of_programme(present: int, *, strange: bool, spoken: str) -> Understood:
    if present & _INJECTED or not spoken:
        return Understood(Outcome.ANSWER, "social", {}, 1.0)
    topic = _topic(present)
    if topic is not None:
        return Understood(Outcome.ANSWER, "programme", {"topic": topic}, 0.6 if strange else 0.9)
    fitting = [rule for rule in ranked(present) if rule.intent in _MANNERS or rule.intent == "language"]
    if fitting and (not strange or fitting[0].intent in {"human", "emergency"}):
        slots = language_named(spoken) if fitting[0].intent == "language" else {}
        return Understood(Outcome.ANSWER, fitting[0].intent, slots, 0.8)
    return Understood(Outcome.UNKNOWN, None)


def _topic(present: int) -> str | None:
    if present & _GUARDED:
        return None
    return next((topic for topic, one, other in _TOPICS if present & one and (not other or present & other)), None)
