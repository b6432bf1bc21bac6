"""The files on the demo's Telegram phone: those of notices from where they are kept, those of answers from the call."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.telegram_files import METHODS, kept_in
from bot.web.demo_screens import Screen
from bot.web.file_routes import gone, hand_over
from bot.web.handing import handed
from bot.web.site import Site
from handlers.files import StoredFile


async def hand_over_shown(screen: Screen, site: Site, request: Request) -> Response:
    """Give the file of the entry that the address names."""
    params: Mapping[str, Any] = (screen.content(request.path_params["number"]) or {}).get("params", {})
    kept = kept_in(params)
    if kept is not None:
        return await hand_over(site, request, kept, tour="")  # nothing is fetched here, so none is kept for a tour
    sent = next((params[kind] for kind in METHODS if isinstance(params.get(kind), dict)), None)
    if sent is None:
        return gone(request)
    return handed(StoredFile("document", sent["name"], sent["media_type"], b64decode(sent["content"])), request)
