"""Changes of the plan by leaders: previewed, confirmed, told to those concerned, undone, remembered.

`PREVIEWS` are the changes; each gives a preview, or asks for what it lacks. `carry_out` does what a preview showed.
"""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.changes.cancel import cancel
from handlers.changes.carry_out import carry_out
from handlers.changes.delay import delay
from handlers.changes.history import history
from handlers.changes.insert import insert
from handlers.changes.menu import menu
from handlers.changes.move import move
from handlers.changes.notice import change_notice
from handlers.changes.orders import order_in
from handlers.changes.place import place
from handlers.changes.swap import swap
from handlers.changes.told import told
from handlers.changes.undo import undo
from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Reply

__all__ = ["PREVIEWS", "carry_out", "change_notice", "history", "menu", "order_in", "told"]

PREVIEWS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {
    "change.delay": delay,
    "change.move": move,
    "change.place": place,
    "change.cancel": cancel,
    "change.insert": insert,
    "change.swap": swap,
    "change.undo": undo,
}
