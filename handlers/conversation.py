"""A unit of talk: many people's messages answered in one transaction."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from handlers.context import context_after
from handlers.identity import Caller, callers
from handlers.reply import Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.tables import AccountRow
from handlers.tours import Tours


def converse(session: Session, channel: str, requests: Sequence[Request], tours: Tours) -> Sequence[Reply | None]:
    """Answer requests of different people on one channel, in their order; None where there is nothing to say.

    Whoever writes can be reached again; what each answer was about is kept for follow-up questions. A reply that is
    `unclear` within the budget is not to be shown: the request is to come again, with what was chosen.
    """
    if not requests:
        return []
    known = callers(session, channel, [request.sender for request in requests], requests[0].at)
    replies: list[Reply | None] = []
    contexts: list[dict[str, Any]] = []
    heard = []
    for request in requests:
        caller = known[request.sender]
        if (why := _why_unreachable(request, caller)) is not None:
            heard.append({"account": caller.account, "why": why})
        if request.reachable is not None:
            replies.append(None)
            continue
        reply = respond(session, request, caller, tours)
        replies.append(reply)
        contexts.extend(_context(reply, caller, request))
    if contexts:
        session.execute(_REMEMBER, contexts)
    if heard:
        session.execute(_REACHED, heard)
    return replies


def _context(reply: Reply, caller: Caller, request: Request) -> Iterator[dict[str, Any]]:
    """Give what to keep of an answer; nothing of one that waits for a guess, as it has not been given yet."""
    if reply.unclear and not reply.unclear.over_budget:
        return
    context = context_after(reply, caller, request)
    if context is not None or caller.context is not None:
        yield {"account": caller.account, "about": context}


def _why_unreachable(request: Request, caller: Caller) -> str | None:
    """Give why an account can't be reached from now on, '' where it can; None where nothing about that is new."""
    if request.reachable is not None:
        return "" if request.reachable else BLOCKED
    return "" if caller.unreachable else None


BLOCKED = "blocked"
_ACCOUNT = update(AccountRow.core()).where(AccountRow.core().c.id == bindparam("account"))
_REMEMBER = _ACCOUNT.values(context=bindparam("about"))
_REACHED = _ACCOUNT.values(unreachable=bindparam("why"))
