"""The cookie that opens a chat."""

from starlette.requests import Request
from starlette.responses import Response

from bot.web.sessions import NewSession, cookie_name
from bot.web.site import Site

COOKIE_DAYS = 90  # longer than a tour and its preparation
SECONDS_PER_DAY = 86_400


def set_cookie(response: Response, made: NewSession, *, is_https: bool) -> None:
    """Hand the secret to the browser; scripts never see it, other sites never send it."""
    response.set_cookie(
        cookie_name(made.id),
        made.secret,
        max_age=COOKIE_DAYS * SECONDS_PER_DAY,
        secure=is_https,
        httponly=True,
        samesite="strict",
    )


def is_https(site: Site, request: Request) -> bool:
    """Tell whether the browser speaks HTTPS with us, perhaps through a proxy."""
    return site.is_https or request.url.scheme == "https"
