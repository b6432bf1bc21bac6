"""The whole application in this process, with a local Kakao beside it; its clock stands until it is set."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from sqlalchemy.orm import Session

from bot.application import Application
from bot.clock import SettableClock
from bot.kakao_secret import HEADER, skill_path
from bot.settings import Settings
from handlers.invitations import invite
from handlers.reply import Action
from handlers.tables import AccountRow
from tests.build import BEFORE, beijing, person
from tests.kakao_api import skill_requests
from tests.kakao_api.server import KakaoServer
from tests.kakao_api.skill_caller import SkillCaller, Turn

T = TypeVar("T")

MORNING = beijing("09-23 07:50")  # the sample tour's second day: half an hour before the lobby
SECRET = "a-secret-of-the-skill"
SECONDS = 15.0
LOOK_SECONDS = 0.02  # between two looks into the database, which tell nobody when they change


@dataclass(slots=True)
class Scene:
    """A local Kakao, the application over the sample tour, and who calls its skill."""

    kakao: KakaoServer
    application: Application
    clock: SettableClock
    http: aiohttp.ClientSession
    caller: SkillCaller

    def code(self, name: str = "김민준") -> str:
        """Make an invitation for a member of the sample tour."""
        with self.application.database.unit() as session:
            return invite(session, person(session, name).id, BEFORE)

    async def joined(self, user: str = "user-1", name: str = "김민준") -> str:
        """Have a user join as that member; give the user."""
        turn = await self.say(f"코드 {self.code(name)}", user)
        assert name.partition("/")[0] in turn.text()
        return user

    async def say(self, words: str, user: str = "user-1") -> Turn:
        """Type words."""
        return await self.call(skill_requests.message(words, user))

    async def tap(self, label: str, action: Action, user: str = "user-1") -> Turn:
        """Tap a button."""
        return await self.call(skill_requests.tap(label, action, user))

    async def call(self, request: Mapping[str, Any]) -> Turn:
        """Have Kakao call the skill; whatever it answers must be taken."""
        turn = await self.caller.call(request)
        assert turn.failure is None
        assert [problem.text for problem in turn.problems if problem.severity == "error"] == []
        return turn

    async def until(self, look: Callable[[Session], T]) -> T:
        """Wait until the database shows something."""
        async with asyncio.timeout(SECONDS):
            while not (value := await self.application.database.run(look)):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(LOOK_SECONDS)
        return value

    def accounts(self) -> list[tuple[str, int | None, str]]:
        """Give the address, member and state of every KakaoTalk account."""
        with self.application.database.reading() as session:
            rows = session.query(AccountRow).filter_by(channel="kakao").order_by(AccountRow.id)
            return [(row.address, row.member_id, row.unreachable) for row in rows]


def settings(kakao: KakaoServer, url: str, **changes: Any) -> Settings:
    """Give the settings of an application that talks to the local Kakao."""
    values: dict[str, Any] = {
        "kakao_skill_secret": SECRET,
        "kakao_bot_id": kakao.bot_id,
        "kakao_rest_key": kakao.rest_key,
        "kakao_api_url": kakao.url,
        "port": 0,
    }
    return Settings(database_url=url, **{**values, **changes})


@asynccontextmanager
async def kakao_scene(
    url: str, at: datetime = MORNING, friends: set[str] | None = None, **changes: Any
) -> AsyncIterator[Scene]:
    """Run an application on the database at `url`; an accepted event calls its skill for every friend."""
    kakao = KakaoServer(friends=friends)
    async with kakao.running(), aiohttp.ClientSession() as http:
        clock = SettableClock(at, speed=0)
        application = Application(settings(kakao, url, **changes), clock)
        caller = SkillCaller(http, application.url + skill_path(SECRET), {HEADER: SECRET})
        kakao.skill = caller
        ready = asyncio.Event()
        running = asyncio.create_task(application.run(ready=ready.set))
        await ready.wait()
        try:
            yield Scene(kakao, application, clock, http, caller)
        finally:
            application.stopping.set()
            await running
