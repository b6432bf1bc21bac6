"""The whole application in this process, talking to a local Bot API server; its clock stands until it is set."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.application import Application
from bot.clock import SettableClock
from bot.settings import Settings
from handlers.invitations import invite
from handlers.tables import DeliveryRow, DeliveryState, PlannedReminderRow
from tests.bot_api import BotApiServer, Person, Seen
from tests.build import BEFORE, beijing, person

T = TypeVar("T")

MORNING = beijing("09-23 07:50")  # the sample tour's second day: half an hour before the lobby
SECONDS = 15.0
LOOK_SECONDS = 0.02  # between two looks into the database, which tell nobody when they change


@dataclass(slots=True)
class Scene:
    """A Bot API server, and the application over the sample tour."""

    server: BotApiServer
    application: Application
    clock: SettableClock
    running: asyncio.Task[None] | None = None
    members: dict[int, int] = field(default_factory=dict)

    def code(self, name: str = "김민준") -> str:
        """Make an invitation for a member of the sample tour."""
        with self.application.database.unit() as session:
            return invite(session, person(session, name).id, BEFORE)

    async def joined(self, number: int = 1, name: str = "김민준", language: str | None = "ko") -> Person:
        """Give somebody who has joined as that member and been welcomed."""
        someone = self.server.user(number, language_code=language)
        await someone.start(self.code(name))
        await self.shown(someone, 1)
        return someone

    async def shown(self, someone: Person, count: int) -> list[Seen]:
        """Wait until a person was shown so many texts; maps and files don't count."""
        await self.server.wait_for(lambda: len(texts(someone)) >= count, SECONDS)
        return texts(someone)

    async def shows(self, someone: Person, words: str) -> Seen:
        """Wait until a person is shown these words; give the newest message that holds them."""

        def look() -> Seen | None:
            return next((one for one in reversed(texts(someone)) if words in one.text), None)

        found = await self.server.wait_for(look, SECONDS)
        assert found is not None
        return found

    async def answer(self, someone: Person, text: str) -> Seen:
        """Ask, and give the answer."""
        before = len(texts(someone))
        await someone.send(text)
        return (await self.shown(someone, before + 1))[before]

    async def tapped(self, someone: Person, message: Seen, button: str) -> Seen:
        """Tap a button, and give the answer."""
        before = len(texts(someone))
        await someone.tap(message, button)
        return (await self.shown(someone, before + 1))[before]

    async def until(self, look: Callable[[Session], T]) -> T:
        """Wait until the database shows something."""
        async with asyncio.timeout(SECONDS):
            while not (value := await self.application.database.run(look)):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(LOOK_SECONDS)
        return value

    def rows(self, *columns: Any) -> Sequence[Any]:
        """Give the columns of all rows, in order."""
        with self.application.database.reading() as session:
            return session.execute(select(*columns).order_by(*columns)).all()

    async def begin(self) -> None:
        """Set the application going, and wait until it asks for updates."""
        self.running = asyncio.create_task(self.application.run())
        await self.server.wait_for(lambda: self.server.updates.polling, SECONDS)

    async def settled(self) -> None:
        """Wait until what was due at the start has been sent, so that nobody who joins now gets it in between."""
        await self.until(lambda session: _is_settled(session, self.clock.now()))

    async def end(self) -> None:
        """Stop the application as SIGTERM does."""
        self.application.stopping.set()
        if self.running:
            await self.running
            self.running = None


def texts(someone: Person) -> list[Seen]:
    """Give the texts that a person was shown."""
    return [message for message in someone.messages if "text" in message.raw]


def settings(server: BotApiServer, url: str, **changes: Any) -> Settings:
    """Give the settings of an application that talks to the server, without a pace."""
    values = {"telegram_token": server.token, "telegram_api_url": server.url, "telegram_per_second": 0, "port": 0}
    return Settings(database_url=url, **{**values, **changes})


def _is_settled(session: Session, at: datetime) -> bool:
    due = select(PlannedReminderRow.stop_id).where(PlannedReminderRow.due_at <= at)
    is_open = select(DeliveryRow.id).where(
        DeliveryRow.state.in_((DeliveryState.QUEUED, DeliveryState.SENDING)), DeliveryRow.next_try_at <= at
    )
    return session.execute(due).first() is None and session.execute(is_open).first() is None


@asynccontextmanager
async def telegram_scene(
    url: str, server: BotApiServer, at: datetime = MORNING, *, begun: bool = True, **changes: Any
) -> AsyncIterator[Scene]:
    """Open the database at `url` with an application, begun or not; it is ended at the end."""
    clock = SettableClock(at, speed=0)
    scene = Scene(server, Application(settings(server, url, **changes), clock), clock)
    try:
        if begun:
            await scene.begin()
            await scene.settled()
        yield scene
    finally:
        if scene.running:
            await scene.end()
        else:
            scene.application.database.close()
            if scene.application.server:
                scene.application.server.close()
