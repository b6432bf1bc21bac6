"""The roll of a stop: everyone who is expected or came, each once, with how they stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from handlers.roll_call.counted import counted
from handlers.roll_call.states import UNRESOLVED, Evidence, Standing
from handlers.tables import RollCallRow
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow

CAME = (Standing.PRESENT.value, Standing.LATE.value)


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on a roll.

    `minutes` is how late, `evidence` and `said_at` whose word it is and when it was said, `bus` the group that they
    ride with. `reachable` tells whether a messenger takes messages for them.
    """

    member: Member
    standing: Standing
    minutes: int | None = None
    evidence: Evidence | None = None
    said_at: datetime | None = None
    reason: str = ""
    bus: str = ""
    reachable: bool = False


@dataclass(frozen=True)
class Roll:
    """The people of a stop, or of one bus there, in the order of the roster."""

    entries: Sequence[Entry]

    @cached_property
    def counts(self) -> Mapping[Standing, int]:
        """How many people stand where."""
        return Counter(entry.standing for entry in self.entries)

    @property
    def present(self) -> int:
        """How many are there."""
        return self.counts[Standing.PRESENT]

    @cached_property
    def unresolved(self) -> Sequence[Entry]:
        """Those the bus still waits for: no word yet, or late."""
        return [entry for entry in self.entries if entry.standing in UNRESOLVED]

    @cached_property
    def silent(self) -> Sequence[Entry]:
        """Those of whom there is no word yet."""
        return [entry for entry in self.entries if entry.standing is Standing.UNKNOWN]

    @cached_property
    def late(self) -> Sequence[Entry]:
        """Those who said that they come late."""
        return [entry for entry in self.entries if entry.standing is Standing.LATE]

    def of(self, member: int) -> Entry | None:
        """Give a person's entry."""
        return next((entry for entry in self.entries if entry.member.id == member), None)


def on_roll(itinerary: Itinerary, stop: Stop, group: str = "", until: datetime | None = None) -> Select[Any]:
    """Select who is counted at a stop: the expected, and whoever came; with `group` those who ride that bus."""
    people = counted(itinerary, stop, until).subquery()
    rows = select(people).where(or_(people.c.expected, people.c.standing.in_(CAME)), people.c.role == "participant")
    return rows.where(people.c.bus == group) if group else rows


def roll(session: Session, itinerary: Itinerary, stop: Stop, group: str = "", until: datetime | None = None) -> Roll:
    """Give the roll of a stop."""
    selected = on_roll(itinerary, stop, group, until)
    return Roll(entries(session, selected.order_by(selected.selected_columns.id)))


def roll_of(session: Session, itinerary: Itinerary, call: RollCallRow) -> Roll | None:
    """Give the roll of a roll call; None where its stop was cancelled."""
    stop = itinerary.stop_by_id.get(call.stop_id)
    return roll(session, itinerary, stop, call.group) if stop else None


def entries(session: Session, selected: Select[Any]) -> Sequence[Entry]:
    """Give rows of `counted` as values."""
    return [_entry(row) for row in session.execute(selected)]


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        member_of(cast("MemberRow", row)),  # a row of columns with the same names
        Standing(row.standing),
        row.minutes,
        Evidence(row.evidence) if row.evidence else None,
        row.said_at,
        row.reason or "",
        row.bus,
        bool(row.reachable),
    )
