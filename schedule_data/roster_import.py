"""Importing a roster: adds and updates people by name, company and phone; removes nobody unless that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from schedule_data.roster_file import Roster, Traveller, phone_key
from schedule_data.tables import MemberRow

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many people an import added, changed, left as they were, and took off the tour."""

    added: int
    changed: int
    unchanged: int
    removed: int


def import_roster(
    session: Session, tour: str, roster: Roster, at: datetime, *, remove_missing: bool = False
) -> Imported:
    """Write a roster to the tour's members. Who was taken off earlier and is on the roster again comes back."""
    existing = {_row_key(row): row for row in session.scalars(select(MemberRow).where(MemberRow.tour_id == tour))}
    added = changed = unchanged = 0
    for traveller in roster.rows:
        values = _values(traveller)
        row = existing.pop(_key(traveller), None)
        if row is None:
            session.add(MemberRow(tour_id=tour, **values))
            added += 1
        elif _update(row, values | {"left_at": None}):
            changed += 1
        else:
            unchanged += 1
    missing = [row for row in existing.values() if row.left_at is None] if remove_missing else []
    for row in missing:
        row.left_at = at
    session.flush()
    return Imported(added, changed, unchanged, len(missing))


def _key(traveller: Traveller) -> _Key:
    return traveller.name, traveller.company or "", phone_key(traveller.phone or "")


def _row_key(row: MemberRow) -> _Key:
    return row.name, row.company, phone_key(row.phone)


def _values(traveller: Traveller) -> dict[str, Any]:
    return {
        "name": traveller.name,
        "name_en": traveller.name_en or "",
        "role": traveller.role.value,
        "group": traveller.group or "",
        "company": traveller.company or "",
        "phone": traveller.phone or "",
        "language": traveller.language or "",
        "room": dict(traveller.room),
        "diet": traveller.diet or "",
        "emergency_contact": traveller.emergency_contact or "",
        "note": traveller.note or "",
    }


def _update(row: MemberRow, values: Mapping[str, Any]) -> bool:
    """Set what differs; tell whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)
