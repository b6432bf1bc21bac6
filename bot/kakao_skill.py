"""The skill: what Kakao is told for each call, within its time, whatever happens."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.database import Database
from bot.kakao_answers import Answers
from bot.kakao_buttons import Json
from bot.kakao_callback import is_kakao_url
from bot.kakao_files import FileLinks
from bot.kakao_in import SkillCall, read_skill_call
from bot.kakao_limits import SKILL_BUDGET
from bot.kakao_media import Media
from bot.kakao_notice import notice_for
from bot.kakao_out import apology, later, over, render, slow
from bot.kakao_push import NOTICE_EVENT
from bot.kakao_update import update_key, update_of
from bot.kakao_words import spoken_in
from bot.web.reading import read
from bot.web.site import Accepting
from handlers.identity import Caller
from handlers.reply import Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.settings import default_language
from handlers.tours import Tours

log = structlog.get_logger()

WAIT_SECONDS = SKILL_BUDGET - 0.5  # the rest is for reading, storing and the way back
NOBODY = 0  # an account that isn't stored: of the console's skill test, and of calls that name no user


def _machine_time() -> datetime:
    return datetime.now(UTC)


class KakaoSkill:
    """Answers skill calls: through the inbox, so that what was asked survives a crash.

    `api_url` is the API server that was configured, whose callback URLs are trusted beside Kakao's own. `links` lead to
    the files of notices, `media` fetches those that leaders send.
    """

    def __init__(  # noqa: PLR0913 - the parts it stands between
        self,
        database: Database,
        inbox: Accepting,
        answers: Answers,
        tours: Tours,
        clock: Clock,
        *,
        api_url: str = "",
        wait_seconds: float = WAIT_SECONDS,
        machine_time: Callable[[], datetime] = _machine_time,
        links: FileLinks | None = None,
        media: Media | None = None,
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._answers = answers
        self._tours = tours
        self._clock = clock
        self._api_url = api_url
        self._wait_seconds = wait_seconds
        self._machine_time = machine_time
        self._links = links
        self._media = media

    async def answer(self, body: object, request_id: str | None) -> Json:
        """Give the response to a call's JSON body; an apology where there is no other.

        Raises:
            NotASkillRequest: the body is not a JSON object.
        """
        call = read_skill_call(body, self._clock.now(), request_id)
        try:
            async with asyncio.timeout(SKILL_BUDGET):
                return await self._answer(call)
        except Exception:
            log.exception("a skill call failed", by_event=bool(call.event))
            return apology(default_language(call.request.language), in_group=call.is_group_chat)

    async def _answer(self, call: SkillCall) -> Json:
        if call.event == NOTICE_EVENT:
            return await self._notice(call)
        if not call.request.sender or call.is_skill_test:
            return await self._as_nobody(call)
        key = call.again if call.again and self._answers.knows(call.again) else update_key(call)
        if not self._answers.knows(key):
            await self._store(call, key)
        response = await self._answers.wait(key, self._wait_seconds)
        return response or self._late(call, key)

    async def _store(self, call: SkillCall, key: str) -> None:
        """Have a call worked off; the same one coming again meanwhile waits for the same answer."""
        self._answers.expect(key)
        try:
            if self._media is not None:
                call = replace(call, request=await self._media.with_file(call))
            await self._inbox.accept([update_of(call, self._callback(call), self._machine_time())])
        except BaseException:
            self._answers.drop(key)
            raise

    def _late(self, call: SkillCall, key: str) -> Json:
        language = default_language(call.request.language)
        log.warning("an answer takes too long", has_callback=bool(self._callback(call)))
        if self._callback(call):
            return later(language)
        return slow(key, call.request.text or "", language, in_group=call.is_group_chat)

    def _callback(self, call: SkillCall) -> str | None:
        url = call.callback_url
        return url if url and is_kakao_url(url, self._api_url) else None

    async def _notice(self, call: SkillCall) -> Json:
        """Say what the notice says that an event of ours is about. Nothing is acknowledged by that."""
        at, request = self._clock.now(), call.request

        def work(session: Session) -> tuple[Reply | None, str | None]:
            reply = notice_for(session, request.sender, call.data, at, self._tours)
            links = self._links if reply and not call.is_group_chat else None
            return reply, links.link(session, reply.shown, request.sender) if links and reply else None

        reply, file_url = await read(self._database, work)
        if reply is None:
            return over(default_language(request.language))
        return render(reply, language=spoken_in(reply), in_group=call.is_group_chat, file_url=file_url)

    async def _as_nobody(self, call: SkillCall) -> Json:
        """Answer somebody without an account as a stranger; nothing is kept."""

        def work(session: Session) -> Json:
            request: Request = call.request
            reply = respond(session, request, Caller(NOBODY), self._tours)
            return render(reply, language=spoken_in(reply), in_group=call.is_group_chat)

        return await read(self._database, work)
