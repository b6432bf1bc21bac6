"""What commands begin with: the settings' database, and the tour that was named."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import Database
from bot.database_file import demand_database
from bot.errors import GiljabiError
from bot.settings import read_settings
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import Snapshots
from schedule_data.tables import TourRow

FIRST_YEAR, LAST_YEAR = 1970, 2999  # beyond lies a typing mistake


@contextmanager
def opened_database(*, may_be_new: bool = False) -> Iterator[Database]:
    """Open the database of the settings, and close it afterwards.

    Raises:
        GiljabiError: it can't be opened, or there is none and it may not be new.
    """
    settings = read_settings()
    if not may_be_new:
        demand_database(settings)
    database = Database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def readable(text: str) -> str:
    """Give a text as UTF-8 and a database can hold it: half a letter becomes '?', a null character goes."""
    return text.encode(errors="replace").decode().replace("\0", "")


def named_tour(session: Session, snapshots: Snapshots, tour: str) -> Itinerary:
    """Give the tour of that name.

    Raises:
        GiljabiError: there is none; says which there are.
    """
    tour = readable(tour)
    itinerary = snapshots.current(session, tour)
    if itinerary is None:
        known = ", ".join(session.scalars(select(TourRow.id).order_by(TourRow.id)))
        mend = f"Loaded are: {known}." if known else "Load one first: giljabi load schedule_data/tours/beijing-1.yaml"
        raise GiljabiError(f"There is no tour '{tour}'. {mend}")
    return itinerary


def moment(text: str | None, itinerary: Itinerary) -> datetime:
    """Read an ISO moment such as 2025-09-23T07:50; without a zone it is the tour's. None is now.

    Raises:
        GiljabiError: it can't be read.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise GiljabiError(f"'{text}' is no time. Write it like 2025-09-23T07:50 or 2025-09-23T07:50+09:00.")
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(itinerary.timezone))).astimezone(UTC)
