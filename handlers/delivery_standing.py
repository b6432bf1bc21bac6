"""Where each person's copy of a notice stands, with the channel it went over and why it did not arrive."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.delivery_reasons import Reason
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, DeliveryTryRow
from schedule_data.members import member_of
from schedule_data.people import Member
from schedule_data.tables import MemberRow


class Stand(StrEnum):
    """Where one person's copy stands, as a leader sees it: everybody is in one place."""

    CONFIRMED = "confirmed"
    TAKEN = "taken"
    WAITING = "waiting"
    FAILED = "failed"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


_STANDS: Mapping[str, Stand] = {
    DeliveryState.QUEUED: Stand.WAITING,
    DeliveryState.SENDING: Stand.WAITING,
    DeliveryState.ACCEPTED: Stand.TAKEN,
    DeliveryState.FAILED: Stand.FAILED,
    DeliveryState.EXPIRED: Stand.MISSED,
    DeliveryState.SUPERSEDED: Stand.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """One person's copy: `channel` is the last one tried ('' for none), `refusal` what that one said of the account.

    `maybe_twice`: a try before had an unknown outcome, so it may have been shown more than once.
    """

    member: Member
    stand: Stand
    channel: str
    reason: str
    refusal: str
    attempts: int
    maybe_twice: bool

    @property
    def confirmed(self) -> bool:
        """Whether the person confirmed it."""
        return self.stand is Stand.CONFIRMED


@dataclass(frozen=True, slots=True)
class Progress:
    """A notice's copies, in the order of the roster."""

    people: Sequence[PersonStanding]

    @property
    def by_stand(self) -> Mapping[Stand, int]:
        """How many stand where."""
        return Counter(one.stand for one in self.people)

    @property
    def by_channel(self) -> Mapping[str, int]:
        """How many were taken by each channel."""
        taken = (Stand.CONFIRMED, Stand.TAKEN)
        return Counter(one.channel for one in self.people if one.channel and one.stand in taken)


def progress(session: Session, notice: int) -> Progress:
    """Give where a notice's copies stand; who has left the tour is left out."""
    unsure = (Reason.OUTCOME_UNKNOWN, Reason.INTERRUPTED)
    doubts = (
        select(func.count())
        .where(DeliveryTryRow.delivery_id == DeliveryRow.id, DeliveryTryRow.reason.in_(unsure))
        .scalar_subquery()
    )
    rows = session.execute(
        select(DeliveryRow, MemberRow, AccountRow.channel, AccountRow.unreachable, doubts.label("doubts"))
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .outerjoin(AccountRow, AccountRow.id == DeliveryRow.account_id)
        .where(DeliveryRow.notice_id == notice, MemberRow.left_at.is_(None))
        .order_by(MemberRow.id)
        .execution_options(populate_existing=True)
    ).all()
    return Progress([_standing(row[0], member_of(row[1]), row[2] or "", row[3] or "", row[4]) for row in rows])


def _standing(row: DeliveryRow, member: Member, channel: str, refusal: str, doubts: int) -> PersonStanding:
    stand = Stand.CONFIRMED if row.acknowledged_at is not None else _STANDS[row.state]
    reason = "" if stand is Stand.CONFIRMED else row.reason
    return PersonStanding(member, stand, channel, reason, refusal, row.attempts, maybe_twice=doubts > 0)
