"""Plays the sample tour through: the clock runs, quiet stretches are skipped, every reminder sent is listed."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.application import Application
from bot.clock import SettableClock
from bot.demo import FIRST_MORNING, TOUR, DemoState, demo_settings, prepare
from handlers import reminders
from handlers.tables import DeliveryRow, DeliveryState, ReminderRow

SPEED = 60.0
LEAD = timedelta(seconds=20)  # of the tour's time: how long before a reminder the clock is let run again
SETTLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Sent:
    """A reminder as it went out: when due, when the last copy was accepted (None: none was), and how many copies."""

    stop: str
    minutes: int
    due: datetime
    accepted: datetime | None
    copies: int
    taken: int


async def play(tell: Callable[[str], None]) -> list[Sent]:
    """Play the tour from its first morning to its end, tell every reminder, and give them."""
    with tempfile.TemporaryDirectory() as folder:
        clock = SettableClock(FIRST_MORNING, SPEED)
        settings = demo_settings(DemoState(Path(folder)))
        application = Application(settings, clock, serves=False)
        with application.database.unit() as session:
            prepare(session, clock.now())
        running = asyncio.create_task(application.run())
        tell(f"{'stop':<14}{'offset':>7}  {'due':<12}{'accepted':<15}{'copies':>7}")
        sent: list[Sent] = []
        while (more := await _next(application, len(sent))) is not None:
            for one in more:
                tell(_line(one))
            sent += more
        application.stopping.set()
        await running
        return sent


async def _next(application: Application, told: int) -> list[Sent] | None:
    """Move to the next reminder and give it once all its copies are closed; None after the last."""
    clock = application.clock
    following = await application.database.run(reminders.next_due)
    if following is None:
        return None
    if isinstance(clock, SettableClock) and following - clock.now() > LEAD:
        clock.set(following - LEAD)
    while True:
        await asyncio.sleep(SETTLE_SECONDS)
        sent, is_open = await application.database.run(_sent)
        if len(sent) > told and not is_open:
            return sent[told:]


def _sent(session: Session) -> tuple[list[Sent], int]:
    rows = session.execute(
        select(
            ReminderRow,
            func.max(DeliveryRow.accepted_at),
            func.count(DeliveryRow.id),
            func.sum(case((DeliveryRow.state == DeliveryState.ACCEPTED, 1), else_=0)),
        )
        .outerjoin(DeliveryRow, DeliveryRow.notice_id == ReminderRow.notice_id)
        .where(ReminderRow.tour_id == TOUR)
        .group_by(ReminderRow.tour_id, ReminderRow.stop_id, ReminderRow.day, ReminderRow.minutes)
        .order_by(ReminderRow.fired_at, ReminderRow.minutes.desc())
    ).all()
    still = (DeliveryState.QUEUED, DeliveryState.SENDING)
    is_open = session.scalar(select(func.count(DeliveryRow.id)).where(DeliveryRow.state.in_(still))) or 0
    sent = [
        Sent(
            row.stop_id, row.minutes, row.leaves_at - timedelta(minutes=row.minutes), accepted, copies, int(taken or 0)
        )
        for row, accepted, copies, taken in rows
    ]
    return sent, is_open


def _line(one: Sent) -> str:
    zone = ZoneInfo("Asia/Shanghai")
    due = one.due.astimezone(zone).strftime("%d. %H:%M")
    accepted = one.accepted.astimezone(zone).strftime("%d. %H:%M:%S") if one.accepted else "begun: none"
    return f"{one.stop:<14}{one.minutes:>7}  {due:<12}{accepted:<15}{one.taken:>3}/{one.copies}"
