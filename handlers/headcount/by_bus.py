"""The headcount of the stop at hand, bus by bus: what a board on a screen shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from handlers.headcount.filters import Filters
from handlers.headcount.selection import scope_of
from handlers.phrases import phrases
from handlers.roll_call.person_words import known_from, names, stands
from handlers.roll_call.roll import Entry, Roll, roll
from handlers.roll_call.states import Standing
from handlers.wording import clock
from schedule_data.itinerary import Itinerary

SHOWN: Final = (Standing.PRESENT, Standing.LATE, Standing.UNKNOWN, Standing.ABSENT, Standing.EXCUSED)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who isn't there: how they stand, in words, and the number to call ('' where none is known)."""

    name: str
    standing: str
    phone: str


@dataclass(frozen=True, slots=True)
class Bus:
    """One bus: how many stand where, whom it waits for, and who doesn't come with it; `name` is '' without a bus."""

    name: str
    total: int
    counts: Mapping[Standing, int]
    waited_for: Sequence[Person]
    away: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Board:
    """A stop's headcount as of `time` (HH:MM where people are)."""

    title: str
    time: str
    present: int
    total: int
    buses: Sequence[Bus]


def by_bus(session: Session, itinerary: Itinerary, at: datetime, language: str) -> Board | None:
    """Give the headcount of the stop that is called or gathered for at `at` (UTC); None where the tour has none."""
    stop = scope_of(session, itinerary, Filters(), at).stop
    if stop is None:
        return None
    rolled = roll(session, itinerary, stop)
    known = [bus for bus in itinerary.groups if any(entry.bus == bus for entry in rolled.entries)]
    buses = [_bus(_riding(rolled, bus), itinerary.groups[bus].name.to(language), language, at) for bus in known]
    others = Roll([entry for entry in rolled.entries if entry.bus not in itinerary.groups])
    if others.entries:
        buses.append(_bus(others, phrases(language)("no bus") if buses else "", language, at))
    return Board(stop.title.to(language), clock(at, stop.timezone), rolled.present, len(rolled.entries), tuple(buses))


def _riding(rolled: Roll, bus: str) -> Roll:
    return Roll([entry for entry in rolled.entries if entry.bus == bus])


def _bus(rolled: Roll, name: str, language: str, at: datetime) -> Bus:
    away = [entry for entry in rolled.entries if entry.standing in {Standing.ABSENT, Standing.EXCUSED}]
    counts = {standing: rolled.counts[standing] for standing in SHOWN}
    return Bus(name, len(rolled.entries), counts, _people(rolled.unresolved, language, at), _people(away, language, at))


def _people(entries: Sequence[Entry], language: str, at: datetime) -> Sequence[Person]:
    """Name people, those of whom nothing is known first."""
    first = sorted(entries, key=lambda entry: entry.standing is not Standing.UNKNOWN)
    return tuple(
        Person(name, " · ".join(filter(None, (stands(entry, language), known_from(entry, language, at)))),
               entry.member.phone)
        for name, entry in zip(names(first, language), first, strict=True)
    )  # fmt: skip
