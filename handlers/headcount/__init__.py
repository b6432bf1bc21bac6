"""Headcounts for leaders and staff: how many, who is missing, who they are, as text and as a file."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.orm import Session

from handlers.headcount.answering import headcount, members_list, missing
from handlers.headcount.export import export
from handlers.headcount.roster_words import on_roster
from handlers.identity import Caller
from handlers.question import Question
from handlers.reply import Reply

__all__ = ["DOINGS", "on_roster"]

DOINGS: Final[Mapping[str, Callable[[Session, Caller, Question], Reply]]] = {
    "headcount": headcount,
    "missing": missing,
    "members.list": members_list,
    "export": export,
}
