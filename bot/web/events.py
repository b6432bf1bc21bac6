"""The stream of a chat: server-sent events, one for each bubble, from where the page last was.

Events: `message` (its id is the number to go on from), `ready` once what had been missed is sent, `beat` after that and
while nothing happens, `gone` when the session is closed. https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.tables import WebMessageRow
from bot.web.accounts import language_of, zones_of
from bot.web.chat import session_of
from bot.web.content import FILE, file_in
from bot.web.messages import Direction, messages_after
from bot.web.reading import read
from bot.web.sessions import WebSession, is_open
from bot.web.site import Site
from schedule_data.snapshots import Snapshots

BEAT_SECONDS = 15.0
RETRY_MS = 2000  # how long a browser waits before it connects again
NUMBER = re.compile(r"[0-9]{1,18}")  # fits the databases' 64 bits


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the table gave: bubbles to send, the number to go on from, and whether the session is open."""

    messages: Sequence[Mapping[str, Any]]
    upto: int
    language: str
    is_open: bool


async def events(site: Site, request: Request) -> Response:
    """Stream a chat until the page goes, the session is closed, or the server stops."""
    held = await session_of(site, request)
    if held is None:
        return JSONResponse({}, 403)
    stream = _stream(site, held, _last_seen(request))
    headers = {"X-Accel-Buffering": "no"}  # a proxy must not wait for more
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(site: Site, held: WebSession, seen: int) -> AsyncIterator[str]:
    yield f"retry: {RETRY_MS}\n\n"
    is_ready = False
    with site.feed.page(held.account_id) as wake:
        while not site.feed.closed:
            wake.clear()
            news = await read(site.database, partial(_news, held=held, after=seen, snapshots=site.snapshots))
            for message in news.messages:
                last = message is news.messages[-1]  # a page that is cut off before it asks for all of them again
                yield _event("message", message, news.upto if last else None)
            seen = news.upto
            if not news.is_open:
                yield _event("gone", {})
                return
            yield _event("beat" if is_ready else "ready", {"language": news.language})
            is_ready = True
            await _woken(wake)


async def _woken(wake: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(wake.wait(), BEAT_SECONDS)
    except TimeoutError:
        return


def _news(session: Session, *, held: WebSession, after: int, snapshots: Snapshots) -> News:
    rows, upto = messages_after(session, held.account_id, after)
    zone_at = zones_of(session, held.account_id, snapshots) if rows else None
    messages = [message_json(row, held.id, zone_at(row.at)) for row in rows] if zone_at else []
    return News(messages, upto, language_of(session, held.account_id), is_open(session, held.id))


def message_json(row: WebMessageRow, session_id: str, zone: tzinfo) -> Mapping[str, Any]:
    """Give a bubble as the page draws it: its time as it was in `zone`; a file is named by its address only."""
    content = dict(row.content)
    if "document" in content:
        href = f"/c/{session_id}/documents/{row.id}"
        content["document"] = {"name": content["document"]["name"], "href": href}
    if file := file_in(content):
        content[FILE] = {"kind": file.kind, "name": file.name, "href": f"/c/{session_id}/files/{row.id}"}
    return {
        "id": row.id,
        "mine": row.direction == Direction.IN,
        "at": row.at.astimezone(zone).isoformat(),
        "content": content,
    }


def _event(kind: str, data: Mapping[str, Any], number: int | None = None) -> str:
    named = "" if number is None else f"id: {number}\n"
    return f"{named}event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _last_seen(request: Request) -> int:
    given = request.headers.get("last-event-id") or request.query_params.get("after", "0")
    return int(given) if NUMBER.fullmatch(given) else 0
