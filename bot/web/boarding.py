"""The bus's code in a browser: a page with one button, and the check-in of whoever chats in this browser.

The page is the same for every code and checks nobody in, because messengers fetch links to draw a preview. What the
button does is what scanning does on Telegram, and the answer is told in the chat.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from secrets import token_hex
from typing import Final

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.pages import browser_language, notice_page, page
from bot.web.reading import read
from bot.web.sending import greet
from bot.web.sessions import WebSession, sessions_held
from bot.web.site import Site
from handlers.phrases import mark
from handlers.roll_call.bus_codes import bus_code, bus_of, typed
from schedule_data.tables import MemberRow

ONCE_BYTES: Final = 8
_ONCE: Final = re.compile(rf"[0-9a-f]{{{2 * ONCE_BYTES}}}")


@dataclass(frozen=True, slots=True)
class Rider:
    """Somebody who chats in this browser; `name` is empty for a guest."""

    held: WebSession
    name: str


def bus_page(request: Request) -> Response:
    """Show the button; the code is not looked up. The page's own name keeps a second tap from being a second word."""
    return _page(request, "bus.html", once=token_hex(ONCE_BYTES))


async def board(site: Site, request: Request) -> Response:
    """Check in who chats in this browser, and lead them to their chat; ask who it is where several do."""
    code = request.path_params["code"]
    riders = await read(site.database, lambda session: riders_of(session, request.cookies, code))
    if not riders:
        return _page(request, "bus_stranger.html", status=403)
    chosen = [one for one in riders if one.held.id == request.query_params.get("who")] or riders
    if len(chosen) > 1:
        return _page(request, "bus_riders.html", once=_once(request), riders=chosen)
    held = chosen[0].held
    wait = site.messages.wait(held.id)
    if wait:
        return _too_many(request, wait)
    site.messages.take(held.id)
    await greet(site, held.address, f"bus:{held.id}:{code}:{_once(request)}", {"code": code})
    return RedirectResponse(f"/c/{held.id}", 303)


def riders_of(session: Session, cookies: Mapping[str, str], code: str) -> Sequence[Rider]:
    """Give who chats in this browser: those on the tour of the bus, else all who are on a tour, else guests."""
    held = sessions_held(session, cookies)
    members = {one.id: session.get_one(MemberRow, one.member_id) for one in held if one.member_id is not None}
    bus = bus_of(session, code) if len(members) > 1 else None
    on_tour = [one for one in held if bus is not None and one.id in members and members[one.id].tour_id == bus.tour_id]
    shown = on_tour or [one for one in held if one.id in members] or held[:1]
    riders = {one.member_id: Rider(one, members[one.id].name if one.id in members else "") for one in shown}
    return list(riders.values())


def _once(request: Request) -> str:
    once = request.query_params.get("once", "")
    return once if _ONCE.fullmatch(once) else token_hex(ONCE_BYTES)


def _page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """Give a page of the bus's, which may tell what to type instead: that is on the paper, too."""
    language, code = browser_language(request), bus_code(request.path_params["code"])
    words = typed(code, language) if code else ""
    return page(template, language, status=status, action=request.url.path, words=words, **values)


def _too_many(request: Request, wait: float) -> Response:
    response = notice_page(
        request, mark("That was a lot at once"), mark("Please wait a moment, then scan the code again."), status=429
    )
    response.headers["Retry-After"] = str(ceil(wait))
    return response
