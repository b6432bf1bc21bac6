"""What tests begin with: the sample tour, itineraries in a few lines, and people with their accounts."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import reminders
from handlers.identity import Caller
from handlers.reply import Action
from handlers.request import Request
from handlers.tables import AccountRow
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary, read_itinerary
from schedule_data.members import member_of
from schedule_data.publishing import publish
from schedule_data.roster_file import read_roster
from schedule_data.roster_import import import_roster
from schedule_data.tables import MemberRow

TOURS = Path(__file__).parents[1] / "schedule_data" / "tours"
SAMPLE = TOURS / "beijing-1.yaml"
ROSTER = TOURS / "beijing-1.roster.csv"
BEFORE = datetime(2025, 9, 1, tzinfo=UTC)  # three weeks before the sample tour


@lru_cache(maxsize=1)
def sample_document() -> Mapping[str, Any]:
    """Give the sample tour as a document."""
    return read_itinerary(SAMPLE).document.to_json()


def beijing(text: str) -> datetime:
    """Read '09-23 07:50' of 2025 as it is in Beijing."""
    return datetime.fromisoformat(f"2025-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai")).astimezone(UTC)


def seoul(text: str) -> datetime:
    """Read '09-23 07:50' of 2025 as it is in Seoul."""
    return datetime.fromisoformat(f"2025-{text}").replace(tzinfo=ZoneInfo("Asia/Seoul")).astimezone(UTC)


def document(*stops: Mapping[str, Any], tour: str = "city-1", **changes: Any) -> dict[str, Any]:
    """Give the document of a tour in Beijing on 22 and 23 September 2025; a stop's `day` is 22 unless it says 23."""
    days: dict[str, list[dict[str, Any]]] = {"2025-09-22": [], "2025-09-23": []}
    for stop in stops:
        days[f"2025-09-{stop.get('day', 22)}"].append({key: value for key, value in stop.items() if key != "day"})
    return {
        "tour": tour,
        "title": "도시 연수",
        "timezone": "Asia/Shanghai",
        "home_timezone": "Asia/Seoul",
        "starts": "2025-09-22",
        "ends": "2025-09-23",
        "languages": ["ko", "en"],
        "remind": [60, 10],
        "groups": {"bus-1": {"name": "1호차"}, "bus-2": {"name": "2호차"}},
        "days": days,
    } | changes


def stop(name: str, time: str, **more: Any) -> dict[str, Any]:
    """Give a visit of a document."""
    return {"id": name, "kind": "visit", "title": name, "time": time} | more


def load(session: Session, content: Mapping[str, Any], at: datetime = BEFORE) -> Itinerary:
    """Publish a document and plan its reminders, as `giljabi load` does."""
    itinerary = build_itinerary(content, publish(session, content, at, reason="test"))
    reminders.plan(session, itinerary)
    return itinerary


def load_sample(session: Session) -> Itinerary:
    """Load the sample tour and its roster."""
    itinerary = load(session, sample_document())
    import_roster(session, itinerary.tour, read_roster(ROSTER, itinerary), BEFORE)
    return itinerary


def member(session: Session, name: str = "김하나", tour: str = "city-1", **more: Any) -> MemberRow:
    """Put a person on a tour."""
    row = MemberRow(tour_id=tour, name=name, **more)
    session.add(row)
    session.flush()
    return row


def person(session: Session, name: str, tour: str = "beijing-1") -> MemberRow:
    """Give the first member of that name."""
    rows = session.scalars(select(MemberRow).where(MemberRow.tour_id == tour, MemberRow.name == name))
    return rows.all()[0]


def account(session: Session, owner: MemberRow | None = None, channel: str = "telegram", **more: Any) -> AccountRow:
    """Give a person an account, or make a stranger's; its address is the owner's id unless `address` says another."""
    values = {"address": f"at-{owner.id if owner else 'nobody'}", "created_at": BEFORE} | more
    row = AccountRow(channel=channel, member_id=owner.id if owner else None, **values)
    session.add(row)
    session.flush()
    return row


def caller(session: Session, itinerary: Itinerary, owner: MemberRow, language: str | None = None) -> Caller:
    """Give a member as the one who writes, over an account of theirs."""
    own = session.scalar(select(AccountRow.id).where(AccountRow.member_id == owner.id))
    return Caller(own or account(session, owner).id, member_of(owner), itinerary.revision, language)


def tap(intent: str, at: datetime, sender: str = "at-1", **slots: str) -> Request:
    """Give the tap of a button."""
    return Request("telegram", sender, at, action=Action(intent, slots))


def words(text: str, at: datetime, sender: str = "at-1") -> Request:
    """Give a message in words."""
    return Request("telegram", sender, at, text=text)
