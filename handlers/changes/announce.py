"""Telling the people concerned: one notice of what changed for them, in place of any that hasn't gone out yet.

Nobody is told of a state that they never heard of: who hadn't received the notice of an earlier change is told the
stop as they know it, against what is true when the message is sent. Everybody is asked to confirm, and who made the
change sees in one message that keeps up to date who has.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers import live
from handlers.changes.affected import Affected, is_urgent
from handlers.changes.overtaken import overtake
from handlers.changes.stop_json import stop_to_json
from handlers.changes.told import known_to
from handlers.notices import Notice, queue
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.knock_on import ends
from schedule_data.people import Member

_Was = Mapping[str, Any]  # stop id -> the stop as people know it (JSON), None where it is new to them


@dataclass(slots=True)
class _Unsent:
    """Notices that didn't go out: by member what they would have told, and what held for the most pressing of them."""

    unheard: dict[int, dict[str, Any]]
    urgent: bool = False
    expires_at: datetime | None = None


def announce(
    session: Session, author: Member, changes: Sequence[Affected], people: Sequence[Member], at: datetime
) -> None:
    """Queue the notice of a change for `people`, and the report on it for its author."""
    was = {change.stop.id: stop_to_json(change.before) if change.before else None for change in changes}
    before = _take_back(session, author.tour, {member.id for member in people})
    overtake(session, author.tour, was, at)
    if not people:
        return
    payload = {"asks": True, "author": author.id, "sent_at": at.isoformat(), **_known(was, before.unheard, people)}
    urgent, expires_at = is_urgent(changes, at) or before.urgent, _pointless_after(changes, before, at)
    told = Notice(author.tour, NoticeKind.CHANGE, payload, urgent=urgent, expires_at=expires_at)
    number = queue(session, told, people, at)
    queue(session, Notice(author.tour, NoticeKind.REPORT, {"notice": number}), [author], at, reports_on=number)


def _known(was: _Was, unheard: Mapping[int, _Was], people: Sequence[Member]) -> Mapping[str, Any]:
    """Give the stops as most people know them, and beside them as others do; see `told.known_to`."""
    alike: dict[str, list[int]] = defaultdict(list)
    for member in people:
        alike[json.dumps({**was, **unheard.get(member.id, {})}, sort_keys=True)].append(member.id)
    (usual, _), *others = sorted(alike.items(), key=lambda one: len(one[1]), reverse=True)
    knew = [{"members": members, "was": json.loads(known)} for known, members in others]
    return {"was": json.loads(usual), **({"knew": knew} if knew else {})}


def _take_back(session: Session, tour: str, people: Collection[int]) -> _Unsent:
    """Supersede notices of earlier changes that haven't gone out, and give what those would have told.

    What is on its way to the messenger at this moment is left alone.
    """
    rows = session.execute(
        select(DeliveryRow.id, DeliveryRow.member_id, NoticeRow)
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
        unheard[row.member_id] |= known_to(row.NoticeRow.payload, row.member_id)
    notices = {row.NoticeRow.id: row.NoticeRow for row in theirs}
    if theirs:
        session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_([row.id for row in theirs]))
            .values(state=DeliveryState.SUPERSEDED)
            .execution_options(synchronize_session=False)
        )
        live.refresh_reports(session, notices)
    ends_of_them = [row.expires_at for row in notices.values() if row.expires_at]
    return _Unsent(unheard, any(row.urgent for row in notices.values()), max(ends_of_them, default=None))


def _pointless_after(changes: Sequence[Affected], before: _Unsent, at: datetime) -> datetime | None:
    """Give when the last of the stops is over; None where that has passed, as then it is told all the same."""
    own = (ends(stop) for change in changes for stop in (change.before, change.after) if stop is not None)
    last = max((*own, *filter(None, (before.expires_at,))))
    return last if last > at else None
