"""Manners: greetings, thanks, complaints and small talk get a short, kind word and no fact."""

from typing import Final

from handlers.answers.manners import heard
from handlers.answers.next_steps import HELP, HUMAN, NEXT, TODAY, call_someone, offer
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Reply

GREETING: Final = mark("Hello! I'm Giljabi. Ask me anything about the tour.")
WORDS: Final = {
    "greeting": GREETING,
    "thanks": mark("You're welcome. Ask me any time."),
    "goodbye": mark("See you soon. Ask me any time."),
    "apology": mark("No problem at all. What can I find for you?"),
    "okay": mark("All right. Ask me any time."),
    "complaint": mark("I'm sorry it's been hard. A person from the staff can help you directly."),
    "insult": mark("I'm sorry I wasn't helpful. A person from the staff can help you directly."),
    "smalltalk": mark("I only know about the tour, but I'm glad to help with that."),
    "identity": mark("I'm Giljabi, the tour's chat companion. I'm a program, not a person."),
    "injection": mark("I only answer questions about the tour."),
}
_SAME: Final = {
    "small_talk": "smalltalk",
    "inject": "injection",
    "bye": "goodbye",
    "farewell": "goodbye",
    "praise": "thanks",
}
_NEEDS_A_HUMAN: Final = frozenset({"complaint", "insult"})


def social(question: Question) -> Reply:
    """Answer what isn't a question about the tour."""
    asked = question.slots.get("topic") or heard(question.text or "")
    topic = _SAME.get(asked, asked)
    words = phrases(question.language)(WORDS.get(topic, WORDS["smalltalk"]))
    if topic in _NEEDS_A_HUMAN:
        return Reply((words,), buttons=(*offer(question, HUMAN, HELP), *call_someone(question)))
    return Reply((words,), buttons=offer(question, NEXT, TODAY, HELP))


def language(question: Question) -> Reply:
    """Say which language is spoken from now on; the caller has set it."""
    words = phrases(question.language)("I'll speak English from now on.")
    others = (Action("language", {"language": one}) for one in ("ko", "en", "zh") if one != question.language)
    return Reply((words,), buttons=offer(question, *others, NEXT))
