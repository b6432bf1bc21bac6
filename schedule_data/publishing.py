"""Publishing an itinerary: every change is a new revision, and the newest is the one that is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from schedule_data.tables import RevisionRow, TourRow


class PlanChanged(Exception):  # noqa: N818 - it names what happened
    """Somebody has published another revision since; `revision` is its number. Nothing was written."""

    def __init__(self, revision: int) -> None:
        super().__init__(f"the plan stands at revision {revision} by now")
        self.revision = revision


def current_document(session: Session, tour: str) -> Mapping[str, Any] | None:
    """Give the document of a tour's current revision, None for a tour that isn't loaded."""
    return session.scalar(
        select(RevisionRow.document)
        .join(TourRow, (TourRow.id == RevisionRow.tour_id) & (TourRow.revision == RevisionRow.number))
        .where(TourRow.id == tour)
    )


def publish(  # noqa: PLR0913 - what is published, and what the audit keeps of it
    session: Session,
    document: Mapping[str, Any],
    at: datetime,
    *,
    reason: str,
    author_id: int | None = None,
    based_on: int | None = None,
) -> int:
    """Make `document` the tour's current revision and give its number; the current one again changes nothing.

    `based_on` is the revision that the document was made from. Of two who publish at once, one waits for the other.

    Raises:
        PlanChanged: the tour stands at another revision than `based_on`.
    """
    tour = session.get(TourRow, document["tour"], with_for_update={"key_share": True})
    if tour and based_on is not None and tour.revision != based_on:
        raise PlanChanged(tour.revision)
    current = session.get(RevisionRow, (tour.id, tour.revision)) if tour else None
    if current and current.document == document:
        return current.number
    if tour is None:
        tour = TourRow(id=document["tour"], revision=0)
        session.add(tour)
    changed = _changed(current, document, at)
    return _add(
        session,
        tour,
        RevisionRow(document=dict(document), changed=changed, created_at=at, author_id=author_id, reason=reason),
    )


def publish_again(session: Session, name: str, at: datetime, *, reason: str) -> int:
    """Make a tour's current document a new revision, and give its number.

    Revisions are never changed but by an erasure: after one, no process goes on with a snapshot that it has kept.
    """
    tour = session.get_one(TourRow, name, with_for_update={"key_share": True})
    current = session.get_one(RevisionRow, (tour.id, tour.revision))
    return _add(
        session, tour, RevisionRow(document=current.document, changed=current.changed, created_at=at, reason=reason)
    )


def _add(session: Session, tour: TourRow, row: RevisionRow) -> int:
    """Number a revision, and have it be the tour's."""
    tour.revision += 1
    session.flush()
    row.tour_id, row.number = tour.id, tour.revision
    session.add(row)
    session.flush()
    return row.number


def _changed(current: RevisionRow | None, document: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """Tell when each stop that is in the plan was last changed, or added, since the plan was first published."""
    if current is None:
        return {}
    before, after = _stops(current.document), _stops(document)
    earlier = {stop: when for stop, when in current.changed.items() if stop in after}
    return earlier | {stop: at.isoformat() for stop, entry in after.items() if before.get(stop) != entry}


def _stops(document: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    return {stop["id"]: (day, stop) for day, listed in document.get("days", {}).items() for stop in listed}
