"""Notices of changes whose stops have all been told anew since: they ask for no confirmation any more."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import live
from handlers.nudges import nudges_of
from handlers.tables import NoticeKind, NoticeRow

RECENT: Final = timedelta(days=1)  # what is older asks nobody any more (`failover.RECENT`)


def overtake(session: Session, tour: str, stops: Collection[str], at: datetime) -> None:
    """Note that `stops` are told anew: what people were sent of them is shown as things are now.

    A notice of which nothing is left that a newer one doesn't ask about no longer asks itself; it goes on being shown
    as things are, however often its stops are told anew.
    """
    notices = select(NoticeRow).where(NoticeRow.tour_id == tour, NoticeRow.kind == NoticeKind.CHANGE)
    for row in session.scalars(notices.where(NoticeRow.created_at > at - RECENT)).all():
        payload = row.payload
        of = _stops(payload)
        if of.isdisjoint(stops):
            continue
        retold = of & {*payload.get("retold", ()), *stops}
        row.payload = {**payload, "retold": sorted(retold), "overtaken": retold == of}
        session.flush()
        for copies in (row, *nudges_of(session, row)):
            live.refresh(session, copies.id, at)
        live.refresh_reports(session, [row.id])


def _stops(payload: Mapping[str, Any]) -> set[str]:
    return {*payload["was"], *(stop for one in payload.get("knew", ()) for stop in one["was"])}
