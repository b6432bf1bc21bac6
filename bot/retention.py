"""Erasing the personal data of tours that have been over for as long as their files say (`retain_days`)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.database import Database
from bot.purge import Certificate, purge_tour
from bot.purge.over import is_over
from bot.purge.scrub import overwrite_what_goes
from bot.purge.terms import terms_of
from bot.purge.traces import traces_of
from bot.web.reading import read
from schedule_data.itinerary import Itinerary
from schedule_data.snapshots import itinerary_at
from schedule_data.tables import RevisionRow, TourRow

log = structlog.get_logger()


async def erase_what_is_due(database: Database, clock: Clock) -> int:
    """Erase the personal data of every tour whose time is up, each in one unit of work; give how many there were.

    A certificate of each goes to the log: numbers only, and its checksum. Whose names are gone already is left alone.
    """
    at, erased = clock.now(), 0
    for tour in await read(database, lambda session: due(session, at)):
        certificate = await _erased(database, tour, at)
        if certificate is not None:
            log.info("erased the personal data of a tour", tour=tour, certificate=certificate.text())
            erased += 1
    return erased


def due(session: Session, at: datetime) -> Sequence[str]:
    """Give the tours with names on them whose time is up."""
    document = RevisionRow.document
    rows = session.execute(
        select(TourRow.id, document["ends"].as_string(), document["retain_days"].as_integer())
        .join(RevisionRow, (RevisionRow.tour_id == TourRow.id) & (RevisionRow.number == TourRow.revision))
        .order_by(TourRow.id)
    )
    # the words of the file first: few tours have to be built, and none that runs
    past = [tour for tour, ends, days in rows if days is not None and date.fromisoformat(ends) < at.date()]
    return [tour for tour in past if terms_of(session, tour) and _is_due(session, tour, at)]


def _is_due(session: Session, tour: str, at: datetime) -> bool:
    """Tell whether a tour has been over, and known here, for so many days: who loads one of the past works with it."""
    itinerary = _current(session, tour)
    if itinerary.retain_days is None:
        return False
    then = at - timedelta(days=itinerary.retain_days)
    first = select(func.min(RevisionRow.created_at)).where(RevisionRow.tour_id == tour)
    return session.scalars(first).one() < then and is_over(itinerary, then)


def _current(session: Session, tour: str) -> Itinerary:
    return itinerary_at(session, tour, session.scalars(select(TourRow.revision).where(TourRow.id == tour)).one())


async def _erased(database: Database, tour: str, at: datetime) -> Certificate | None:
    """Erase in one unit, unless another process has; look for what is left beside the writers."""

    def erase(session: Session) -> tuple[Itinerary, frozenset[str], Mapping[str, int]] | None:
        overwrite_what_goes(session.connection())
        session.scalars(select(TourRow.id).where(TourRow.id == tour).with_for_update()).one()
        if tour not in due(session, at):
            return None
        terms = terms_of(session, tour)
        return _current(session, tour), terms, purge_tour(session, tour, at)

    done = await database.run(erase)
    if done is None:
        return None
    itinerary, terms, gone = done
    traces = await read(database, lambda session: traces_of(session, terms))
    files = f"left as they are while giljabi runs; giljabi purge {tour} writes them anew"
    return Certificate(itinerary, at, gone, traces, len(terms), files)
