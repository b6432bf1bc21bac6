"""Tells a load balancer or a watchdog whether the database can be reached."""

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.web.reading import read
from bot.web.site import Site

log = structlog.get_logger()


async def health(site: Site, _request: Request) -> Response:
    """Give 200 where the database answers, else 503."""
    try:
        await read(site.database, lambda session: session.execute(text("SELECT 1")).scalar_one())
    except SQLAlchemyError:
        log.exception("the database can't be reached")
        return JSONResponse({"database": "unreachable"}, 503)
    return JSONResponse({"database": "ok"})
