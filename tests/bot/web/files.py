"""Files in a few bytes, and uploading them as the page does."""

import struct
import zlib
from typing import Any
from urllib.parse import quote

import httpx

from tests.bot.web.browser import SAME_SITE

MP3 = b"ID3\x04\x00\x00" + b"\x00" * 200
PDF = b"%PDF-1.7\n" + b"0" * 300


def png(side: int = 8) -> bytes:
    """Give a red square."""
    rows = (b"\x00" + b"\xc0\x30\x20" * side) * side
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


async def upload(
    client: httpx.AsyncClient, chat: str, content: bytes, name: str = "문.png", **headers: Any
) -> httpx.Response:
    """Send a file ahead of its message."""
    sent = {"Content-Type": "application/octet-stream", "X-File-Name": quote(name), **SAME_SITE, **headers}
    return await client.post(f"{chat}/files", content=content, headers=sent)
