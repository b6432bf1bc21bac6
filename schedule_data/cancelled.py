"""Stops that were in a plan once and are in it no more."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from schedule_data.itinerary import Itinerary, Stop
from schedule_data.snapshots import itinerary_at


def cancelled_stops(session: Session, itinerary: Itinerary) -> Sequence[Stop]:
    """Give the stops of earlier revisions that this one has not, each as it stood last, in the order people left."""
    gone: dict[str, Stop] = {}
    for number in range(itinerary.revision - 1, 0, -1):
        for stop in itinerary_at(session, itinerary.tour, number).stops:
            if stop.id not in itinerary.stop_by_id:
                gone.setdefault(stop.id, stop)
    return sorted(gone.values(), key=lambda stop: (stop.leaves_at, stop.start))
