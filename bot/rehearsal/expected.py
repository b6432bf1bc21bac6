"""What people should be reminded of, worked out from the plans alone: neither rows nor the ledger are asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.rehearsal.cast import Person
from handlers.wording import clock
from schedule_data.itinerary import Itinerary

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Expected:
    """One copy of a reminder: of which stop, to whom, and when it should go out."""

    stop: str
    address: str
    at: datetime


@dataclass(slots=True)
class Plans:
    """The plans in force, each from a moment on: the tour as it was, and as leaders changed it."""

    since: list[tuple[datetime, Itinerary]] = field(default_factory=list)

    @property
    def now(self) -> Itinerary:
        """The newest plan."""
        return self.since[-1][1]

    def in_force(self, at: datetime, slack: timedelta) -> Sequence[Itinerary]:
        """Give the plan of a moment, and one that was replaced no longer than `slack` before it."""
        ends = [moment for moment, _ in self.since[1:]] + [NEVER]
        spans = zip(self.since, ends, strict=True)
        return [plan for (begins, plan), end in spans if begins <= at < _plus(end, slack)]

    def hours_of(self, stop: str, at: datetime, slack: timedelta) -> set[str]:
        """Give the hours at which people may be told to leave for a stop; none where it is off the plan."""
        stops = [plan.stop_by_id[stop] for plan in self.in_force(at, slack) if stop in plan.stop_by_id]
        return {clock(one.leaves_at, one.timezone) for one in stops}

    def expected(self, person: Person) -> Iterator[Expected]:
        """Give every reminder a person should get; offsets that fall on one moment are one reminder.

        Each offset of a stop on a day is due once, under whichever plan is in force when its time comes; what a change
        brings into the past is due at once, unless people have left by then.
        """
        reminded: set[tuple[object, ...]] = set()
        due: dict[Expected, None] = {}
        ends = [moment for moment, _ in self.since[1:]] + [NEVER]
        for (begins, plan), end in zip(self.since, ends, strict=True):
            for stop in plan.stops:
                for minutes in person.offsets(stop):
                    key = (stop.id, stop.local_leaves_at().date(), minutes)
                    at = max(begins, stop.leaves_at - timedelta(minutes=minutes))
                    if key not in reminded and at < min(end, stop.leaves_at):
                        reminded.add(key)
                        due[Expected(stop.id, person.address, at)] = None
        yield from due


def _plus(moment: datetime, slack: timedelta) -> datetime:
    return moment if moment == NEVER else moment + slack
