"""What a change of plan does to each stop, and whom it concerns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from schedule_data.itinerary import Itinerary, Stop
from schedule_data.members import members_of
from schedule_data.people import Member, Role

SOON = timedelta(hours=2)  # what changes this near can't wait its turn behind other messages


@dataclass(frozen=True, slots=True)
class Affected:
    """A stop as it was and as it is now; `before` is None where it is new, `after` where it was cancelled."""

    before: Stop | None
    after: Stop | None

    @property
    def stop(self) -> Stop:
        """The stop as it is now, else as it was."""
        stop = self.after or self.before
        if stop is None:
            raise ValueError("neither before nor after")
        return stop

    def concerns(self, member: Member) -> bool:
        """Tell whether a member has to know: leaders and staff always, participants where it is or was theirs."""
        if member.role is not Role.PARTICIPANT:
            return True
        return any(stop is not None and stop.is_for(member.group) for stop in (self.before, self.after))


def affected(before: Itinerary, after: Itinerary) -> Sequence[Affected]:
    """Give what differs between two revisions of a tour, in the order people leave."""
    ids = dict.fromkeys([*before.stop_by_id, *after.stop_by_id])
    pairs = (Affected(before.stop_by_id.get(stop), after.stop_by_id.get(stop)) for stop in ids)
    return sorted((one for one in pairs if one.before != one.after), key=lambda one: (one.stop.leaves_at, one.stop.id))


def audience(session: Session, author: Member, changes: Iterable[Affected]) -> Sequence[Member]:
    """Give everyone whom the changes concern, except their author."""
    concerned = list(changes)
    people = members_of(session, author.tour)
    return [one for one in people if one.id != author.id and any(change.concerns(one) for change in concerned)]


def is_urgent(changes: Iterable[Affected], at: datetime) -> bool:
    """Tell whether people leave, or would have left, for one of the stops within two hours."""
    moments = (stop.leaves_at for change in changes for stop in (change.before, change.after) if stop is not None)
    return any(at < moment <= at + SOON for moment in moments)
