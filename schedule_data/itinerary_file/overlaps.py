"""Two stops of one group at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile

from schedule_data.itinerary_file.moments import StopMoments
from schedule_data.itinerary_file.problems import Problem
from schedule_data.itinerary_file.yaml_nodes import Path


@dataclass(frozen=True, slots=True)
class Timed:
    """A stop as far as its hours go. No `groups` means everybody."""

    path: Path
    id: str
    moments: StopMoments
    groups: frozenset[str]
    optional: bool


def overlap_problems(stops: list[Timed]) -> Iterator[Problem]:
    """Give one problem for each stop that others run into.

    It stands at the later stop; where several start within one, at that one. A stop with a single time lasts until the
    next begins, so it overlaps nothing; nor does an optional one.
    """
    lasting = sorted(
        (stop for stop in stops if stop.moments.end and not stop.optional), key=lambda stop: stop.moments.start
    )
    for position, earlier in enumerate(lasting):
        begun = takewhile(partial(_begins_within, earlier), islice(lasting, position + 1, None))
        later = [one for one in begun if _meet(earlier, one)]
        if len(later) == 1:
            yield Problem((*later[0].path, "time"), _sentence(earlier), earlier.path)
        elif later:
            names = ", ".join(f"'{one.id}'" for one in later)
            yield Problem(
                (*earlier.path, "time"), f"lasts into {names}; write an earlier end, or move those", later[0].path
            )


def _sentence(earlier: Timed) -> str:
    return f"begins while '{earlier.id}' still lasts; move one of the two, or mark one 'optional: true'"


def _begins_within(earlier: Timed, other: Timed) -> bool:
    return other.moments.start < (earlier.moments.end or earlier.moments.start)


def _meet(one: Timed, other: Timed) -> bool:
    return not one.groups or not other.groups or not one.groups.isdisjoint(other.groups)
