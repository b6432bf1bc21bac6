"""What is stored of a person: shown to them, and erased when they want it."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.own_data.asking import carry_out, erase
from handlers.own_data.shown import me
from handlers.question import Question
from handlers.reply import Reply

__all__ = ["DOINGS", "carry_out"]

DOINGS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {"me": me, "me.erase": erase}
