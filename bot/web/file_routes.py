"""The files of a chat's bubbles, for whoever the chat belongs to: made for an answer, or sent with a notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from bot.files import NotFetched
from bot.tables import WebMessageRow
from bot.web.chat import not_yours, session_of
from bot.web.content import document_in, file_in
from bot.web.handing import handed
from bot.web.pages import notice_page
from bot.web.reading import read
from bot.web.sessions import WebSession
from bot.web.site import Site
from handlers.phrases import mark
from handlers.request import Enclosed
from schedule_data.tables import MemberRow


@dataclass(frozen=True, slots=True)
class _Bubble:
    content: Mapping[str, Any]
    tour: str


async def document(site: Site, request: Request) -> Response:
    """Hand over the file that an answer was."""
    held = await session_of(site, request)
    if held is None:
        return not_yours(request)
    bubble = await read(site.database, lambda session: _bubble(session, held, request.path_params["number"]))
    found = document_in(bubble.content) if bubble else None
    if found is None:
        return gone(request)
    disposition = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return Response(found.content, media_type=found.media_type, headers={"Content-Disposition": disposition})


async def file(site: Site, request: Request) -> Response:
    """Hand over the photo, document or voice message that came with a notice, or that the person attached."""
    held = await session_of(site, request)
    if held is None:
        return not_yours(request)
    bubble = await read(site.database, lambda session: _bubble(session, held, request.path_params["number"]))
    named = file_in(bubble.content) if bubble else None
    return gone(request) if bubble is None or named is None else await hand_over(site, request, named, bubble.tour)


async def hand_over(site: Site, request: Request, named: Enclosed, tour: str) -> Response:
    """Give a file to somebody who may see it, or a page that says that it can't be had."""
    try:
        found = await site.files.given(named, tour)
    except NotFetched:
        sorry = (
            mark("This file can't be fetched now"),
            mark("Please try again in a moment, or ask your tour leader for it."),
        )
        return notice_page(request, *sorry, status=502)
    return gone(request) if found is None else handed(found, request)


def gone(request: Request) -> Response:
    """Give a page that says that a file is no longer here."""
    return notice_page(
        request, mark("This file is no longer here"), mark("Please ask for it again in the chat."), status=404
    )


def _bubble(session: Session, held: WebSession, number: int) -> _Bubble | None:
    row = session.get(WebMessageRow, number)
    if row is None or row.account_id != held.account_id:
        return None
    member = session.get(MemberRow, held.member_id) if held.member_id else None
    return _Bubble(row.content, member.tour_id if member else "")
