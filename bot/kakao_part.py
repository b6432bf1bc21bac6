"""KakaoTalk's part of the application, put together from the settings."""

import asyncio
from collections.abc import Callable, Sequence

import aiohttp
from starlette.routing import BaseRoute

from bot import kakao_alimtalk_channel as alimtalk_channel
from bot.channel import Channel
from bot.clock import Clock
from bot.database import Database
from bot.derived_secrets import derived
from bot.files import Files
from bot.kakao_alimtalk_channel import AlimTalkChannel, alimtalk_of, keep_accounts
from bot.kakao_answers import Answers
from bot.kakao_batches import Batches
from bot.kakao_channel import ANSWERS_LINE, KakaoChannel
from bot.kakao_documents import Documents
from bot.kakao_event_api import EventApi
from bot.kakao_files import PATH, FileLinks, file_route
from bot.kakao_in import CHANNEL
from bot.kakao_media import Media
from bot.kakao_push import PushRoute
from bot.kakao_results import Results
from bot.kakao_routes import DOCUMENTS, kakao_routes
from bot.kakao_skill import KakaoSkill
from bot.settings import Settings
from bot.web.site import Accepting
from handlers.tours import Tours

LAST_ANSWERS_SECONDS = 4.0  # how long those who wait are waited for at the end


class KakaoPart:
    """What talks to KakaoTalk in this process. `route` gives the way of our own messages, None where there is none.

    `files` are those of notices.

    The demo's phones stand in for the Event API.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        files: Files,
        route: Callable[[], PushRoute] | None = None,
    ) -> None:
        self._settings = settings
        self._database = database
        self._clock = clock
        self._files = files
        self._session: aiohttp.ClientSession | None = None
        self.route = route or (self._event_api if settings.kakao_bot_id and settings.kakao_rest_key else None)
        self.answers = Answers()
        public = str(settings.public_url).rstrip("/") if settings.public_url else None
        self.documents = Documents(f"{public}{DOCUMENTS}" if public else None)
        secret = settings.kakao_skill_secret
        self._links = FileLinks(f"{public}{PATH}" if public and secret else None, derived(secret or "", "kakao files"))
        notices = Batches(database, CHANNEL, self.route) if self.route else None
        self.channel = KakaoChannel(self.answers, self.documents, self.http, notices)
        self.alimtalk = alimtalk_of(settings)

    @property
    def channels(self) -> dict[str, Channel]:
        """The channels that people have accounts on; AlimTalk's only where it is configured."""
        alimtalk = self.alimtalk
        second = {alimtalk_channel.CHANNEL: AlimTalkChannel(self._database, lambda: alimtalk)} if alimtalk else {}
        return {CHANNEL: self.channel, **second}

    @property
    def lines(self) -> dict[str, Channel]:
        """The lines to send on: notices apart from answers."""
        return {**self.channels, ANSWERS_LINE: self.channel}

    def skill(self, inbox: Accepting, tours: Tours) -> KakaoSkill:
        """Give the skill that stores calls in `inbox`."""
        api_url = str(self._settings.kakao_api_url)
        media = Media(self._database, self._clock, self.http, api_url)
        return KakaoSkill(
            self._database,
            inbox,
            self.answers,
            tours,
            self._clock,
            api_url=api_url,
            links=self._links,
            media=media,
        )

    def routes(self, skill: KakaoSkill) -> Sequence[BaseRoute]:
        """Give the routes of the skill; none without its secret."""
        secret = self._settings.kakao_skill_secret
        if secret is None:
            return ()
        files = file_route(self._links, self._database, self._files)
        return [files, *kakao_routes(skill, self.documents, secret.get_secret_value())]

    async def work(self, on_missed: Callable[[], None]) -> None:
        """Ask what became of messages that were accepted, until cancelled."""
        async with asyncio.TaskGroup() as group:
            if self.route:
                group.create_task(Results(self._database, CHANNEL, self.route, self._clock, on_missed).run())
            if self.alimtalk:
                group.create_task(self._work_alimtalk(self.alimtalk, on_missed))
            group.create_task(asyncio.Event().wait())

    async def _work_alimtalk(self, route: PushRoute, on_missed: Callable[[], None]) -> None:
        """Keep an account for every number, and ask what became of messages."""
        results = Results(self._database, alimtalk_channel.CHANNEL, lambda: route, self._clock, on_missed)
        async with asyncio.TaskGroup() as group:
            group.create_task(results.run())
            group.create_task(keep_accounts(self._database, self._clock))

    async def answered(self) -> None:
        """Wait until nobody waits for an answer any more, for a few seconds at most."""
        await self.answers.all_given(LAST_ANSWERS_SECONDS)

    def http(self) -> aiohttp.ClientSession:
        """Give the connections to Kakao, opened when first needed."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    async def close(self) -> None:
        """Let the connections go."""
        if self._session is not None:
            await self._session.close()

    def _event_api(self) -> PushRoute:
        settings = self._settings
        key = settings.kakao_rest_key.get_secret_value() if settings.kakao_rest_key else ""
        return EventApi(self.http(), settings.kakao_bot_id or "", key, str(settings.kakao_api_url))
