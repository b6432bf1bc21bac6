"""What leaders and people do in a rehearsal, and when: drawn from the seed, away from the minutes of reminders."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from schedule_data.agenda import for_everyone
from schedule_data.itinerary import Itinerary, Stop

AWAY: Final = timedelta(minutes=7)  # from any reminder, so that it is plain what was in force when one went out
AHEAD: Final = timedelta(minutes=25)  # how long before people leave for a stop it may still be changed here
DELAYS: Final = (10, 20, 30)


class Act(StrEnum):
    """What happens."""

    ASK = "ask"
    BROADCAST = "broadcast"
    DELAY = "delay"
    CANCEL = "cancel"
    BLOCK = "block"


class TroubleKind(StrEnum):
    """What happens to a reminder just as it goes out."""

    OUTAGE = "outage"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Cue:
    """An act and its moment."""

    at: datetime
    act: Act


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that happens to the first reminder from a moment on."""

    at: datetime
    kind: TroubleKind


def day_of(itinerary: Itinerary, moment: datetime) -> date:
    """Give the date of a moment where the tour is."""
    return moment.astimezone(ZoneInfo(itinerary.timezone)).date()


def script(itinerary: Itinerary, moments: Sequence[datetime], rng: random.Random) -> list[Cue]:
    """Give each day's acts: a broadcast, a delay, questions; on the last day a cancellation, in the middle a block."""
    cues: list[Cue] = []
    for number, day in enumerate(itinerary.days):
        todays = [moment for moment in moments if day_of(itinerary, moment) == day]
        gaps = _gaps(todays)
        acts = [Act.ASK, Act.BROADCAST, Act.DELAY]
        acts += [Act.BLOCK] if number == (len(itinerary.days) - 1) // 2 else []
        acts += [Act.CANCEL] if day == itinerary.days[-1] else []
        after = [moment + AWAY * (place + 1) for moment in todays[-1:] for place in range(len(acts) - len(gaps))]
        chosen = rng.sample(gaps, min(len(gaps), len(acts))) + after
        cues += [Cue(at, act) for at, act in zip(sorted(chosen), acts, strict=False)]
    return sorted(cues, key=lambda cue: cue.at)


def disturbed(itinerary: Itinerary, moments: Sequence[datetime], rng: random.Random) -> list[Trouble]:
    """Give each day an outage and a restart, as far as it has reminders for them."""
    troubles = []
    for day in sorted({day_of(itinerary, moment) for moment in moments}):
        todays = [moment for moment in moments if day_of(itinerary, moment) == day]
        kinds = rng.sample(list(TroubleKind), len(TroubleKind))
        chosen = rng.sample(todays, min(len(todays), len(kinds)))
        troubles += [Trouble(at, kind) for at, kind in zip(chosen, kinds, strict=False)]
    return sorted(troubles, key=lambda one: one.at)


def _gaps(moments: Sequence[datetime]) -> list[datetime]:
    """Give moments between reminders, away from each."""
    return [earlier + AWAY for earlier, later in pairwise(moments) if later - earlier >= 2 * AWAY]


def changeable(itinerary: Itinerary, at: datetime, rng: random.Random) -> list[Stop]:
    """Give the stops of the day that may be moved or cancelled at a moment, in a random order."""
    stops = [one for one in itinerary.stops if _may_change(itinerary, one, at)]
    rng.shuffle(stops)
    return stops


def _may_change(itinerary: Itinerary, stop: Stop, at: datetime) -> bool:
    soon = at + AHEAD < stop.leaves_at and day_of(itinerary, stop.leaves_at) == day_of(itinerary, at)
    return soon and not stop.fixed and for_everyone(stop) and bool(stop.remind)


def quiet_from(moments: Collection[datetime], at: datetime) -> datetime:
    """Give the first moment from `at` on around which no reminder goes out."""
    while any(abs(moment - at) < AWAY / 2 for moment in moments):
        at += AWAY / 2
    return at
