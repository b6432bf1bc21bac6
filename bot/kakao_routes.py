"""The skill over HTTP: who may call it, how much they may send, and the files that answers link to."""

import json
from functools import partial
from urllib.parse import quote

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.kakao_documents import Documents
from bot.kakao_in import NotASkillRequest
from bot.kakao_secret import HEADER, PREFIX, is_from_our_bot
from bot.kakao_skill import KakaoSkill

log = structlog.get_logger()

BODY_LIMIT = 256 * 1024  # bytes; the largest captured calls have 4 KB
DOCUMENTS = f"{PREFIX}files/"
REQUEST_ID = "X-Request-Id"


class TooLarge(ValueError):  # noqa: N818 - says what came
    """The body has more bytes than any call of Kakao's."""


def kakao_routes(skill: KakaoSkill, documents: Documents, secret: str) -> list[BaseRoute]:
    """Give the routes of the skill, at a path that can't be guessed, and of the files."""
    return [
        Route(PREFIX + "{token}", partial(_skill, skill, secret), methods=["POST"]),
        Route(DOCUMENTS + "{token}", partial(_document, documents)),
    ]


async def _skill(skill: KakaoSkill, secret: str, request: Request) -> Response:
    """Answer a call: 403 for whoever doesn't know path and header, 413 and 400 for what can't be a call, else 200."""
    if not is_from_our_bot(secret, request.path_params["token"], request.headers.get(HEADER)):
        log.warning("a skill call without our path or header was refused")
        return Response(status_code=403)
    try:
        body = json.loads(await _body(request))
        return JSONResponse(await skill.answer(body, request.headers.get(REQUEST_ID)))
    except TooLarge:
        return _refusal(413, f"a skill call has at most {BODY_LIMIT} bytes")
    except NotASkillRequest as error:
        return _refusal(400, str(error))
    except (ValueError, RecursionError):
        return _refusal(400, "this is not JSON")


def _refusal(status: int, why: str) -> Response:
    log.warning("a skill call can't be read", status=status)
    return JSONResponse({"error": why}, status)


async def _body(request: Request) -> bytes:
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > BODY_LIMIT:
            raise TooLarge
    return bytes(received)


async def _document(documents: Documents, request: Request) -> Response:
    """Give a file whose link still holds."""
    document = documents.get(request.path_params["token"])
    if document is None:
        return Response(status_code=404)
    name = f"attachment; filename*=UTF-8''{quote(document.name)}"
    return Response(document.content, media_type=document.media_type, headers={"Content-Disposition": name})
