"""Faults to inject: what goes wrong, for which calls, how often."""

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.bot_api.errors import RefusedError, bad_request, forbidden, migrated, too_many_requests


class Kind(StrEnum):
    """What goes wrong."""

    TOO_MANY = "too_many"  # 429 with `retry_after`
    FORBIDDEN = "forbidden"  # 403 with `description`
    BAD_REQUEST = "bad_request"  # 400 with `description`
    SERVER_ERROR = "server_error"  # `status` and no JSON, as a proxy in between answers
    MIGRATED = "migrated"  # 400 naming `new_chat_id`
    RESET = "reset"  # nothing is done and the connection is cut
    TIMEOUT = "timeout"  # nothing is done and no answer comes
    SLOW = "slow"  # the call is done, its answer comes after `delay` seconds
    ANSWER_LOST = "answer_lost"  # the call is done and the connection is cut
    ANSWER_HANGS = "answer_hangs"  # the call is done and no answer comes
    DUPLICATE = "duplicate"  # the updates of one getUpdates, or one webhook call, come twice


BEFORE = frozenset({Kind.TOO_MANY, Kind.FORBIDDEN, Kind.BAD_REQUEST, Kind.SERVER_ERROR, Kind.MIGRATED})


@dataclass(slots=True)
class Fault:
    """One rule. `method` and `chat` None fit any; `times` None is for ever; `skip` calls pass first."""

    kind: Kind
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    skip: int = 0
    probability: float = 1.0
    retry_after: int = 1
    status: int = 502
    description: str = ""
    delay: float = 0.0
    new_chat_id: int = 0
    hits: int = 0

    def fits(self, method: str, chat: int | None) -> bool:
        """Tell whether the rule speaks of this call."""
        return self.method in (None, method) and self.chat in (None, chat) and self.times != 0

    def refusal(self) -> RefusedError:
        """Give the answer of a fault that refuses."""
        match self.kind:
            case Kind.TOO_MANY:
                return too_many_requests(self.retry_after)
            case Kind.FORBIDDEN:
                return forbidden(self.description or "bot was blocked by the user")
            case Kind.MIGRATED:
                return migrated(self.new_chat_id)
            case Kind.SERVER_ERROR:
                return RefusedError(self.status, "")
            case _:
                return bad_request(self.description or "injected")


class Faults:
    """The rules in force, asked in the order they were added."""

    def __init__(self, seed: int = 0) -> None:
        self._rules: list[Fault] = []
        self._random = random.Random(seed)  # noqa: S311  # reproducible faults, no secret

    def add(self, kind: Kind | str, **rule: Any) -> Fault:
        """Add a rule; its fields are those of `Fault`."""
        fault = Fault(Kind(kind), **rule)
        self._rules.append(fault)
        return fault

    def clear(self) -> None:
        """Take all rules back."""
        self._rules.clear()

    def pick(self, method: str, chat: int | None) -> Fault | None:
        """Give the rule that this call falls under, and count it."""
        for fault in self._rules:
            if fault.fits(method, chat) and self._strikes(fault):
                return fault
        return None

    def _strikes(self, fault: Fault) -> bool:
        if fault.skip > 0:
            fault.skip -= 1
            return False
        if fault.probability < 1.0 and self._random.random() >= fault.probability:
            return False
        if fault.times is not None:
            fault.times -= 1
        fault.hits += 1
        return True
