"""What is handed to the dispatcher, and what it tells of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.channel import Call
from bot.outcomes import CallProblem, Expired
from handlers.tables import Lane


@dataclass(frozen=True, slots=True)
class Job:
    """One message to one chat: its calls are made in order, and nothing else reaches the chat in between.

    `key` is unique among the jobs under way; call number n is made with the key 'key:n'. What has not begun by
    `expires_at` (aware UTC) is not sent.
    """

    key: str
    lane: Lane
    channel: str
    address: str
    calls: tuple[Call, ...]
    expires_at: datetime | None = None

    @property
    def is_group(self) -> bool:
        """Whether it goes to a group, which messengers limit more strictly: Telegram's have negative ids."""
        return self.channel == "telegram" and self.address.startswith("-")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a job ended or, with `retrying`, how one of its attempts did.

    `refs` are the messenger's references for the calls it accepted, in order: a job that ended early goes on at
    `job.calls[len(refs):]`. `problem` is None where all were accepted. `attempts` counts calls made.
    """

    job: Job
    refs: tuple[str, ...]
    problem: CallProblem | None
    attempts: int
    retrying: bool

    @property
    def expired(self) -> bool:
        """Whether its time ran out before its turn came."""
        return isinstance(self.problem, Expired)


@dataclass(frozen=True, slots=True)
class Pause:
    """A messenger asked for a pause of `wait`: of the chat at `address`, or of everything where that is None."""

    channel: str
    address: str | None
    wait: timedelta


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one channel has before it, for metrics: jobs and the age in seconds of the oldest, by lane.

    `rate` is in calls a second (infinite without a limit), `paused` how many more seconds the messenger wants nothing,
    `down` for how many it has not been answering.
    """

    jobs: Mapping[Lane, int]
    oldest: Mapping[Lane, float]
    under_way: int
    rate: float
    paused: float
    down: float


@dataclass(slots=True, eq=False)
class Work:
    """A job and how far it is.

    `number` is its place in the order of submission, `since` when that was, `failed_at` when a call last could not be
    made, `retry_at` when it may be repeated (monotonic seconds). `failures` counts calls without an answer: `unknown`
    those whose outcome is unknown, `alone` those that could not be made while others passed.
    """

    job: Job
    number: int
    since: float
    refs: list[str] = field(default_factory=list)
    attempts: int = 0
    unknown: int = 0
    failures: int = 0
    alone: int = 0
    failed_at: float = math.inf
    retry_at: float = -math.inf

    @property
    def method(self) -> str:
        """What the next call does; '' where there is none."""
        return self.job.calls[len(self.refs)].method if self.job.calls else ""

    def is_late(self, at: datetime) -> bool:
        """Tell whether it should not begin any more at `at` (aware UTC)."""
        return self.job.expires_at is not None and self.job.expires_at <= at and not self.refs

    def ended(self, problem: CallProblem | None, *, retrying: bool = False) -> Ended:
        """Tell how it stands."""
        return Ended(self.job, tuple(self.refs), problem, self.attempts, retrying)
