"""Sign-ups: a limited number of places at a stop, a waiting list, and freed places offered to the next in line."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Reply
from handlers.signups import answering
from handlers.signups.offering import next_lapse, offer_freed
from handlers.signups.said import said_in
from handlers.signups.told import offered

__all__ = ["DOINGS", "next_lapse", "offer_freed", "offered", "said_in"]

DOINGS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {
    "signup": answering.sign_up,
    "signup.take": answering.take,
    "signup.leave": answering.leave,
    "signup.list": answering.who,
}
