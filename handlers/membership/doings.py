"""What this part answers: `DOINGS` for members, `VISITS` for anybody, strangers too."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.membership.deciding import approve, deny
from handlers.membership.leaving import leave
from handlers.membership.new_code import tour_code
from handlers.membership.requests import request
from handlers.membership.reset import reset
from handlers.membership.switching import switch
from handlers.membership.visit import Visiting
from handlers.question import Question
from handlers.reply import Reply

VISITS: Final[Mapping[str, Visiting]] = {"join.request": request, "tour.switch": switch}
DOINGS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {
    "leave": leave,
    "invite.reset": reset,
    "invite.code": tour_code,
    "join.approve": approve,
    "join.deny": deny,
}
