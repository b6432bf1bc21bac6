"""The people of a rehearsal: as many as on the roster, in the same buses and roles, without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.telegram_channel import TelegramChannel
from handlers import reminders
from handlers.tables import AccountRow
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.itinerary_file import build_itinerary
from schedule_data.people import Member, Role
from schedule_data.publishing import publish
from schedule_data.tables import MemberRow

INVENTED = 10  # participants of each group, where a tour has no roster yet
ADDRESS = "person-{number}"


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast. `remind` are their own offsets in minutes, None for the tour's."""

    address: str
    role: Role
    group: str | None
    language: str
    remind: tuple[int, ...] | None = None

    def offsets(self, stop: Stop) -> tuple[int, ...]:
        """Give the minutes before a stop at which this person should be reminded, by the words of the design."""
        if not stop.is_for(self.group) or (self.role is Role.STAFF and self.remind is None):
            return ()
        return stop.remind if stop.own_remind or self.remind is None else self.remind


def cast_of(members: Sequence[Member], itinerary: Itinerary) -> list[Person]:
    """Give the cast for a roster; with nobody on it, or no leader, some are invented."""
    rows = [(one.role, one.group, one.language, one.remind) for one in members]
    language = itinerary.languages[0]
    if not rows:
        groups: list[str | None] = [*itinerary.groups] or [None]
        rows = [(Role.PARTICIPANT, group, language, None) for group in groups for _ in range(INVENTED)]
    if not any(role is Role.LEADER for role, *_ in rows):
        rows.append((Role.LEADER, None, language, None))
    return [Person(ADDRESS.format(number=number), *row) for number, row in enumerate(rows, 1)]


def stage(session: Session, document: dict[str, Any], cast: Sequence[Person], at: datetime) -> Itinerary:
    """Put a plan and the cast into an empty database, each person with an account; give the plan."""
    itinerary = build_itinerary(document, publish(session, document, at, reason="rehearsal"))
    same = {"tour_id": itinerary.tour}
    session.execute(insert(MemberRow), [same | _row(one) for one in cast])
    ids = session.scalars(select(MemberRow.id).order_by(MemberRow.id)).all()
    accounts = [
        {"channel": TelegramChannel.name, "address": one.address, "member_id": member, "created_at": at}
        for one, member in zip(cast, ids, strict=True)
    ]
    session.execute(insert(AccountRow), accounts)
    session.flush()
    reminders.plan(session, itinerary)
    return itinerary


def _row(one: Person) -> dict[str, Any]:
    own = None if one.remind is None else list(one.remind)
    return {"name": one.address, "role": one.role, "group": one.group or "", "language": one.language, "remind": own}
