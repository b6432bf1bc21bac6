"""The application of a rehearsal: run in this process, ended and begun again while the clock goes on."""

import asyncio
from pathlib import Path

from bot.application import Application, StandIns
from bot.channel import Update
from bot.clock import SettableClock
from bot.rehearsal.messenger import Messenger
from bot.settings import Settings

HEARTBEAT_SECONDS = 0.5  # of real time: minutes pass in it here
WAIT_SECONDS = 6.0  # of real time, for what people wait for: three waits in a row are over before the next reminder


class House:
    """An application on a database of its own, and the ways in for its people."""

    def __init__(self, file: Path, clock: SettableClock, messenger: Messenger) -> None:
        self._settings = Settings.model_construct().model_copy(
            update={"database_url": f"sqlite:///{file}", "telegram_per_second": 0.0}
        )
        self._clock = clock
        self._messenger = messenger
        self._running: asyncio.Task[None] | None = None
        self._written = 0
        self.questions: dict[str, int] = {}
        self.restarts = 0
        self.application = self._new()

    def _new(self) -> Application:
        return Application(
            self._settings,
            self._clock,
            serves=False,
            heartbeat_seconds=HEARTBEAT_SECONDS,
            stand_ins=StandIns({self._messenger.name: self._messenger}),
        )

    def open(self) -> None:
        """Begin to run."""
        self._running = asyncio.create_task(self.application.run())

    async def close(self) -> None:
        """End as SIGTERM does; raises what a part met."""
        self.application.stopping.set()
        if self._running:
            await self._running

    async def restart(self) -> None:
        """End, and run a new application on the same database."""
        await self.close()
        self.restarts += 1
        self.application = self._new()
        self.open()

    async def write(self, address: str, **body: object) -> int:
        """Have a person write (`text`) or tap (`action`: intent and slots); give how many answers they should have."""
        self._written += 1
        update = Update(self._messenger.name, str(self._written), address, body, self._clock.now())
        await self.application.inbox.accept([update])
        self.questions[address] = self.questions.get(address, 0) + 1
        return self.questions[address]
