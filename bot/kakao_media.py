"""Photos that people of a tour send on KakaoTalk: fetched at once, because Kakao's address of one soon expires."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.database import Database
from bot.file_types import safe_name, type_of
from bot.files import UPLOAD_LIMIT
from bot.kakao_callback import is_kakao_url
from bot.kakao_in import CHANNEL, SkillCall
from bot.web.reading import read
from handlers.files import StoredFile, keep
from handlers.request import Enclosed, Request
from handlers.tables import AccountRow
from schedule_data.tables import MemberRow

log = structlog.get_logger()

FETCH_SECONDS: Final = 2.0  # of the five that Kakao waits for an answer
DOMAIN: Final = "kakaocdn.net"  # where captured addresses of photos point to


class Media:
    """Fetches what people of a tour send. `api_url` is the configured API server, trusted beside Kakao's own hosts."""

    def __init__(
        self, database: Database, clock: Clock, http: Callable[[], aiohttp.ClientSession], api_url: str = ""
    ) -> None:
        self._database = database
        self._clock = clock
        self._http = http
        self._api_url = api_url

    async def with_file(self, call: SkillCall) -> Request:
        """Give a call's request, with its file where somebody on a tour sent one that can be fetched and sent on."""
        request, url = call.request, call.media
        if not url or request.attachment is None or call.is_group_chat or not self._is_kakaos(url):
            return request
        sender = await read(self._database, lambda session: _sender(session, request.sender))
        content = await self._content(url) if sender else None
        found = type_of(content) if content else None
        if sender is None or content is None or found is None:
            return request
        stored = StoredFile(found.kind, safe_name("", found), found.media_type, content)
        reference = hashlib.sha256(f"{request.sender}\n{url}".encode()).hexdigest()  # the same call may come again
        file = Enclosed(stored.kind, CHANNEL, reference, stored.name)
        member, tour = sender
        await self._database.run(
            lambda session: keep(session, file, stored, tour=tour, member=member, at=self._clock.now())
        )
        return replace(request, file=file)

    def _is_kakaos(self, url: str) -> bool:
        """Tell whether a file is Kakao's: a forged call must not make us fetch from elsewhere."""
        if is_kakao_url(url, self._api_url):
            return True
        parts = urlsplit(url)
        return parts.scheme == "https" and (parts.hostname or "").endswith(f".{DOMAIN}")

    async def _content(self, url: str) -> bytes | None:
        timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
        try:
            async with self._http().get(url, timeout=timeout, allow_redirects=False) as answer:
                content = await answer.content.read(UPLOAD_LIMIT + 1) if answer.status == 200 else b""  # noqa: PLR2004
                while content and len(content) <= UPLOAD_LIMIT and (more := await answer.content.read(UPLOAD_LIMIT)):
                    content += more
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("a photo can't be fetched from Kakao", why=type(error).__name__)
            return None
        return content if 0 < len(content) <= UPLOAD_LIMIT else None


def _sender(session: Session, sender: str) -> tuple[int, str] | None:
    """Give member and tour of an account; None for a stranger."""
    row = session.execute(
        select(MemberRow.id, MemberRow.tour_id)
        .join(AccountRow, AccountRow.member_id == MemberRow.id)
        .where(AccountRow.channel == CHANNEL, AccountRow.address == sender, MemberRow.left_at.is_(None))
    ).first()
    return (row.id, row.tour_id) if row else None
