"""The composition root: puts the parts together, runs them side by side, and ends them without losing anything."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.orm import Session
from starlette.routing import BaseRoute

from bot import delivery, inbox, live
from bot.channel import Channel
from bot.claims import Claim
from bot.clock import Clock
from bot.database import Database
from bot.delivery import Ledger
from bot.delivery_watch import DeliveryWatch
from bot.dispatch import Dispatcher, Ended, Job, Pause
from bot.ending import cancel, take_all
from bot.files import Files
from bot.housekeeping import Housekeeping
from bot.inbox import Inbox
from bot.kakao_channel import ANSWERS_LINE, KakaoChannel
from bot.kakao_part import KakaoPart
from bot.kakao_push import PushRoute
from bot.links import linked, links_of, web_address
from bot.live import LiveEdits
from bot.metrics import Metrics
from bot.metrics_route import metrics_route
from bot.reminders import HEARTBEAT_SECONDS, ReminderAlarm
from bot.settings import Settings
from bot.telegram_channel import TelegramChannel
from bot.telegram_part import TelegramPart
from bot.web.app import chat_routes, web_app
from bot.web.feed import Feed
from bot.web.site import Site
from bot.web_channel import WebChannel
from bot.web_server import WebServer
from handlers.apology import apologise
from handlers.composing import Copy, compose
from handlers.conversation import converse
from handlers.reply import Reply
from handlers.tables import NoticeKind
from handlers.tours import Tours
from schedule_data.snapshots import Snapshots

if TYPE_CHECKING:
    from bot.llm.guesser import LanguageModel

log = structlog.get_logger()

DRAIN_SECONDS = 10.0
# the channels whose updates arrive where the pages are served
OVER_HTTP = frozenset({WebChannel.name, KakaoChannel.name})


@dataclass(frozen=True, slots=True)
class StandIns:
    """What stands in for messengers, as the demo's phones do: whole channels, and KakaoTalk's way of notices."""

    channels: Mapping[str, Channel] = field(default_factory=dict)
    kakao_route: Callable[[], PushRoute] | None = None


NO_STAND_INS = StandIns()


class Application:
    """Everything that runs in one process.

    `serves` is what comes in over HTTP (the web chat, KakaoTalk), `works` is polling Telegram, reminders and the
    ledger; one process usually does both. Each process answers what it takes in itself.

    Raises:
        GiljabiError: the database can't be opened, or the port is taken.
    """

    def __init__(  # noqa: PLR0913 - the last two are for the demo
        self,
        settings: Settings,
        clock: Clock,
        *,
        serves: bool = True,
        works: bool = True,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        stand_ins: StandIns = NO_STAND_INS,
    ) -> None:
        self.settings, self.clock = settings, clock
        self._serves, self._works = serves, works
        self.database = Database(settings.database_url)
        self.snapshots = Snapshots()
        self.tours = Tours(self.snapshots)
        self.metrics, self.feed = Metrics(), Feed()
        self._language_model = _language_model(settings, self.metrics)
        self.telegram = TelegramPart(settings, clock)
        self.files = Files(self.database, clock, self.telegram.fetch)
        self.kakao = KakaoPart(settings, self.database, clock, self.files, stand_ins.kakao_route)
        web = {WebChannel.name: WebChannel(self.database, clock, self.feed)}
        telegram = self.telegram.channels(self.files)
        self.channels: dict[str, Channel] = {**web, **self.kakao.channels, **stand_ins.channels, **telegram}
        lines = {**self.channels, **self.kakao.lines}
        self.dispatcher = Dispatcher(lines, self.telegram.paces, clock, self._ended, on_pause=self._paused)
        self.inbox = self._new_inbox()
        self.telegram.listen(self.inbox)
        self.skill = self.kakao.skill(self.inbox, self.tours)
        self.ledger = self._new_ledger()
        self.watch = DeliveryWatch(self.database, clock, self.ledger, self.snapshots)
        composed = partial(compose, tours=self.tours)
        self.live = LiveEdits(self.database, self.channels, composed, self.dispatcher.submit, clock)
        self.alarm = ReminderAlarm(
            self.database, self.snapshots, clock, self.ledger.wake, heartbeat_seconds=heartbeat_seconds
        )
        self.server = self._listen() if serves else None
        self.stopping = asyncio.Event()

    def _new_inbox(self) -> Inbox:
        talk = linked(partial(converse, tours=self.tours), self._links)
        return Inbox(
            self.database,
            self.channels,
            talk,
            apologise,
            self._submit_answer,
            takes=self._takes_in(),
            metrics=self.metrics,
            guesser=self._language_model,
        )

    def _new_ledger(self) -> Ledger:
        return Ledger(
            self.database,
            self.channels,
            self._compose,
            self.dispatcher.submit,
            self.clock,
            withdraw=self.dispatcher.withdraw,
            metrics=self.metrics,
        )

    def _links(self, code: str) -> Mapping[str, str]:
        """Give the addresses that an invitation opens."""
        return links_of(code, web_address(self.settings), self.telegram.known_name)

    def _takes_in(self) -> frozenset[str]:
        """Tell which channels' updates arrive in this process."""
        over_http = OVER_HTTP if self._serves else frozenset()
        telegram = self._serves if self.telegram.by_webhook else self._works
        return over_http | (frozenset({TelegramChannel.name}) if telegram else frozenset())

    def _listen(self) -> WebServer:
        try:
            return WebServer(self.settings.host, self.settings.port)
        except Exception:
            self.database.close()
            raise

    @property
    def url(self) -> str:
        """The address of the web pages on this machine; '' where this process serves none."""
        return self.server.url if self.server else ""

    @property
    def site(self) -> Site:
        """What the web routes work with."""
        is_https = self.settings.public_url is not None and self.settings.public_url.scheme == "https"
        return Site(
            self.database, self.clock, self.inbox, self.feed, self.snapshots, is_https=is_https, fetched=self.files
        )

    async def run(self, routes: Sequence[BaseRoute] = (), ready: Callable[[], None] = lambda: None) -> None:
        """Run until `stopping` is set; `routes` are served beside the chat's. Raises what a part met."""
        tasks = [asyncio.create_task(self.inbox.run()), asyncio.create_task(self.dispatcher.run())]
        if self.server:
            kakao = self.kakao.routes(self.skill)
            tasks += self.telegram.announced()
            app = web_app([*routes, *kakao, *self._machine_routes(), *chat_routes(self.site)])
            tasks += [
                asyncio.create_task(self.server.run(app)),
                asyncio.create_task(self.feed.follow(self.database)),
            ]
        if self._works:
            tasks += self._work()
        stopping = asyncio.create_task(self.stopping.wait())
        ready()
        try:
            done, _ = await asyncio.wait([*tasks, stopping], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._end(tasks)
            stopping.cancel()
        for task in done - {stopping}:
            task.result()

    def _work(self) -> list[asyncio.Task[None]]:
        self.alarm.start()
        kakao = asyncio.create_task(self.kakao.work(self.ledger.wake))
        tasks = [kakao, asyncio.create_task(self.ledger.run()), asyncio.create_task(self.live.run())]
        tasks.append(asyncio.create_task(self.watch.run()))
        tasks.append(asyncio.create_task(Housekeeping(self.database, self.clock).run()))
        return tasks + self.telegram.polled(self.inbox)

    def _machine_routes(self) -> list[BaseRoute]:
        """Give the routes that programs ask for."""
        waiting, key = self.dispatcher.waiting, self.settings.secret_key
        metrics = metrics_route(self.metrics, waiting, self.database, self.clock, key)
        return [metrics, *self.telegram.routes]

    async def _end(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """Take nothing new, finish what is under way, write what came of it, let go of everything."""
        flushes = (self.inbox.flush, self.ledger.flush, self.live.flush)
        await take_all(self._finish, partial(cancel, tasks), *flushes, self._hang_up)
        if self.server:
            self.server.close()
        self.database.close()

    async def _finish(self) -> None:
        self.feed.close()
        if self.server:
            await self.server.stop()
        await self.inbox.settle()
        await self.kakao.answered()
        if self._works:
            self.alarm.stop()
        await self.dispatcher.drain(DRAIN_SECONDS)

    async def _hang_up(self) -> None:
        await self.kakao.close()
        if self._language_model:
            await self._language_model.close()
        await self.telegram.close()

    def _submit_answer(self, job: Job) -> None:
        """Hand an answer to its line: KakaoTalk's has one of its own."""
        self.dispatcher.submit(replace(job, channel=ANSWERS_LINE) if job.channel == KakaoChannel.name else job)

    def _ended(self, end: Ended) -> None:
        """Tell the owner of a job how it ended."""
        self.metrics.job_ended(end)
        if end.job.key.startswith(delivery.JOB_PREFIX):
            self.ledger.ended(end)
        elif end.job.key.startswith(inbox.JOB_PREFIX):
            self.inbox.ended(end)
        elif end.job.key.startswith(live.JOB_PREFIX):
            self.live.ended(end)

    def _paused(self, pause: Pause) -> None:
        """Note that a messenger wants nothing for a while."""
        self.metrics.paused(pause)
        self.watch.paused(pause)

    def _compose(self, session: Session, claim: Claim, at: datetime) -> Reply | None:
        notice = claim.notice
        kind = NoticeKind(notice.kind)
        copy = Copy(kind, notice.payload, claim.member, claim.language, notice.id, claim.channel)
        return compose(session, copy, at, self.tours)


def _language_model(settings: Settings, metrics: Metrics) -> "LanguageModel | None":
    """Give the language model that helps to guess, where the operator has set one; else nothing of it is loaded."""
    if settings.llm_url is None:
        return None
    from bot.llm.guesser import language_model  # noqa: PLC0415 - see above

    return language_model(settings, metrics.guessed)
