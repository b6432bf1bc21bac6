"""The routes of the web chat, and the application around them and whatever else is served beside."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from bot.web.board import board_now, board_page, own_board
from bot.web.chat import chat_page, leave, left_page, send
from bot.web.errors import HANDLERS
from bot.web.events import events
from bot.web.file_routes import document, file
from bot.web.health import health
from bot.web.joining import join, join_page
from bot.web.security import STATIC_PATH, SecurityHeaders
from bot.web.site import Site
from bot.web.uploading import upload

STATIC = Path(__file__).parent / "static"

Endpoint = Callable[[Site, Request], Awaitable[Response]]


def chat_routes(site: Site) -> Sequence[BaseRoute]:
    """Give the routes of joining, the chat, the static files and the health check."""

    def route(path: str, endpoint: Endpoint, method: str = "GET") -> Route:
        return Route(path, partial(endpoint, site), methods=[method])

    return [
        route("/j/{code}", join_page),
        route("/j/{code}", join, "POST"),
        route("/c/{sid}", chat_page),
        route("/c/{sid}/messages", send, "POST"),
        route("/c/{sid}/events", events),
        route("/c/{sid}/documents/{number:int}", document),
        route("/c/{sid}/files", upload, "POST"),
        route("/c/{sid}/files/{number:int}", file),
        route("/c/{sid}/leave", leave, "POST"),
        route("/c/{sid}/board", board_page),
        route("/c/{sid}/board/now", board_now),
        route("/board", own_board),
        route("/left", left_page),
        route("/healthz", health),
        Mount(STATIC_PATH.rstrip("/"), StaticFiles(directory=STATIC), name="static"),
    ]


def web_app(routes: Sequence[BaseRoute]) -> ASGIApp:
    """Give the application that serves `routes`, with the security headers and kind error pages."""
    app = Starlette(routes=list(routes), exception_handlers=dict(HANDLERS))
    return SecurityHeaders(app)  # outside Starlette's own layers, so that its page for a failure has the headers too
