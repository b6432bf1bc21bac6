"""Attaching a file to a message: sent ahead of its message, as plain bytes, so that no form can send one."""

from typing import Final
from urllib.parse import unquote

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.file_types import safe_name, type_of
from bot.files import UPLOAD_LIMIT
from bot.web.chat import taken
from bot.web.reading import read
from bot.web.sending import NotSendable
from bot.web.sessions import CHANNEL, WebSession
from bot.web.site import Site
from handlers.files import StoredFile, keep, new_reference
from handlers.phrases import mark
from handlers.request import Enclosed
from schedule_data.tables import MemberRow

NAME: Final = "x-file-name"  # percent-encoded UTF-8: a header isn't written to a proxy's log, as an address is
MEDIA_TYPE: Final = "application/octet-stream"  # what no form sends; what the file really is, its bytes tell


async def upload(site: Site, request: Request) -> Response:
    """Take a file of somebody on the tour; 201 with its reference, kind and name."""

    async def stored(held: WebSession) -> Response:
        tour = await read(site.database, lambda session: _tour_of(session, held))
        name = unquote(request.headers.get(NAME, ""), errors="replace")
        file = await _kept(site, held, tour, await _content(request), name)
        return JSONResponse({"file": file.reference, "kind": file.kind, "name": file.name}, 201)

    return await taken(site, request, MEDIA_TYPE, stored)


async def _kept(site: Site, held: WebSession, tour: str, content: bytes, name: str) -> Enclosed:
    found = type_of(content)
    if found is None:
        raise NotSendable(415, _NOT_THIS_KIND)
    stored = StoredFile(found.kind, safe_name(name, found), found.media_type, content)
    file = Enclosed(stored.kind, CHANNEL, new_reference(), stored.name)
    at = site.clock.now()
    await site.database.run(lambda session: keep(session, file, stored, tour=tour, member=held.member_id, at=at))
    return file


def _tour_of(session: Session, held: WebSession) -> str:
    member = session.get(MemberRow, held.member_id) if held.member_id else None
    if member is None or member.left_at is not None:
        raise NotSendable(403, mark("Only people on the tour can attach files. Please write it in words."))
    return member.tour_id


async def _content(request: Request) -> bytes:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > UPLOAD_LIMIT:
        raise NotSendable(413, _TOO_LARGE)
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > UPLOAD_LIMIT:
            raise NotSendable(413, _TOO_LARGE)
    return bytes(received)


_TOO_LARGE = mark("That file is too large. Please send at most 10 MB.")
_NOT_THIS_KIND = mark(
    "This kind of file can't be sent. Photos (JPEG, PNG, WebP), PDF, Word, Excel, PowerPoint, HWP, text and voice"
    " (OGG, MP3, M4A) can."
)
