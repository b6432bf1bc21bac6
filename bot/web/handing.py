"""Handing a file over so that a browser shows or saves it, and never runs it."""

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from handlers.files import StoredFile

# shown in the page: types that were told from their bytes, and that hold no code
SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/webp", "audio/ogg", "audio/mpeg", "audio/mp4"})
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=86400, immutable",  # the file of an address never changes; roaming costs
    "Accept-Ranges": "bytes",
}
RANGE: Final = re.compile(r"bytes=([0-9]{1,12})-([0-9]{0,12})")


def handed(file: StoredFile, request: Request) -> Response:
    """Give the response; a part where that is asked for, without which Safari plays no sound."""
    how = "inline" if file.media_type in SHOWN else "attachment"
    headers = {**HEADERS, "Content-Disposition": f"{how}; filename*=UTF-8''{quote(file.name, safe='')}"}
    part = _part(request.headers.get("range", ""), len(file.content))
    if part is None:
        return Response(file.content, media_type=file.media_type, headers=headers)
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(file.content)}"
    return Response(file.content[part.start : part.stop], 206, media_type=file.media_type, headers=headers)


def _part(asked: str, size: int) -> range | None:
    """Give the bytes of a range that is one (RFC 9110, 14.2); None for the whole."""
    found = RANGE.fullmatch(asked.strip())
    if found is None:
        return None
    start = int(found[1])
    stop = min(int(found[2]) + 1, size) if found[2] else size
    return range(start, stop) if start < stop else None
