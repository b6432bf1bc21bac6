"""Telling people something: previewed, confirmed, followed up, corrected, withdrawn."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.broadcast.amend import carry_out_correction, carry_out_withdrawal, correct, withdraw
from handlers.broadcast.carry_out import carry_out
from handlers.broadcast.follow_up import names, nudge, phones
from handlers.broadcast.orders import headed_in, order_in
from handlers.broadcast.scheduled import scheduled
from handlers.broadcast.seen import seen
from handlers.broadcast.send import change, send, unfetched
from handlers.identity import Caller
from handlers.proposals import Proposal
from handlers.question import Question
from handlers.reply import Reply

__all__ = ["CARRIED_OUT", "DOINGS", "PREVIEWS", "headed_in", "order_in"]

Doing = Callable[[Session, Caller, Question], Reply]
PREVIEWS: Final[Mapping[str, Doing]] = {"notice.send": send, "notice.correct": correct, "notice.withdraw": withdraw}
DOINGS: Final[Mapping[str, Doing]] = {
    **PREVIEWS,
    "notice.draft": change,
    "notice.names": names,
    "notice.phones": phones,
    "notice.nudge": nudge,
    "notice.seen": seen,
    "notice.unfetched": unfetched,
    "notice.scheduled": scheduled,
}
CARRIED_OUT: Final[Mapping[str, Callable[[Session, Caller, Question, Proposal], Reply]]] = {
    "notice.send": carry_out,
    "notice.correct": carry_out_correction,
    "notice.withdraw": carry_out_withdrawal,
}
