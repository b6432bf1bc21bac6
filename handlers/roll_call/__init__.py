"""Roll calls: opened for a stop or one bus, answered, followed up, counted live, closed once everybody is resolved."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Reply
from handlers.roll_call import asking, board, closing, names, opening, rest, status
from handlers.roll_call.bus_codes import show_code
from handlers.roll_call.escalation import follow_up, next_step

__all__ = ["DOINGS", "asking", "board", "follow_up", "next_step", "opening"]

DOINGS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {
    "rollcall.open": opening.preview,
    "rollcall.status": status.status,
    "rollcall.nudge": status.nudge,
    "rollcall.names": names.list_names,
    "rollcall.tick": names.tick,
    "rollcall.untick": names.untick,
    "rollcall.close": closing.close,
    "rollcall.resolve": closing.resolve,
    "rollcall.rest": rest.rest,
    "rollcall.call_off": closing.call_off,
    "rollcall.reopen": closing.reopen,
    "rollcall.code": show_code,
}
