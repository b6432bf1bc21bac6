"""Parameters of a call, whatever body they came in: form fields are strings, JSON bodies carry real values."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from tests.bot_api.errors import bad_request

Params = dict[str, Any]


async def read_params(request: web.BaseRequest) -> Params:
    """Read the query string and the body; a file is a dict of filename, content and media_type."""
    params: Params = dict(parse_qsl(request.query_string, keep_blank_values=True)) if request.query_string else {}
    kind = request.content_type
    if kind == "application/json":
        params |= _json_object(await request.read())
    elif kind == "application/x-www-form-urlencoded":
        params |= parse_qsl((await request.read()).decode("utf-8", "replace"), keep_blank_values=True)
    elif kind == "multipart/form-data":
        params |= await _multipart(request)
    return params


def _json_object(body: bytes) -> Params:
    try:
        value = json.loads(body) if body else {}
    except ValueError:
        raise bad_request("can't parse request: invalid JSON") from None
    if not isinstance(value, dict):
        raise bad_request("can't parse request: object expected")
    return value


async def _multipart(request: web.BaseRequest) -> Params:
    params: Params = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):  # nested multiparts are sent by no client
            continue
        name, content = part.name or "", bytes(await part.read())
        if part.filename is None:
            params[name] = content.decode("utf-8", "replace")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            params[name] = {"filename": part.filename, "content": content, "media_type": kind}
    return params


def integer(params: Params, name: str, default: int = 0) -> int:
    """Read a whole number."""
    try:
        return int(params.get(name) or default)
    except (TypeError, ValueError):
        raise bad_request(f"{name} must be an integer") from None


def number(params: Params, name: str) -> float:
    """Read a required number, such as a latitude."""
    try:
        return float(params[name])
    except (KeyError, TypeError, ValueError):
        raise bad_request(f"{name} is empty or invalid") from None


def flag(params: Params, name: str) -> bool:
    """Read true or false."""
    return str(params.get(name, "")).lower() in {"1", "true", "yes"}


def text(params: Params, name: str) -> str:
    """Read a text, '' where there is none; lone surrogates are refused as Telegram refuses them."""
    value = str(params.get(name) or "")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return value


def structure(params: Params, name: str) -> Any:
    """Read an object or list that may have come as JSON in a string; None where there is none."""
    value = params.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None
