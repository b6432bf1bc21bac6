"""The chat: its page, sending, and leaving."""

import json
from collections.abc import Awaitable, Callable
from math import ceil

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.files import UPLOAD_LIMIT
from bot.web.accounts import language_of, owner_of
from bot.web.pages import browser_language, notice_page, page
from bot.web.reading import read
from bot.web.security import JSON, comes_from_here, script_comes_from_here
from bot.web.sending import TEXT_LIMIT, NotSendable, keep, read_sent
from bot.web.sessions import WebSession, cookie_name, find_session, revoke_session
from bot.web.site import Site
from bot.web.words import page_words, suggestions
from handlers.permissions import may
from handlers.phrases import mark, phrases


async def session_of(site: Site, request: Request) -> WebSession | None:
    """Give the session that the address names, if this browser holds its secret."""
    session_id = request.path_params["sid"]
    secret = request.cookies.get(cookie_name(session_id))
    return await read(site.database, lambda session: find_session(session, session_id, secret))


async def chat_page(site: Site, request: Request) -> Response:
    """Show the chat."""
    held = await session_of(site, request)
    if held is None:
        return not_yours(request)
    owner = await read(site.database, lambda session: owner_of(session, held, site.snapshots))
    say = phrases(owner.language)
    return page(
        "chat.html",
        owner.language,
        owner=owner,
        session_id=held.id,
        text_limit=TEXT_LIMIT,
        words=json.dumps(page_words(say), ensure_ascii=False),
        suggestions=suggestions(say, owner.role),
        attaches=bool(owner.tour_title),  # who is on no tour has nobody to send it to
        counts=may(owner.role, "headcount"),
        upload_limit=UPLOAD_LIMIT,
    )


async def send(site: Site, request: Request) -> Response:
    """Take a message or a tap; 202 once it is stored."""

    async def stored(held: WebSession) -> Response:
        return JSONResponse({"message": await keep(site, held, await read_sent(request))}, 202)

    return await taken(site, request, JSON, stored)


async def taken(
    site: Site, request: Request, media_type: str, take: Callable[[WebSession], Awaitable[Response]]
) -> Response:
    """Take what a script of this browser's chat sends, unless it is too much at once; else say why it isn't taken."""
    if not script_comes_from_here(request, media_type):
        return problem(403, browser_language(request), mark("This page can't send from another site."))
    held = await session_of(site, request)
    if held is None:
        return problem(403, browser_language(request), mark("This chat is no longer open in this browser."))
    if slow := _slowed(site, held, request):
        return slow
    try:
        return await take(held)
    except NotSendable as refused:
        language = await read(site.database, lambda session: language_of(session, held.account_id))
        return problem(refused.status, language, str(refused))


def _slowed(site: Site, held: WebSession, request: Request) -> Response | None:
    """Count what a chat sends; give the answer for what is too much at once."""
    wait = site.messages.wait(held.id)
    if not wait:
        site.messages.take(held.id)
        return None
    slow = problem(429, browser_language(request), mark("That was a lot at once; the rest follows in a moment."))
    slow.headers["Retry-After"] = str(ceil(wait))
    return slow


async def leave(site: Site, request: Request) -> Response:
    """Close the chat in this browser."""
    held = await session_of(site, request)
    if held is None or not comes_from_here(request):
        return not_yours(request)
    at = site.clock.now()
    await site.database.run(lambda session: revoke_session(session, held.id, at))
    site.feed.wake(held.account_id)
    response = RedirectResponse("/left", 303)
    response.delete_cookie(cookie_name(held.id), httponly=True, samesite="strict")
    return response


async def left_page(_site: Site, request: Request) -> Response:
    """Say that the chat is closed, and how to come back."""
    return notice_page(
        request,
        mark("You have left the chat in this browser"),
        mark("To come back, ask your tour leader for a new link. What you wrote is kept until the tour is over."),
        status=200,
    )


def not_yours(request: Request) -> Response:
    """Say that this browser hasn't joined the chat."""
    return notice_page(
        request,
        mark("This chat isn't open in this browser"),
        mark("Open it in the browser you joined with: an app's built-in browser is a different one."),
        mark("If that isn't possible, ask your tour leader for a new personal link."),
        status=403,
    )


def problem(status: int, language: str, sentence: str) -> JSONResponse:
    """Say why something isn't taken; `sentence` is a msgid."""
    return JSONResponse({"problem": phrases(language)(sentence)}, status)
