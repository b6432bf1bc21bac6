"""What keeps other sites out of a person's chat: response headers, and where a request comes from."""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Nothing but what we serve ourselves; what is not named is not allowed.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # where somebody is, the chat page asks after a tap, and the browser after that
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=()",
}
STATIC_PATH = "/static/"
JSON = "application/json"


class SecurityHeaders:
    """ASGI middleware: the headers above on every response, and `no-store` on all that is not a static file."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, adding the headers to what comes back."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                is_static = scope["path"].startswith(STATIC_PATH)
                headers.setdefault("Cache-Control", "no-cache" if is_static else "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def comes_from_here(request: Request) -> bool:
    """Tell whether our own page made the request, by what every browser says of it.

    `Sec-Fetch-Site` is in all browsers since 2023; older ones name the `Origin` of a script's request. A form's own is
    'null' there, because our pages send no referrer (https://fetch.spec.whatwg.org/#append-a-request-origin-header).
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin in {None, "null"} or urlsplit(origin).netloc == request.headers.get("host")


def script_comes_from_here(request: Request, media_type: str = JSON) -> bool:
    """Tell the same of a request that a script makes: of a type that no form can send, and with a named origin."""
    is_meant = request.headers.get("content-type", "").partition(";")[0].strip().lower() == media_type
    return is_meant and request.headers.get("origin") != "null" and comes_from_here(request)
