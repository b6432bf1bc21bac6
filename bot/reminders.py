"""The alarm: APScheduler wakes it when the next reminder is due, the rows say which.

No job is stored: one alarm is set for the earliest row, anew after each ring, each change of the clock, and at a
heartbeat that catches what other processes planned, jumps of the machine's clock and a machine that slept
(APScheduler#794).
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.database import Database
from bot.web.reading import read
from handlers import falling_due, reminders
from handlers.missed import tell_missed
from handlers.reminders import Fired
from schedule_data.snapshots import Snapshots

log = structlog.get_logger()

ALARM = "next reminder"
HEARTBEAT_SECONDS = 15
MOST_AT_ONCE = 25  # stops in one unit of work: bounds how long a unit holds the database
WARM_UP = timedelta(minutes=1)


class ReminderAlarm:
    """Fires reminders when they are due, and calls `fired` after any were queued."""

    def __init__(
        self,
        database: Database,
        snapshots: Snapshots,
        clock: Clock,
        fired: Callable[[], None],
        *,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
    ) -> None:
        self._database = database
        self._snapshots = snapshots
        self._clock = clock
        self._fired = fired
        self._heartbeat_seconds = heartbeat_seconds
        self._awake = asyncio.Event()
        self._ringing: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # without a limit: a ring that comes late is still wanted, the rows say whether a reminder is (PTB#3642)
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Begin to ring; what fell due while nobody rang is fired at once."""
        self._scheduler.add_job(self._wake, "interval", seconds=self._heartbeat_seconds, id="heartbeat")
        self._scheduler.start()
        self._clock.on_change(self.set_now)
        self._ringing = asyncio.create_task(self._run())
        self.set_now()

    def stop(self) -> None:
        """Ring no more."""
        self._scheduler.shutdown(wait=False)
        if self._ringing is not None:
            self._ringing.cancel()

    def set_now(self) -> None:
        """Ring at once, and go on from there."""
        self._awake.set()

    async def _wake(self) -> None:
        # A job that rings by itself would be cancelled in the middle at the end, and logged as a failure.
        self._awake.set()

    async def _run(self) -> None:
        while True:
            await self._awake.wait()
            self._awake.clear()
            await self.ring()

    async def ring(self) -> None:
        """Fire what is due, then set the alarm for what comes next."""
        try:
            while await self._ring():
                log.debug("more reminders are due")  # the first are on their way meanwhile, and people are answered
            await read(self._database, self._warm_up)
        except Exception:
            log.exception("reminders can't be fired")  # the heartbeat tries again

    async def _ring(self) -> bool:
        """Fire some of what is due; give whether there is more."""
        due, missed, following = await self._database.run(self._fire)
        for one in due:
            log.info("reminder", tour=one.due.tour, stop=one.due.stop, minutes=one.due.minutes, people=one.people)
        for tour, count in missed.items():
            log.warning("reminders missed: due while nothing ran", tour=tour, stops=count)
        if len(due) == MOST_AT_ONCE:
            self._fired()
            return True
        also, later = await self._follow_up()
        if due or also:
            self._fired()
        moments = [moment for moment in (following, later) if moment is not None]
        if moments:
            self._set(self._clock.real_time_of(min(moments)))
        return False

    def _warm_up(self, session: Session) -> None:
        """Have the tours in memory that are about to need reminding: building one takes longer than reminding it."""
        soon = self._clock.now() + WARM_UP * max(self._clock.speed, 1.0)
        for tour in {one.tour for one in reminders.due(session, soon)}:
            self._snapshots.current(session, tour)

    def _fire(self, session: Session) -> tuple[Sequence[Fired], Mapping[str, int], datetime | None]:
        at = self._clock.now()
        fired = reminders.fire(session, at, self._snapshots, MOST_AT_ONCE)
        return fired, tell_missed(session, fired, self._snapshots, at), reminders.next_due(session)

    async def _follow_up(self) -> tuple[int, datetime | None]:
        """Do what else is due, in a unit of its own; give how many messages were queued, and when more is due."""
        try:
            return await self._database.run(
                lambda session: (
                    falling_due.do_due(session, self._clock.now(), self._snapshots),
                    falling_due.next_due(session),
                )
            )
        except Exception:
            log.exception("what else is due can't be done")  # the heartbeat tries again
            return 0, None

    def _set(self, real_time: datetime | None) -> None:
        """Set the one alarm; a clock that stands still sets none."""
        if real_time is not None:
            self._scheduler.add_job(self._wake, "date", run_date=real_time, id=ALARM, replace_existing=True)
