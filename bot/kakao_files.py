"""The files of notices for KakaoTalk, which is sent none: behind a link of each person's own.

A link is a bearer secret that can't be guessed. It holds while its person is on the tour and the notice stands, so that
it can be opened again later, and after a restart.
"""

import re
from functools import partial
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.database import Database
from bot.derived_secrets import derived, same
from bot.files import Files, NotFetched
from bot.kakao_in import CHANNEL
from bot.kakao_secret import PREFIX
from bot.web.handing import handed
from bot.web.reading import read
from handlers.membership.bindings import members_behind
from handlers.nudges import nudges_of
from handlers.reply import Shown
from handlers.request import Enclosed
from handlers.tables import AccountRow, DeliveryRow, NoticeRow

PATH: Final = f"{PREFIX}notices/"
MAC_DIGITS: Final = 32  # 128 bits
_TOKEN: Final = re.compile(rf"([0-9]{{1,18}})-([0-9]{{1,18}})-([0-9a-f]{{{MAC_DIGITS}}})")


class FileLinks:
    """Makes links, and tells which file one opens. `address` is what they begin with, None where there are none."""

    def __init__(self, address: str | None, secret: str) -> None:
        self._address = address
        self._secret = secret

    def link(self, session: Session, shown: Shown | None, sender: str) -> str | None:
        """Give the link to a notice's file for whoever writes as `sender`; None where there can be none."""
        if shown is None or not shown.notice or self._address is None:
            return None
        account = session.scalar(
            select(AccountRow.id).where(AccountRow.channel == CHANNEL, AccountRow.address == sender)
        )
        return f"{self._address}{self._token(shown.notice, account)}" if account else None

    def opened(self, session: Session, token: str) -> tuple[Enclosed, str] | None:
        """Give the file that a link opens, and its tour; None where it opens none, or none any more."""
        found = _TOKEN.fullmatch(token)
        if found is None or not same(token, self._token(int(found[1]), int(found[2]))):
            return None
        notice = session.get(NoticeRow, int(found[1]))
        if notice is None or notice.payload.get("withdrawn") or not _was_told(session, notice, int(found[2])):
            return None
        file = Enclosed.read(str(notice.payload.get("file", "")))
        return (file, notice.tour_id) if file else None

    def _token(self, notice: int, account: int) -> str:
        named = f"{notice}-{account}"
        return f"{named}-{derived(self._secret, f'kakao file {named}')[:MAC_DIGITS]}"


def file_route(links: FileLinks, database: Database, files: Files) -> Route:
    """Give the route of the links."""
    return Route(f"{PATH}{{token}}", partial(_hand_over, links, database, files))


async def _hand_over(links: FileLinks, database: Database, files: Files, request: Request) -> Response:
    opened = await read(database, lambda session: links.opened(session, request.path_params["token"]))
    if opened is None:
        return Response(status_code=404)
    try:
        found = await files.given(*opened)
    except NotFetched:
        return Response(status_code=502)
    response = handed(found, request) if found else Response(status_code=404)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # KakaoTalk shows photos on pages of its own
    return response


def _was_told(session: Session, notice: NoticeRow, account: int) -> bool:
    members = [one.id for one in members_behind(session, account)]
    copies = [notice.id, *(nudge.id for nudge in nudges_of(session, notice))]
    mine = select(DeliveryRow.id).where(DeliveryRow.notice_id.in_(copies), DeliveryRow.member_id.in_(members))
    return session.scalar(mine.limit(1)) is not None
