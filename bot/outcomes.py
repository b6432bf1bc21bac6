"""What became of a call to a messenger, when it was not simply accepted. Every channel translates its errors into these."""

from datetime import timedelta


class CallProblem(Exception):
    """The messenger did not accept the call."""


class Unreachable(CallProblem):  # noqa: N818 - named as the ledger names the state of the account
    """This account can't be reached until the person acts: blocked, deactivated, chat not found. Trying again is in vain."""


class Rejected(CallProblem):  # noqa: N818 - an outcome, not a fault of ours alone
    """The messenger refuses this message as it stands; another one may pass."""


class Paused(CallProblem):  # noqa: N818 - an outcome: the messenger asks to wait
    """Too many calls: nothing more before `wait` has passed, for everybody or for this chat only."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"asked to wait {wait.total_seconds():g} s")
        self.wait = wait


class Moved(CallProblem):  # noqa: N818 - an outcome: the chat has a new address
    """The chat lives at `address` now."""

    def __init__(self, address: str) -> None:
        super().__init__("the chat has moved")
        self.address = address


class Unavailable(CallProblem):  # noqa: N818 - an outcome: the messenger can't be reached
    """The messenger can't be reached or is in trouble; the call was not accepted. Try again later."""


class OutcomeUnknown(CallProblem):  # noqa: N818 - an outcome: nobody can tell
    """The connection ended before an answer came: the call may have been accepted."""
