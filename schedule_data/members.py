"""The people on a tour: rows as values, looked up, imported from a roster."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from schedule_data.people import Member, Role
from schedule_data.tables import MemberRow


def member_of(row: MemberRow) -> Member:
    """Give a row as a value."""
    return Member(
        id=row.id,
        tour=row.tour_id,
        name=row.name,
        role=Role(row.role),
        group=row.group or None,
        name_en=row.name_en,
        company=row.company,
        phone=row.phone,
        language=row.language,
        room=row.room,
        diet=row.diet,
        emergency_contact=row.emergency_contact,
        note=row.note,
        remind=None if row.remind is None else tuple(row.remind),
        muted_until=row.muted_until,
    )


def members_of(session: Session, tour: str) -> Sequence[Member]:
    """Give everybody on a tour, in the order of the roster."""
    on_tour = select(MemberRow).where(MemberRow.tour_id == tour, MemberRow.left_at.is_(None))
    rows = session.scalars(on_tour.order_by(MemberRow.id))
    return [member_of(row) for row in rows]


def named(session: Session, tour: str, who: str) -> Sequence[Member]:
    """Give the members called `who`: a name, or `name/company` where two share it."""
    name, _, company = who.partition("/")
    return [
        member
        for member in members_of(session, tour)
        if name.strip() in {member.name, member.name_en} and company.strip() in {"", member.company}
    ]
