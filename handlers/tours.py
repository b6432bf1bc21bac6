"""The tours as conversations need them: the snapshot and the matcher compiled from it, kept per revision.

Leaders and staff are understood with the names of the roster as well. Participants are not: what they are answered
can't depend on who is on it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.understanding import Matcher, Roster, compile_matcher
from handlers.understanding.roster_names import NOBODY
from schedule_data.itinerary import Itinerary
from schedule_data.people import Role
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow


@dataclass(frozen=True, slots=True)
class OpenTour:
    """One tour at one revision, ready to be asked about."""

    itinerary: Itinerary
    matcher: Matcher


class Tours:
    """Keeps each tour that was asked about open. Any thread may ask."""

    def __init__(
        self, snapshots: Snapshots, compiled: Callable[[Itinerary, Roster], Matcher] = compile_matcher
    ) -> None:
        self.snapshots = snapshots
        self._compiled = compiled
        self._open: dict[str, OpenTour] = {}
        self._staffed: dict[str, tuple[OpenTour, Roster]] = {}

    def open(self, session: Session, tour: str, revision: int) -> OpenTour:
        """Give a tour at a revision that exists."""
        kept = self._open.get(tour)
        if kept is not None and kept.itinerary.revision == revision:
            return kept
        return self._opened(self.snapshots.at(session, tour, revision))

    def open_to(self, session: Session, tour: str, revision: int, role: Role) -> OpenTour:
        """Give a tour as somebody of that role may ask about it.

        The roster's names are read anew for each question of leaders and staff, who are few, and compiled where they
        changed: an import needs to tell nobody.
        """
        opened = self.open(session, tour, revision)
        if role is Role.PARTICIPANT:
            return opened
        roster = _roster(session, tour)
        kept = self._staffed.get(tour)
        if kept is None or kept[1] != roster or kept[0].itinerary is not opened.itinerary:
            kept = (replace(opened, matcher=self._compiled(opened.itinerary, roster)), roster)
            self._staffed[tour] = kept
        return kept[0]

    def matcher(self, itinerary: Itinerary) -> Matcher:
        """Give the matcher compiled from a snapshot."""
        kept = self._open.get(itinerary.tour)
        return (kept if kept and kept.itinerary is itinerary else self._opened(itinerary)).matcher

    def _opened(self, itinerary: Itinerary) -> OpenTour:
        opened = OpenTour(itinerary, self._compiled(itinerary, NOBODY))
        self._open[itinerary.tour] = opened
        return opened

    def public(self, session: Session) -> Sequence[Itinerary]:
        """Give all tours, of which strangers are told the programme."""
        return self.snapshots.all(session)


def _roster(session: Session, tour: str) -> Roster:
    on_tour = MemberRow.tour_id == tour, MemberRow.left_at.is_(None)
    rows = session.execute(select(MemberRow.name, MemberRow.name_en, MemberRow.company).where(*on_tour)).all()
    people = frozenset((name, name_en) for name, name_en, _ in rows)
    return Roster(people, frozenset(company for _, _, company in rows if company))
