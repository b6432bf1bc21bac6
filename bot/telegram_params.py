"""A call's parameters as an HTTP body: JSON, or a form where files go along."""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import aiohttp
from telegram.request import RequestData

FILE_KEYS = frozenset({"name", "media_type", "content"})
Field = tuple[str, bytes, str]  # file name, content, media type


@dataclass(frozen=True, slots=True)
class RawParams:
    """Parameters that are JSON already, in the place of PTB's RequestData, which takes objects apart first."""

    parameters: dict[str, Any]
    multipart_data: Mapping[str, Field]


def body_of(data: RequestData | RawParams | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """Give the body and its headers.

    A parameter `{"name", "media_type", "content"}` with `content` in base64 is uploaded as a file: the form in which a
    file waits in a table.
    """
    if data is None:
        return None, {}
    params: dict[str, Any] = data.parameters
    files: dict[str, Any] = dict(data.multipart_data or {})
    files |= {name: _field(value) for name, value in params.items() if is_stored_file(value)}
    if not files:
        return json.dumps(params).encode(), {"Content-Type": "application/json"}
    form = aiohttp.FormData(quote_fields=False)  # Telegram shows a quoted file name as it came
    for name, value in params.items():
        if name not in files:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (filename, content, media_type) in files.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form, {}


def is_stored_file(value: object) -> TypeGuard[Mapping[str, str]]:
    """Tell whether a parameter is a file to upload."""
    return isinstance(value, dict) and value.keys() == FILE_KEYS


def _field(file: Mapping[str, str]) -> Field:
    return file["name"], b64decode(file["content"]), file["media_type"]
