"""Messages of our own on KakaoTalk: one seam, two routes.

The Event API (`kakao_event_api`) calls a block of the bot, whose skill call we answer; the recipient must be a friend
of the channel, and each message is paid for. AlimTalk (`kakao_alimtalk`) goes by phone number. Both say only that they
accepted; `task_result` tells later what became of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from bot import kakao_limits as limits
from bot.outcomes import CallProblem

# The one event of ours: its block has no words, the skill says what the notice in `data` says.
NOTICE_EVENT = "giljabi_notice"
WAIT_UNTOLD = timedelta(seconds=5)  # after a refusal for haste that names no time to wait


class UserType(StrEnum):
    """How a person is named: Event API guide, `user.type`; PHONE is AlimTalk's."""

    BOT = "botUserKey"
    CHANNEL = "plusfriendUserKey"
    APP = "appUserId"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class User:
    """A recipient. `properties` come back to the skill in this person's call only, such as the id of their delivery."""

    id: str
    type: UserType = UserType.BOT
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UserFailure:
    """Somebody whom the message did not reach, and the route's own word for why."""

    id: str
    type: UserType
    reason: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The route took the message, which is not delivery. `refused` are people whom it refused at once."""

    task_id: str
    refused: tuple[UserFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Nobody gets the message by this call; `problem` says whether and when to try again."""

    problem: CallProblem

    @property
    def reason(self) -> str:
        """What went wrong, for the ledger: no names and no keys."""
        return str(self.problem)


@dataclass(frozen=True, slots=True)
class TaskResult:
    """What became of an accepted message so far; `finished` when everybody is accounted for."""

    task_id: str
    total: int
    succeeded: int
    failures: tuple[UserFailure, ...] = ()

    @property
    def finished(self) -> bool:
        """Tell whether every recipient was tried."""
        return self.succeeded + len(self.failures) >= self.total


class PushRoute(Protocol):
    """A way to reach people without being asked."""

    async def send(
        self, event_name: str, users: Sequence[User], data: Mapping[str, str], params: Mapping[str, str]
    ) -> Accepted | Failed:
        """Hand over a message for up to a route's limit of different users."""
        ...

    async def task_result(self, task_id: str) -> TaskResult | Failed:
        """Ask what became of a message."""
        ...


def batches(users: Iterable[User], most: int = limits.EVENT_USERS_MAX) -> Iterator[tuple[User, ...]]:
    """Give the users in batches that one call takes, everybody once."""
    once = list({(user.type, user.id): user for user in users}.values())
    yield from (tuple(once[start : start + most]) for start in range(0, len(once), most))


def check_batch(users: Sequence[User], most: int) -> None:
    """See that a call names 1 to `most` different users.

    Raises:
        ValueError: it does not; make the calls from `batches`.
    """
    if not 1 <= len(users) <= most or len({(user.type, user.id) for user in users}) < len(users):
        raise ValueError(f"one call takes 1 to {most} different users, this one names {len(users)}; use batches()")
