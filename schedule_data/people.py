"""People on a tour, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is on a tour."""

    PARTICIPANT = "participant"
    LEADER = "leader"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on a tour. Texts that are not known are empty; `group` is None for who rides with nobody in particular.

    `room` maps a site id ('' where the tour has one hotel) to a room. `remind` holds the person's own offsets in
    minutes, None for the tour's. Reminders stay silent until `muted_until` (UTC).
    """

    id: int
    tour: str
    name: str
    role: Role = Role.PARTICIPANT
    group: str | None = None
    name_en: str = ""
    company: str = ""
    phone: str = ""
    language: str = ""
    room: Mapping[str, str] = field(default_factory=dict)
    diet: str = ""
    emergency_contact: str = ""
    note: str = ""
    remind: tuple[int, ...] | None = None
    muted_until: datetime | None = None
