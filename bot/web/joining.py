"""Joining by a personal link, or by the tour code: a page with one button, and the exchange for a cookie.

The page is the same for every link and consumes nothing, because messengers fetch links to draw a preview.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.accounts import account_of
from bot.web.boarding import board, bus_page
from bot.web.cookies import is_https, set_cookie
from bot.web.pages import browser_language, notice_page, page
from bot.web.security import comes_from_here
from bot.web.sending import greet
from bot.web.sessions import CHANNEL, ID_BYTES, NewSession, open_session, sessions_held
from bot.web.site import Site
from handlers.invitations import Joined, hash_code, take_up
from handlers.membership.tour_codes import tour_of_code
from handlers.phrases import mark
from handlers.roll_call.bus_codes import names_a_bus
from handlers.tables import AccountRow, InvitationRow

NO_STRANGERS = mark("Please open this link from your own browser, and press the button on the page.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A chat that the link led to: `made` is None where this browser already had its session.

    A guest brought the tour code, and says in the chat who they are.
    """

    session_id: str
    account_id: int
    address: str
    made: NewSession | None = None
    is_guest: bool = False


async def join_page(_site: Site, request: Request) -> Response:
    """Show the button; the link is neither looked up nor used."""
    if names_a_bus(request.path_params["code"]):
        return bus_page(request)
    return page("join.html", browser_language(request), action=request.url.path)


async def join(site: Site, request: Request) -> Response:
    """Exchange the link, once, for this browser's cookie; a bus's code checks in who has one."""
    if not comes_from_here(request):
        return notice_page(request, mark("This link can't be opened from another site"), NO_STRANGERS, status=403)
    if names_a_bus(request.path_params["code"]):
        return await board(site, request)
    client = request.client.host if request.client else ""
    wait = site.guesses.wait(client)
    if wait:
        return _too_many(request, wait)
    code, at, language = request.path_params["code"], site.clock.now(), browser_language(request)
    entry = await site.database.run(lambda session: exchange(session, code, request.cookies, language, at))
    if entry is None or entry.is_guest:
        site.guesses.take(client)
    if entry is None:
        return _used(request)
    response = RedirectResponse(f"/c/{entry.session_id}", 303)
    if entry.made:
        set_cookie(response, entry.made, is_https=is_https(site, request))
        await greet(site, entry.address, f"join:{entry.session_id}", {"code": code})
    return response


def exchange(session: Session, code: str, cookies: Mapping[str, str], language: str, at: datetime) -> Entry | None:
    """Give the chat that the link leads this browser to; None where the link opens nothing (any more)."""
    member_id = session.scalar(
        select(InvitationRow.member_id).where(InvitationRow.code_hash == hash_code(code)).with_for_update()
    )
    if member_id is None:
        return _guest(session, cookies, language, at) if tour_of_code(session, code) else None
    for held in sessions_held(session, cookies):
        if held.member_id == member_id:
            return Entry(held.id, held.account_id, held.address)
    account = account_of(session, member_id, language, at)
    joined = take_up(session, code, account, at)
    if not isinstance(joined, Joined) or joined.again:
        return None
    made = open_session(session, account.id, at)
    return Entry(made.id, account.id, account.address, made)


def _guest(session: Session, cookies: Mapping[str, str], language: str, at: datetime) -> Entry:
    """Give a chat to somebody who is nobody's yet."""
    for held in sessions_held(session, cookies):
        if held.member_id is None:
            return Entry(held.id, held.account_id, held.address)
    account = AccountRow(channel=CHANNEL, address=f"guest-{token_hex(ID_BYTES)}", language=language, created_at=at)
    session.add(account)
    session.flush()
    made = open_session(session, account.id, at)
    return Entry(made.id, account.id, account.address, made, is_guest=True)


def _too_many(request: Request, wait: float) -> Response:
    response = notice_page(
        request,
        mark("Too many wrong links"),
        mark("Please wait a minute, then press the button of your link again."),
        mark("If it still doesn't work, ask your tour leader for a new link."),
        status=429,
    )
    response.headers["Retry-After"] = str(ceil(wait))
    return response


def _used(request: Request) -> Response:
    return notice_page(
        request,
        mark("This link doesn't open a chat any more"),
        mark("A personal link works once. If you have used it before, open the chat in the browser you used then."),
        mark("Otherwise ask your tour leader for a new link; it takes a moment, and nothing you wrote is lost."),
        status=410,
    )
