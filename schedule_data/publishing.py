"""Publishing an itinerary: every change is a new revision, and the newest is the one that is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from schedule_data.tables import RevisionRow, TourRow


def current_document(session: Session, tour: str) -> Mapping[str, Any] | None:
    """Give the document of a tour's current revision, None for a tour that isn't loaded."""
    return session.scalar(
        select(RevisionRow.document)
        .join(TourRow, (TourRow.id == RevisionRow.tour_id) & (TourRow.revision == RevisionRow.number))
        .where(TourRow.id == tour)
    )


def publish(
    session: Session, document: Mapping[str, Any], at: datetime, *, reason: str, author_id: int | None = None
) -> int:
    """Make `document` the tour's current revision and give its number; the current one again changes nothing."""
    name = document["tour"]
    tour = session.get(TourRow, name, with_for_update={"key_share": True})
    if tour and current_document(session, name) == document:
        return tour.revision
    if tour is None:
        tour = TourRow(id=name, revision=0)
        session.add(tour)
    tour.revision += 1
    session.flush()
    session.add(
        RevisionRow(
            tour_id=name,
            number=tour.revision,
            document=dict(document),
            created_at=at,
            author_id=author_id,
            reason=reason,
        )
    )
    session.flush()
    return tour.revision
