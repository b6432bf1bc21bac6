"""Questions to the staff: handed over with who asks, answered, relayed, kept for the next one who asks."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.proposals import Proposal
from handlers.question import Question
from handlers.relay.answer import answer, carry_out
from handlers.relay.ask import ask, leave
from handlers.relay.keep import drop, keep
from handlers.relay.kept import kept_answer
from handlers.relay.offer import FILE, offer_file
from handlers.relay.offer import carry_out as carry_out_file
from handlers.relay.waiting import open_questions
from handlers.reply import Reply

__all__ = ["CARRIED_OUT", "DOINGS", "PREVIEWS", "kept_answer"]

Doing = Callable[[Session, Caller, Question], Reply]
PREVIEWS: Final[Mapping[str, Doing]] = {"staff.answer": answer}
DOINGS: Final[Mapping[str, Doing]] = {
    **PREVIEWS,
    "human": ask,
    "staff.ask": leave,
    FILE: offer_file,
    "staff.open": open_questions,
    "staff.keep": keep,
    "staff.drop": drop,
}
CARRIED_OUT: Final[Mapping[str, Callable[[Session, Caller, Question, Proposal], Reply]]] = {
    "staff.answer": carry_out,
    FILE: carry_out_file,
}
