"""Plays a tour: the clock runs, quiet stretches are skipped, and what people got is kept for the report."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.clock import SettableClock
from bot.errors import GiljabiError
from bot.rehearsal.acting import Acting
from bot.rehearsal.cast import Person, stage
from bot.rehearsal.expected import Expected, Plans
from bot.rehearsal.faults import Faults
from bot.rehearsal.house import House
from bot.rehearsal.messenger import Messenger
from bot.rehearsal.report import IN_TIME, Report, report
from bot.rehearsal.script import Act, Cue, TroubleKind, day_of, disturbed, quiet_from, script
from schedule_data.people import Role

SPEED: Final = 20.0
LEAD: Final = timedelta(seconds=5)  # of the tour's time: how long before something happens the clock is let run again
BEFORE: Final = timedelta(minutes=10)  # the first reminder
LOOK_SECONDS: Final = 0.02
ASKING: Final = 3  # people who write just before a restart
BLOCKING: Final = 2  # people who block the bot


@dataclass(slots=True)
class Rehearsal:
    """A rehearsal under way: its people, its plans, and what was done to it."""

    cast: Sequence[Person]
    clock: SettableClock
    faults: Faults
    messenger: Messenger
    house: House
    acting: Acting
    plans: Plans
    rng: random.Random
    blocked_at: dict[str, datetime] = field(default_factory=dict)
    _expected: tuple[int, Sequence[Expected]] | None = None

    def expected(self) -> Sequence[Expected]:
        """Give the reminders that people should get, as the plans stand now, the first one first."""
        revisions = len(self.plans.since)
        if self._expected is None or self._expected[0] != revisions:
            due = (one for person in self.cast for one in self.plans.expected(person))
            self._expected = revisions, sorted(due, key=lambda one: (one.at, one.address))
        return self._expected[1]

    def is_blocked(self, one: Expected) -> bool:
        """Tell whether a copy's person had blocked the bot by then."""
        return one.address in self.blocked_at and self.blocked_at[one.address] <= one.at


async def rehearse(  # noqa: PLR0913 - what is played, and the last for tests
    document: dict[str, Any],
    cast: Sequence[Person],
    seed: int,
    folder: Path,
    tell: Callable[[str], None],
    *,
    faults: Faults | None = None,
) -> Report:
    """Play a tour in a folder of its own; `tell` hears of each day. Takes a second of real time for each reminder.

    What goes wrong is drawn from the seed; with `faults` it is what those decide.

    Raises:
        GiljabiError: the plan reminds nobody of anything.
    """
    rng = random.Random(seed)  # noqa: S311 - to be repeated, no secret
    clock = SettableClock(datetime.fromisoformat("2000-01-01T00:00+00:00"), 0)
    faults = faults or Faults(random.Random(seed))  # noqa: S311 - likewise
    messenger = Messenger(clock, faults)
    house = House(folder / "rehearsal.db", clock, messenger)
    with house.application.database.unit() as session:
        plan = stage(session, document, cast, clock.now())
    plans = Plans([(clock.now(), plan)])
    rehearsal = Rehearsal(
        cast, clock, faults, messenger, house, Acting(house, messenger, plans, clock, rng), plans, rng
    )
    moments = [one.at for one in rehearsal.expected()]
    if not moments:
        house.application.database.close()
        raise GiljabiError(f"{plan.tour} reminds nobody of anything: there is nothing to rehearse.")
    clock.set(moments[0] - BEFORE, SPEED)
    house.open()
    try:
        await _play(rehearsal, tell)
    finally:
        await house.close()
    return report(rehearsal)


async def _play(rehearsal: Rehearsal, tell: Callable[[str], None]) -> None:
    itinerary, rng = rehearsal.plans.now, rehearsal.rng
    moments = sorted({one.at for one in rehearsal.expected()})
    cues, troubles = script(itinerary, moments, rng), disturbed(itinerary, moments, rng)
    done, today = rehearsal.clock.now(), None
    while (following := _following(rehearsal, done)) or cues:
        if cues and (following is None or cues[0].at < following):
            cues = await _act_or_wait(rehearsal, cues)
            continue
        assert following is not None  # noqa: S101 - or there would be a cue
        if (day := day_of(itinerary, following)) != today:
            tell(f"{day:%Y-%m-%d} …")
            today = day
        trouble = next((one for one in troubles if one.at <= following), None)
        if trouble:
            troubles.remove(trouble)
        await _remind(rehearsal, following, trouble.kind if trouble else None)
        done = following


def _following(rehearsal: Rehearsal, done: datetime) -> datetime | None:
    return next((one.at for one in rehearsal.expected() if one.at > done), None)


async def _until(rehearsal: Rehearsal, moment: datetime) -> None:
    """Let the clock run up to a moment, skipping what lies between."""
    clock = rehearsal.clock
    if moment - clock.now() > LEAD:
        clock.set(moment - LEAD)
    while clock.now() < moment:  # noqa: ASYNC110 - the clock says it
        await asyncio.sleep(LOOK_SECONDS)


async def _remind(rehearsal: Rehearsal, moment: datetime, trouble: TroubleKind | None) -> None:
    """Come to a reminder, disturb it, and wait until its copies have arrived or are late."""
    if trouble is TroubleKind.RESTART:
        await _until(rehearsal, moment - timedelta(seconds=1))
        for person in rehearsal.rng.sample(list(rehearsal.cast), min(ASKING, len(rehearsal.cast))):
            await rehearsal.acting.ask(person)
    await _until(rehearsal, moment)
    if trouble is TroubleKind.OUTAGE:
        rehearsal.faults.begin_outage()
    if trouble is TroubleKind.RESTART:
        await rehearsal.house.restart()
    due = (one for one in rehearsal.expected() if one.at == moment and not rehearsal.is_blocked(one))
    wanted = {(one.stop, one.address) for one in due}
    end = moment + IN_TIME
    while rehearsal.clock.now() < end and not wanted <= _reminded_since(rehearsal, moment):  # noqa: ASYNC110 - what phones show is looked at
        await asyncio.sleep(LOOK_SECONDS)


def _reminded_since(rehearsal: Rehearsal, moment: datetime) -> set[tuple[str, str]]:
    newest = [one for one in rehearsal.messenger.received[-4 * len(rehearsal.cast) :] if one.at >= moment]
    return {(one.reminds_of, one.address) for one in newest if one.reminds_of}


async def _act_or_wait(rehearsal: Rehearsal, cues: list[Cue]) -> list[Cue]:
    """Do what the script says next; put it off where a change of plan has brought a reminder into that moment."""
    cue, later = cues[0], cues[1:]
    due = max(cue.at, rehearsal.clock.now())
    at = quiet_from({one.at for one in rehearsal.expected()}, due)
    if at > due:
        return sorted([Cue(at, cue.act), *later], key=lambda one: one.at)
    await _until(rehearsal, at)
    await _act(rehearsal, cue.act)
    return later


async def _act(rehearsal: Rehearsal, act: Act) -> None:
    if act is not Act.BLOCK:
        await rehearsal.acting.do(act, rehearsal.cast, rehearsal.faults.blocked)
        return
    participants = [one for one in rehearsal.cast if one.role is Role.PARTICIPANT]
    for person in rehearsal.rng.sample(participants, min(BLOCKING, len(participants) // 2)):
        rehearsal.faults.blocked.add(person.address)
        rehearsal.blocked_at[person.address] = rehearsal.clock.now()
