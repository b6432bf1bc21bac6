"""The report of a rehearsal: what the phones got against what the plans say, day by day; anything amiss fails it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from bot.rehearsal.acting import Telling, untold
from bot.rehearsal.expected import NEVER, Expected, Plans
from bot.rehearsal.messenger import Received
from bot.rehearsal.script import Act, day_of

if TYPE_CHECKING:
    from bot.rehearsal.play import Rehearsal

IN_TIME: Final = timedelta(minutes=3)  # of the tour's time: some ten real seconds, outages among them
UNDER_WAY: Final = timedelta(minutes=1)  # what was put into words just before a change may arrive just after it
EARLY: Final = timedelta(seconds=1)


@dataclass(slots=True)
class Day:
    """The reminders of a day: copies that should have come, that came, and what was wrong with any."""

    reminders: set[tuple[str, datetime]] = field(default_factory=set)
    expected: int = 0
    received: int = 0
    missing: int = 0
    late: int = 0
    twice: int = 0
    stale: int = 0
    slowest: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a rehearsal. `problems` is empty where all is well; `tellings` are who was told of how many."""

    days: Mapping[date, Day]
    tellings: Sequence[tuple[Telling, int, int]]
    questions: int
    answers: int
    faults: Mapping[str, int]
    restarts: int
    repeats: int
    problems: Sequence[str]


def report(rehearsal: "Rehearsal") -> Report:
    """Compare what arrived with what the plans say."""
    received, house = rehearsal.messenger.received, rehearsal.house
    blocked = frozenset(rehearsal.blocked_at)
    days = compare([one for one in rehearsal.expected() if not rehearsal.is_blocked(one)], received, rehearsal.plans)
    asked = {who: count for who, count in house.questions.items() if who not in blocked}
    questions = sum(asked.values())
    answers = sum(min(count, rehearsal.messenger.answers_to(who)) for who, count in asked.items())
    tellings = [
        (one, len(one.audience - blocked) - len(untold(one, received, blocked)), len(one.audience - blocked))
        for one in rehearsal.acting.tellings
    ]
    problems = [*_amiss(days), *_untold(tellings)]
    problems += [f"{questions - answers} questions were not answered"] if answers < questions else []
    repeats = sum(one.again for one in received)
    return Report(days, tellings, questions, answers, rehearsal.faults.counts, house.restarts, repeats, tuple(problems))


def compare(due: Sequence[Expected], received: Sequence[Received], plans: Plans) -> Mapping[date, Day]:
    """Match each copy that should have come with one that came; what is left on either side is wrong.

    A message that came again because its answer was lost counts once; no other may come twice.
    """
    days: dict[date, Day] = defaultdict(Day)
    came: dict[tuple[str, str], list[Received]] = defaultdict(list)
    for one in received:
        if one.reminds_of and not one.excused:
            came[one.address, one.reminds_of].append(one)
    wanted: dict[tuple[str, str], list[Expected]] = defaultdict(list)
    for want in sorted(due, key=lambda one: one.at):
        wanted[want.address, want.stop].append(want)
    for whose, wants in wanted.items():
        for want, following in zip_longest(wants, wants[1:]):
            day = days[day_of(plans.now, want.at)]
            day.reminders.add((want.stop, want.at))
            day.expected += 1
            _match(day, want, following.at if following else NEVER, came[whose], plans)
    for left in (one for rest in came.values() for one in rest):
        days[day_of(plans.now, left.at)].twice += 1
    return dict(sorted(days.items()))


def _match(day: Day, want: Expected, until: datetime, came: list[Received], plans: Plans) -> None:
    """Take the message that came in a copy's time: before the next one of the same stop was due."""
    found = next((one for one in came if want.at <= one.at + EARLY < until), None)
    if found is None:
        day.missing += 1
        return
    came.remove(found)
    day.received += 1
    late = found.at - want.at
    day.slowest = max(day.slowest, late)
    day.late += late > IN_TIME
    hours = plans.hours_of(want.stop, found.at, UNDER_WAY)
    day.stale += not any(hour in found.text for hour in hours)


def _amiss(days: Mapping[date, Day]) -> Iterator[str]:
    sums: Counter[str] = Counter()
    for day in days.values():
        sums.update(missing=day.missing, late=day.late, twice=day.twice, stale=day.stale)
    words = {
        "missing": "reminders did not come",
        "late": f"reminders came more than {IN_TIME.seconds // 60} minutes late",
        "twice": "reminders came that nobody was due, or twice",
        "stale": "reminders told hours that no longer held",
    }
    yield from (f"{sums[name]} {said}" for name, said in words.items() if sums[name])


def _untold(tellings: Sequence[tuple[Telling, int, int]]) -> Iterator[str]:
    for telling, told, of in tellings:
        if told < of:
            yield f"{telling.what}: {of - told} of {of} people were not told"
    if not any(telling.what is Act.BROADCAST for telling, *_ in tellings):
        yield "no broadcast could be sent"
