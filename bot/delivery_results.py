"""How the tries of deliveries ended, sorted by what follows for their rows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.orm import Session

from bot import settling
from bot.channel import WORDLESS_REFERENCE
from bot.claims import Claim
from bot.dispatch_job import Ended
from bot.outcomes import CallProblem, Expired, Moved, OutcomeUnknown, Paused, Rejected, Unavailable, Unreachable
from bot.settling import Try
from handlers.delivery_reasons import Reason

log = structlog.get_logger()

# A message that fails while others pass is tried again later, and after so many tries on another channel.
RETRY_AFTER = timedelta(minutes=1)
MOST_TRIES = 24

_REASONS: Final[dict[type[CallProblem], Reason]] = {
    Rejected: Reason.REJECTED,
    Unavailable: Reason.UNAVAILABLE,
    OutcomeUnknown: Reason.OUTCOME_UNKNOWN,
    Unreachable: Reason.UNREACHABLE,
    Moved: Reason.MOVED,
    Paused: Reason.PAUSED,
}


def reason_of(problem: CallProblem | None) -> Reason:
    """Name what went wrong."""
    return _REASONS.get(type(problem), Reason.UNAVAILABLE) if problem else Reason.INTERRUPTED


def _is_wordless(reference: str) -> bool:
    return reference.startswith(WORDLESS_REFERENCE)


def _joined(claim: Claim, end: Ended) -> str:
    """Give the references as a delivery keeps them: those to words first, which are what is edited and replied to."""
    references = [*end.refs, claim.ahead] if claim.ahead else end.refs
    return ",".join(sorted(references, key=_is_wordless))


@dataclass(slots=True)
class Results:
    """What came of deliveries since the last unit of work."""

    accepted: dict[int, tuple[str, datetime]] = field(default_factory=dict)
    tries: list[Try] = field(default_factory=list)
    requeued: dict[int, datetime] = field(default_factory=dict)
    ahead: dict[int, str] = field(default_factory=dict)
    released: list[int] = field(default_factory=list)
    expired: list[int] = field(default_factory=list)
    unreachable: list[tuple[str, str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.accepted) + len(self.tries) + len(self.released) + len(self.expired)

    def add(self, claim: Claim, end: Ended, at: datetime) -> None:
        """Note how a job ended, or with `end.retrying` how a try did."""
        match end.problem:
            case problem if end.retrying:
                self.tries.append(Try(claim.delivery, claim.account, reason_of(problem), at))
            case None:
                self.accepted[claim.delivery] = _joined(claim, end), at
            case Expired():
                late = claim.notice.expires_at is not None and claim.notice.expires_at <= at
                (self.expired if late else self.released).append(claim.delivery)
            case problem if not all(map(_is_wordless, end.refs)):  # the words arrived, a map after them did not
                log.warning("notice arrived in part", channel=claim.channel, why=type(problem).__name__)
                self.accepted[claim.delivery] = _joined(claim, end), at
            case problem:
                self._failed(claim, end, problem, at)

    def _failed(self, claim: Claim, end: Ended, problem: CallProblem, at: datetime) -> None:
        job, may_pass, again = end.job, False, at
        if isinstance(problem, Unreachable):
            self.unreachable.append((job.channel, job.address, str(problem)))
        elif isinstance(problem, Moved):
            self.moved.append((job.channel, job.address, problem.address))
            may_pass = True
        elif isinstance(problem, Unavailable) and claim.attempts + end.attempts < MOST_TRIES:
            may_pass, again = True, at + RETRY_AFTER
        self.tries.append(Try(claim.delivery, claim.account, reason_of(problem), at, closed=not may_pass))
        self.requeued[claim.delivery] = again
        if end.refs and may_pass:
            self.ahead[claim.delivery] = ",".join(end.refs)

    def and_then(self, later: "Results") -> "Results":
        """Give these and what came later."""
        return Results(
            self.accepted | later.accepted,
            self.tries + later.tries,
            self.requeued | later.requeued,
            self.ahead | later.ahead,
            self.released + later.released,
            self.expired + later.expired,
            self.unreachable + later.unreachable,
            self.moved + later.moved,
        )

    def write(self, session: Session) -> None:
        """Write them into the rows."""
        settling.accept(session, self.accepted)
        settling.note(session, self.tries)
        for channel, address, why in self.unreachable:
            settling.mark_unreachable(session, channel, address, why)
        for channel, address, new_address in self.moved:
            settling.move(session, channel, address, new_address)
        settling.requeue(session, self.requeued)
        settling.sent_ahead(session, self.ahead)
        settling.release(session, self.released)
        settling.expire(session, self.expired)
