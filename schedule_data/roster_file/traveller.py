"""A person of a tour, as the roster names them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schedule_data.mistakes import Remark
from schedule_data.people import Role


@dataclass(frozen=True, slots=True)
class Traveller:
    """One row. `room` maps a hotel's site id to the room there; the id is '' where the row names just a room.

    `phone` is as written, told apart by `phone_key`; `line` is the row's line in the file. Absent cells are None.
    """

    name: str
    line: int
    name_en: str | None = None
    role: Role = Role.PARTICIPANT
    group: str | None = None
    company: str | None = None
    phone: str | None = None
    language: str | None = None
    room: Mapping[str, str] = field(default_factory=dict)
    diet: str | None = None
    emergency_contact: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """A file without mistakes: its rows in order, and remarks sorted by line."""

    rows: tuple[Traveller, ...]
    remarks: tuple[Remark, ...] = ()
