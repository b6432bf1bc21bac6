"""What the last answer was about, for the follow-up. It belongs to one account and one tour."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers import dialogue
from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Action, Outcome, Reply
from handlers.understanding import Context

_TOUR = "tour"


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


def context_after(reply: Reply, caller: Caller, at: datetime) -> Mapping[str, Any] | None:
    """Give what to keep of an answer; None where there is nothing a follow-up could refer to."""
    if caller.member is None or reply.intent is None:
        return None
    choices = (button.action for button in reply.buttons) if reply.outcome is Outcome.CLARIFY else ()
    context = Context(at, reply.intent, reply.slots, tuple(choice for choice in choices if choice is not None))
    return {_TOUR: caller.member.tour, **context.to_json(), **dialogue.after(reply)}
