"""A unit of talk: many people's messages answered in one transaction."""

from collections.abc import Sequence

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from handlers.context import context_after
from handlers.identity import callers
from handlers.reply import Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.tables import AccountRow
from handlers.tours import Tours


def converse(session: Session, channel: str, requests: Sequence[Request], tours: Tours) -> Sequence[Reply | None]:
    """Answer requests of different people on one channel, in their order; None where there is nothing to say.

    Whoever writes can be reached again; what each answer was about is kept for follow-up questions.
    """
    if not requests:
        return []
    known = callers(session, channel, [request.sender for request in requests], requests[0].at)
    replies: list[Reply | None] = []
    contexts, heard = [], []
    for request in requests:
        caller = known[request.sender]
        if request.reachable is not None:
            heard.append({"account": caller.account, "why": "" if request.reachable else BLOCKED})
            replies.append(None)
            continue
        if caller.unreachable:
            heard.append({"account": caller.account, "why": ""})
        reply = respond(session, request, caller, tours)
        replies.append(reply)
        context = context_after(reply, caller, request.at, request.text)
        if context is not None or caller.context is not None:
            contexts.append({"account": caller.account, "about": context})
    if contexts:
        session.execute(_REMEMBER, contexts)
    if heard:
        session.execute(_REACHED, heard)
    return replies


BLOCKED = "blocked"
_ACCOUNT = update(AccountRow.core()).where(AccountRow.core().c.id == bindparam("account"))
_REMEMBER = _ACCOUNT.values(context=bindparam("about"))
_REACHED = _ACCOUNT.values(unreachable=bindparam("why"))
