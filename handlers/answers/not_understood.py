"""What isn't answered: not understood, not known, not permitted, not readable; always with a next step."""

from collections.abc import Sequence

from handlers.answers.labels import label
from handlers.answers.next_steps import HELP, HUMAN, NEXT, TODAY, call_someone, offer
from handlers.answers.nouns import said_back
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Attachment
from handlers.wording import listing, quoted, sentences
from schedule_data.people import Role

MOST_NAMED = 3  # unresolved names that are repeated
LONGEST_NAME = 30  # letters of an unresolved name that are repeated

_RECEIVED = {
    Attachment.PHOTO: mark("I can't see photos. Please ask me in words."),
    Attachment.STICKER: mark("Nice sticker! Ask me anything about the tour."),
    Attachment.VOICE: mark("I can't listen to voice messages. Please write to me."),
    Attachment.LOCATION: mark("I can't use your location. Ask me for a place and I'll give you its address."),
    Attachment.OTHER: mark("I can't read this kind of message. Please ask me in words."),
}


def unknown(question: Question, unresolved: Sequence[str] = ()) -> Reply:
    """Say what isn't known, naming the words that nothing in the tour explains, and offer the staff."""
    say = phrases(question.language)
    words = not_on_record(question, unresolved) or say("I don't know that yet.")
    ask = say("Shall I ask the staff?")
    buttons = (*offer(question, HUMAN, NEXT, TODAY, HELP), *call_someone(question))
    return Reply((sentences((words, ask), question.language),), outcome=Outcome.UNKNOWN, buttons=buttons)


def not_on_record(question: Question, unresolved: Sequence[str]) -> str:
    """Say that nothing in the tour explains these names; '' where none of them reads as a name."""
    nouns = tuple(said_back(question.text, unresolved))
    if not nouns:
        return ""
    names = listing(
        (quoted(_shortened(_as_typed(name, question.text or "")), question.language) for name in nouns[:MOST_NAMED]),
        question.language,
    )
    return phrases(question.language)("I find no record of {names} in this tour.", names=names)


def _as_typed(name: str, text: str) -> str:
    """Give a name with the capitals that it was typed with."""
    start = text.lower().find(name.lower())
    return text[start : start + len(name)] if start >= 0 else name


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def refused(question: Question) -> Reply:
    """Say that only others may do this, and who."""
    say = phrases(question.language)
    if question.member.role is Role.STAFF:
        words = say("Only the tour's leaders can do that. I can ask them for you.")
    else:
        words = say("Only the tour's leaders and staff can do that. I can ask them for you.")
    buttons = (*offer(question, HUMAN, *_ones_own(question), NEXT, HELP), *call_someone(question))
    return Reply((words,), outcome=Outcome.REFUSED, buttons=buttons)


def _ones_own(question: Question) -> tuple[Action, ...]:
    """Give what a participant may have meant by words that order leaders' changes: that they come late, or not."""
    slots = {name: value for name, value in question.slots.items() if name in {"stop", "minutes"}}
    if question.member.role is not Role.PARTICIPANT or "group" in question.slots:
        return ()
    if question.intent == "change.delay" and not slots.get("minutes", "").startswith("-"):
        return (Action("attendance.late", slots),)
    return (Action("attendance.absent", slots),) if question.intent == "change.cancel" and "stop" in slots else ()


def expired(language: str) -> Reply:
    """Answer a tap on a button whose time is over."""
    words = phrases(language)("This button no longer works. The plan may have changed; please look at the current one.")
    return Reply((words,), outcome=Outcome.UNKNOWN, buttons=_plain(language, NEXT, TODAY, HELP))


def attachment(language: str, kind: Attachment) -> Reply:
    """Answer a photo, a sticker, a voice message, a location: say what can be read."""
    words = phrases(language)(_RECEIVED[kind])
    return Reply((words,), outcome=Outcome.UNKNOWN, buttons=_plain(language, NEXT, TODAY, HELP))


def too_long(language: str) -> Reply:
    """Answer a text that is too long to be a question."""
    words = phrases(language)("That is too long for me. Please ask one short question at a time.")
    return Reply((words,), outcome=Outcome.UNKNOWN, buttons=_plain(language, HELP, HUMAN))


def _plain(language: str, *actions: Action) -> tuple[Button, ...]:
    return tuple(Button(words, action=action) for action in actions if (words := label(None, language, action)))
