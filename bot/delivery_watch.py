"""Watches over the ledger: long pauses, what nobody confirmed, what came too late; told to the leaders and the log."""

import asyncio
import time
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.database import Database
from bot.dispatch_job import Pause
from handlers.failover import fail_over
from handlers.missed import tell_expired
from handlers.pauses import LONG, tell_pause
from schedule_data.snapshots import Snapshots

log = structlog.get_logger()

LOOK_SECONDS = 5.0
DATABASE_RETRY_SECONDS = 5.0


class Sending(Protocol):
    """The ledger, as far as it is watched."""

    def wake(self) -> None:
        """Look for work now."""
        ...

    def avoid(self, channel: str, wait: timedelta) -> None:
        """Send over people's other channels for so long."""
        ...


class DeliveryWatch:
    """Looks every few seconds at what became of deliveries, and hears of pauses at once."""

    def __init__(self, database: Database, clock: Clock, ledger: Sending, snapshots: Snapshots) -> None:
        self._database = database
        self._snapshots = snapshots
        self._clock = clock
        self._ledger = ledger
        self._pauses: list[Pause] = []
        self._told_until: dict[tuple[str, str | None], float] = {}
        self._wake = asyncio.Event()

    def paused(self, pause: Pause) -> None:
        """Note that a messenger asked for a pause; a long one is told, once, and gone around."""
        if pause.wait < LONG:
            return
        log.warning("messenger wants nothing for long", channel=pause.channel, seconds=pause.wait.total_seconds())
        now = time.monotonic()
        told_until = self._told_until.get((pause.channel, pause.address), now)
        self._told_until[pause.channel, pause.address] = now + pause.wait.total_seconds()
        if pause.address is None:
            self._ledger.avoid(pause.channel, pause.wait)
        if told_until <= now:
            self._pauses.append(pause)
            self._wake.set()

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                await self.look()
                await self._rest()
            except Exception:
                log.exception("the watch over deliveries failed and goes on")
                await asyncio.sleep(DATABASE_RETRY_SECONDS)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            return

    async def look(self) -> None:
        """Look once."""
        self._wake.clear()
        pauses, self._pauses = self._pauses, []
        try:
            queued = await self._database.run(lambda session: self._unit(session, pauses))
        except Exception:
            self._pauses = pauses + self._pauses
            raise
        if queued:
            self._ledger.wake()

    def _unit(self, session: Session, pauses: list[Pause]) -> int:
        at = self._clock.now()
        told = sum(
            tell_pause(session, one.channel, one.address, at + one.wait * self._clock.speed, at) for one in pauses
        )
        over = fail_over(session, at, self._snapshots)
        if over.next_channel or over.to_call:
            log.info("urgent notices not confirmed in time", next_channel=over.next_channel, to_call=over.to_call)
        late = tell_expired(session, at)
        for tour, people in late.items():
            log.warning("reminders missed: not taken in time", tour=tour, people=people)
        return told + over.next_channel + over.to_call + len(late)
