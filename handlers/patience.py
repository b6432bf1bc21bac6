"""How long an urgent notice may stay unconfirmed before more is done: the less, the sooner people have to go."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers.changes.stop_json import stop_from_json
from handlers.tables import NoticeKind, NoticeRow
from schedule_data.itinerary import Itinerary

UNCONFIRMED_AFTER = timedelta(minutes=3)  # who looks at their phone at all has seen it by then
LONGEST = timedelta(minutes=30)  # of two hours at most (see `changes.affected`): most of them is left for calling
SHARE = 4  # of the time that is left, one part is waited


def patience(notice: NoticeRow, itinerary: Itinerary | None, sent_at: datetime) -> timedelta:
    """Give how long a copy sent at that moment may wait for its confirmation, by the plan as it stands now."""
    if notice.kind != NoticeKind.CHANGE or itinerary is None:
        return UNCONFIRMED_AFTER
    first = min((at for at in _moments(notice.payload, itinerary) if at > sent_at), default=sent_at)
    return min(max((first - sent_at) / SHARE, UNCONFIRMED_AFTER), LONGEST)


def _moments(payload: Mapping[str, Any], itinerary: Itinerary) -> Iterator[datetime]:
    """Give when people leave for the stops of a change: as it is now, and as those believe who don't know it yet."""
    for known in (payload.get("was", {}), *(other["was"] for other in payload.get("knew", ()))):
        for stop_id, was in known.items():
            if was:
                yield stop_from_json(was).leaves_at
            if now := itinerary.stop_by_id.get(stop_id):
                yield now.leaves_at
