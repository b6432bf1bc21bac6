"""Lost or in trouble: a call for help that reaches the leaders at once, and stays open until somebody takes it."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Reply
from handlers.trouble.call import call, emergency, help_, located
from handlers.trouble.listed import listed
from handlers.trouble.take import over, take
from handlers.trouble.where import where

__all__ = ["DOINGS"]

DOINGS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {
    "emergency": emergency,
    "help": help_,
    "location": located,
    "trouble.call": call,
    "trouble.where": where,
    "trouble.take": take,
    "trouble.over": over,
    "trouble.open": listed,
}
