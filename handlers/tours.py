"""The tours as conversations need them: the snapshot and the matcher compiled from it, kept per revision."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from handlers.understanding import Matcher, compile_matcher
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import Snapshots


@dataclass(frozen=True, slots=True)
class OpenTour:
    """One tour at one revision, ready to be asked about."""

    itinerary: Itinerary
    matcher: Matcher


class Tours:
    """Keeps each tour that was asked about open. Any thread may ask."""

    def __init__(self, snapshots: Snapshots) -> None:
        self.snapshots = snapshots
        self._open: dict[str, OpenTour] = {}

    def open(self, session: Session, tour: str, revision: int) -> OpenTour:
        """Give a tour at a revision that exists."""
        kept = self._open.get(tour)
        if kept is not None and kept.itinerary.revision == revision:
            return kept
        return self._opened(self.snapshots.at(session, tour, revision))

    def matcher(self, itinerary: Itinerary) -> Matcher:
        """Give the matcher compiled from a snapshot."""
        kept = self._open.get(itinerary.tour)
        return (kept if kept and kept.itinerary is itinerary else self._opened(itinerary)).matcher

    def _opened(self, itinerary: Itinerary) -> OpenTour:
        opened = OpenTour(itinerary, compile_matcher(itinerary))
        self._open[itinerary.tour] = opened
        return opened

    def public(self, session: Session) -> Sequence[Itinerary]:
        """Give all tours, of which strangers are told the programme."""
        return self.snapshots.all(session)
