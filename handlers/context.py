"""What the last answer was about, for the follow-up. It belongs to one account and one tour."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers import dialogue
from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Action, Outcome, Reply
from handlers.request import Enclosed, Request
from handlers.understanding import Context

LONGEST_QUESTION = 500  # characters of an unanswered question that are kept, for the staff to be asked
_TOUR, _UNANSWERED, _WANTS_PLACE, _CRY, _BESIDE = "tour", "unanswered", "wants_place", "cry", "beside"


def context_of(caller: Caller, question: Question) -> Context | None:
    """Give what the caller's last answer was about, None where it was long ago or about another tour."""
    stored = caller.context
    if not stored or stored.get(_TOUR) != question.itinerary.tour:
        return None
    context = Context.from_json(stored)
    return context if context.is_fresh(question.at) else None


def said_after(caller: Caller, question: Question) -> Action | None:
    """Give what the caller's words do after what the last answer asked; None where they are a message of their own."""
    if not caller.context or not question.text or context_of(caller, question) is None:
        return None
    return dialogue.meant(caller.context, question.text)


def value_awaited(caller: Caller, said: Action | None) -> Mapping[str, Any] | None:
    """Give what was asked for (`Awaited`) where `said` is the words taken for it; None where it is a tap or a no."""
    return dialogue.value_awaited(caller.context or {}, said)


def said_by_stranger(caller: Caller, text: str | None, at: datetime) -> Action | None:
    """Give what a stranger's words do after what the last answer asked; None where they are a message of their own."""
    stored = caller.context
    if not stored or not text or stored.get(_TOUR) or not Context.from_json(stored).is_fresh(at):
        return None
    return dialogue.meant(stored, text)


def wanted_place(caller: Caller, question: Question) -> bool:
    """Tell whether a location that comes now is that of somebody who has just asked for help."""
    return context_of(caller, question) is not None and bool((caller.context or {}).get(_WANTS_PLACE))


def cried(caller: Caller, question: Question) -> str:
    """Give the words in which the caller has just asked for help; '' where they didn't."""
    return str((caller.context or {}).get(_CRY, "")) if wanted_place(caller, question) else ""


def unanswered(caller: Caller, question: Question) -> str:
    """Give the words that the caller wrote last, where they were not answered; else ''."""
    if not caller.context or context_of(caller, question) is None:
        return ""
    return str(caller.context.get(_UNANSWERED, ""))


def beside(caller: Caller, question: Question) -> Enclosed | None:
    """Give the file that came with the words that were not answered, or in which the caller asked for help."""
    if not caller.context or context_of(caller, question) is None:
        return None
    return Enclosed.read(str(caller.context.get(_BESIDE, "")))


def context_after(reply: Reply, caller: Caller, request: Request) -> Mapping[str, Any] | None:
    """Give what to keep of an answer to a request; None where there is nothing a follow-up could refer to."""
    at, text = request.at, request.text
    asked = text if text and reply.outcome is not Outcome.ANSWER and reply.awaits is None else None
    if reply.farewell:
        return None
    if caller.member is None:
        asks = dialogue.after(reply)
        return {_TOUR: "", **Context(at, reply.intent, {}).to_json(), **asks} if asks else None
    if reply.intent is None and not asked:
        return None
    choices = (button.action for button in reply.buttons) if reply.outcome is Outcome.CLARIFY else ()
    context = Context(at, reply.intent, reply.slots, tuple(choice for choice in choices if choice is not None))
    kept = {_TOUR: caller.member.tour, **context.to_json(), **dialogue.after(reply)}
    if request.file and (asked or reply.wants_place):
        kept |= {_BESIDE: request.file.written()}
    if reply.wants_place:
        kept |= {_WANTS_PLACE: True, _CRY: text[:LONGEST_QUESTION] if text else (caller.context or {}).get(_CRY, "")}
        kept.setdefault(_BESIDE, "" if text else (caller.context or {}).get(_BESIDE, ""))
    return {**kept, _UNANSWERED: asked[:LONGEST_QUESTION]} if asked else kept
