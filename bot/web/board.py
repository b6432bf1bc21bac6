"""The live headcount for leaders and staff: a page, and the part of it that is fetched again every few seconds.

It is fetched again rather than streamed: a count changes with what others write to the bot, which reaches no chat of
the reader's own.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.web.accounts import language_of
from bot.web.chat import not_yours, session_of
from bot.web.pages import notice_page, page
from bot.web.reading import read
from bot.web.sessions import WebSession, sessions_held
from bot.web.site import Site
from handlers.headcount.by_bus import SHOWN, Board, by_bus
from handlers.permissions import may
from handlers.phrases import mark
from handlers.roll_call.states import STANDING_WORDS
from schedule_data.people import Role
from schedule_data.tables import MemberRow

ASKS = "headcount"  # whoever may ask for it in the chat sees it here


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a session may see: `allowed` by its member's role at this moment, on their current tour."""

    allowed: bool
    language: str
    tour_title: str = ""
    board: Board | None = None


async def own_board(site: Site, request: Request) -> Response:
    """Lead to the board of the tour that this browser has joined as a leader or as staff."""

    def first(session: Session) -> WebSession | None:
        held = sessions_held(session, request.cookies)
        return next((one for one in held if _member_who_may(session, one)), None)

    held = await read(site.database, first)
    return RedirectResponse(f"/c/{held.id}/board", 303) if held else _not_for_you(request)


async def board_page(site: Site, request: Request) -> Response:
    """Show the board."""
    held = await session_of(site, request)
    if held is None:
        return not_yours(request)
    seen = await _look(site, held)
    return _shown("board.html", seen, held) if seen.allowed else _not_for_you(request, seen.language)


async def board_now(site: Site, request: Request) -> Response:
    """Give the part of the board that changes; 304 where it is as the page has it."""
    held = await session_of(site, request)
    seen = await _look(site, held) if held else None
    if held is None or seen is None or not seen.allowed:
        return Response(status_code=403)
    answer = _shown("board_now.html", seen, held)
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    answer.headers["ETag"] = tag
    return answer


async def _look(site: Site, held: WebSession) -> _Seen:
    at = site.clock.now()

    def look(session: Session) -> _Seen:
        language = language_of(session, held.account_id)
        member = _member_who_may(session, held)
        tour = site.snapshots.current(session, member.tour_id) if member else None
        if tour is None:
            return _Seen(allowed=False, language=language)
        return _Seen(True, language, tour.title.to(language), by_bus(session, tour, at, language))  # noqa: FBT003

    return await read(site.database, look)


def _member_who_may(session: Session, held: WebSession) -> MemberRow | None:
    member = session.get(MemberRow, held.member_id) if held.member_id else None
    allowed = member is not None and member.left_at is None and may(Role(member.role), ASKS)
    return member if allowed else None


def _shown(template: str, seen: _Seen, held: WebSession) -> HTMLResponse:
    return page(
        template,
        seen.language,
        session_id=held.id,
        tour_title=seen.tour_title,
        board=seen.board,
        shown=SHOWN,
        standing_words=STANDING_WORDS,
    )


def _not_for_you(request: Request, language: str | None = None) -> Response:
    return notice_page(
        request,
        mark("The live headcount is for leaders and staff"),
        mark("Open it in the browser in which you joined as one of them."),
        mark("If you should see it, please ask your tour leader."),
        status=403,
        language=language,
    )
