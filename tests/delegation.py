"""A delegation for tests and benchmarks: the sample tour on chosen days, and as many members as are wanted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import schedule_data
from bot.database import Database
from handlers import reminders
from handlers.invitations import invite
from schedule_data.itinerary_file import build_itinerary, read_itinerary
from schedule_data.people import Role
from schedule_data.publishing import publish
from schedule_data.tables import MemberRow

TOUR = "beijing-1"
FILE = Path(schedule_data.__file__).parent / "tours" / f"{TOUR}.yaml"
FIRST_DAY = date(2025, 9, 22)  # of the file
DAYS = 3
GROUPS = ("bus-1", "bus-2")
FAMILY, GIVEN = "김이박최정강조윤장임", ("민준", "서연", "도윤", "지우", "하은", "시우", "수아", "준호", "예린", "현우")


@dataclass(frozen=True, slots=True)
class Delegate:
    """A member, and the code that invites them."""

    member: int
    name: str
    company: str
    code: str


def load_delegation(
    database: Database, folder: Path, *, people: int, first_day: date = FIRST_DAY, role: Role = Role.PARTICIPANT
) -> list[Delegate]:
    """Load the sample tour, moved to begin on `first_day`, with `people` invited members; plan its reminders."""
    at = datetime.now(UTC)
    with database.unit() as session:
        document = read_itinerary(_moved(folder, first_day)).document.to_json()
        revision = publish(session, document, at, reason="load")
        rows = [
            MemberRow(
                tour_id=TOUR,
                name=FAMILY[number % 10] + GIVEN[number // 10 % 10],
                company=f"회사 {number}",
                role=role,
                group=GROUPS[number % 2],
                room={"": str(800 + number)},
            )
            for number in range(people)
        ]
        session.add_all(rows)
        session.flush()
        reminders.plan(session, build_itinerary(document, revision))
        return [Delegate(row.id, row.name, row.company, invite(session, row.id, at)) for row in rows]


def _moved(folder: Path, first_day: date) -> Path:
    """Write the file with its days moved; they are written like 2025-09-22 throughout."""
    text = FILE.read_text(encoding="utf-8")
    for number in range(DAYS):
        text = text.replace(str(FIRST_DAY + timedelta(days=number)), f"<{number}>")
    for number in range(DAYS):
        text = text.replace(f"<{number}>", str(first_day + timedelta(days=number)))
    moved = folder / FILE.name
    moved.write_text(text, encoding="utf-8")
    return moved
