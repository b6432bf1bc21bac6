"""The snapshots in memory: one per tour and revision, built when first asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from schedule_data.tables import RevisionRow, TourRow


def itinerary_at(session: Session, tour: str, revision: int) -> Itinerary:
    """Build the snapshot of a tour at a revision that exists, whether it is the newest or an old one."""
    row = session.get_one(RevisionRow, (tour, revision))
    changed = {stop: datetime.fromisoformat(at) for stop, at in row.changed.items()}
    return replace(build_itinerary(row.document, revision), changed=changed)


class Snapshots:
    """Keeps the newest snapshot of each tour that was asked for. Any thread may ask."""

    def __init__(self) -> None:
        self._kept: dict[str, Itinerary] = {}

    def at(self, session: Session, tour: str, revision: int) -> Itinerary:
        """Give the snapshot of a tour at a revision that exists."""
        kept = self._kept.get(tour)
        if kept is not None and kept.revision == revision:
            return kept
        built = itinerary_at(session, tour, revision)
        if kept is None or kept.revision < revision:
            self._kept[tour] = built
        return built

    def current(self, session: Session, tour: str) -> Itinerary | None:
        """Give a tour as it stands, None where it isn't loaded."""
        revision = session.scalar(select(TourRow.revision).where(TourRow.id == tour))
        return None if revision is None else self.at(session, tour, revision)

    def all(self, session: Session) -> Sequence[Itinerary]:
        """Give every loaded tour as it stands, the earliest first."""
        rows = session.execute(select(TourRow.id, TourRow.revision)).all()
        return sorted((self.at(session, tour, revision) for tour, revision in rows), key=lambda one: one.starts)
