"""Telling the people concerned: one notice of what changed for them, in place of any that hasn't gone out yet.

Nobody is told of a state that they never heard of: who hadn't received the notice of an earlier change is told the
stop as they know it, against what is true when the message is sent.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.changes.affected import Affected, is_urgent
from handlers.changes.stop_json import stop_to_json
from handlers.notices import Notice, queue
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.knock_on import ends
from schedule_data.people import Member

_Was = Mapping[str, Any]  # stop id -> the stop as people know it (JSON), None where it is new to them


def announce(session: Session, tour: str, changes: Sequence[Affected], people: Sequence[Member], at: datetime) -> None:
    """Queue the notices of a change for `people`."""
    was = {change.stop.id: stop_to_json(change.before) if change.before else None for change in changes}
    unheard = _take_back(session, tour, {member.id for member in people})
    alike: dict[str, list[Member]] = defaultdict(list)
    for member in people:
        alike[json.dumps({**was, **unheard.get(member.id, {})}, sort_keys=True)].append(member)
    urgent, expires_at = is_urgent(changes, at), _pointless_after(changes, at)
    for payload, told in alike.items():
        notice = Notice(tour, NoticeKind.CHANGE, {"was": json.loads(payload)}, urgent=urgent, expires_at=expires_at)
        queue(session, notice, told, at)


def _take_back(session: Session, tour: str, people: set[int]) -> Mapping[int, dict[str, Any]]:
    """Supersede notices of earlier changes that haven't gone out; give, by member, what those would have told.

    What is on its way to the messenger at this moment is left alone.
    """
    rows = session.execute(
        select(DeliveryRow.id, DeliveryRow.member_id, NoticeRow.payload)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .where(
            NoticeRow.tour_id == tour, NoticeRow.kind == NoticeKind.CHANGE, DeliveryRow.state == DeliveryState.QUEUED
        )
        .order_by(DeliveryRow.id.desc())
        .with_for_update(of=DeliveryRow, skip_locked=True)
    ).all()
    theirs = [row for row in rows if row.member_id in people]
    unheard: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in theirs:  # the oldest last: it has what people know
        unheard[row.member_id] |= row.payload["was"]
    if theirs:
        session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_([row.id for row in theirs]))
            .values(state=DeliveryState.SUPERSEDED)
            .execution_options(synchronize_session=False)
        )
    return unheard


def _pointless_after(changes: Sequence[Affected], at: datetime) -> datetime | None:
    """Give when the last of the stops is over; None where that has passed, as then it is told all the same."""
    last = max(ends(stop) for change in changes for stop in (change.before, change.after) if stop is not None)
    return last if last > at else None
