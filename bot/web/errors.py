"""Pages for what can't be served: kind, in the browser's language, without a trace."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ExceptionHandler

from bot.web.pages import notice_page
from handlers.phrases import mark

_HUMAN = mark("If you need help now, call your tour leader.")


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    title, paragraph = _TEXTS.get(status, _TEXTS[500])
    response = notice_page(request, title, paragraph, _HUMAN, status=status)
    if isinstance(error, HTTPException):
        response.headers.update(error.headers or {})
    return response


_TEXTS: Mapping[int, tuple[str, str]] = {
    404: (mark("There is no such page"), mark("Please check the address, or open your personal link again.")),
    405: (mark("This page can't be used that way"), mark("Please go back and use the buttons of the page.")),
    500: (mark("Something went wrong on our side"), mark("Please try again in a moment; nothing you sent is lost.")),
}
HANDLERS: Mapping[int | type[Exception], ExceptionHandler] = {HTTPException: _http_error, 500: _http_error}
