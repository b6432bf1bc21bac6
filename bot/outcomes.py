"""What became of a call that a messenger did not simply accept. Every channel translates its errors into these."""

from datetime import timedelta


class CallProblem(Exception):  # noqa: N818 - an outcome, named as the ledger names it
    """The messenger did not accept the call."""


class Unreachable(CallProblem):
    """This account can't be reached until the person acts (blocked, deactivated, no such chat): no use in retrying."""


class Rejected(CallProblem):
    """The messenger refuses this message as it stands; another one may pass."""


class Paused(CallProblem):
    """Too many calls: nothing more before `wait` has passed.

    `chat_only` says whether the limit is this chat's alone; None where the messenger doesn't tell, as Telegram.
    """

    def __init__(self, wait: timedelta, *, chat_only: bool | None = None) -> None:
        super().__init__(f"asked to wait {wait.total_seconds():g} s")
        self.wait = wait
        self.chat_only = chat_only


class Moved(CallProblem):
    """The chat lives at `address` now."""

    def __init__(self, address: str) -> None:
        super().__init__("the chat has moved")
        self.address = address


class Unavailable(CallProblem):
    """The messenger can't be reached or is in trouble; the call was not accepted. Try again later."""


class OutcomeUnknown(CallProblem):
    """The connection ended before an answer came: the call may have been accepted."""


class Expired(CallProblem):
    """The message's own time ran out before its turn came: it was not sent."""
