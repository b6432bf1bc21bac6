"""Reminders that could not be sent in time: told to the leaders, in one message that lists them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, select, update
from sqlalchemy.orm import Session

from handlers.answers.next_steps import CONTACTS, NEXT, offered
from handlers.answers.stop_words import dated_leaves, title
from handlers.copies import Copy, Setting
from handlers.leaders import leaders_of
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.reminders import Fired
from handlers.reply import Agenda, Item, Reply
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.itinerary import Stop
from schedule_data.members import members_of
from schedule_data.snapshots import Snapshots
from schedule_data.tables import RevisionRow

TOLD_WITHIN: Final = timedelta(days=1)  # what began longer ago needs nobody's care any more
MOST_LISTED: Final = 10
KEPT_FOR: Final = timedelta(hours=12)  # how long the message itself is worth sending


def tell_missed(session: Session, fired: Sequence[Fired], snapshots: Snapshots, at: datetime) -> Mapping[str, int]:
    """Tell the leaders of reminders that were due while nothing ran and whose stops have begun; by tour, how many."""
    missed: dict[str, list[str]] = defaultdict(list)
    for one in fired:
        itinerary = snapshots.current(session, one.due.tour) if one.people is None else None
        stop = itinerary.stop_by_id.get(one.due.stop) if itinerary else None
        if stop is not None and _is_missed(session, one, stop, at):
            missed[one.due.tour].append(stop.id)
    for tour, stops in missed.items():
        _tell(session, tour, dict.fromkeys(stops, 0), at)
    return {tour: len(stops) for tour, stops in missed.items()}


def _is_missed(session: Session, one: Fired, stop: Stop, at: datetime) -> bool:
    """Tell whether it should have gone out: the tour was there already, and the stop did begin."""
    loaded = session.scalar(
        select(RevisionRow.created_at).where(RevisionRow.tour_id == one.due.tour, RevisionRow.number == 1)
    )
    return at - TOLD_WITHIN < stop.leaves_at <= at and loaded is not None and loaded <= one.due.due_at


def tell_expired(session: Session, at: datetime) -> Mapping[str, int]:
    """Tell the leaders of queued reminders whose stops began before a messenger took them; by tour, how many people."""
    rows = session.execute(
        select(DeliveryRow.id, NoticeRow.tour_id, NoticeRow.payload)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .where(NoticeRow.created_at > at - TOLD_WITHIN, NoticeRow.kind == NoticeKind.REMINDER)
        .where(DeliveryRow.state == DeliveryState.EXPIRED, DeliveryRow.escalated_at.is_(None))
        .with_for_update(of=DeliveryRow, skip_locked=True)
    ).all()
    if not rows:
        return {}
    _mark(session, rows, at)
    by_tour: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        by_tour[row.tour_id][row.payload["stop"]] += 1
    for tour, stops in by_tour.items():
        _tell(session, tour, stops, at)
    return {tour: sum(stops.values()) for tour, stops in by_tour.items()}


def _mark(session: Session, rows: Iterable[Row[Any]], at: datetime) -> None:
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id.in_([row.id for row in rows]))
        .values(escalated_at=at)
        .execution_options(synchronize_session=False)
    )


def _tell(session: Session, tour: str, stops: Mapping[str, int], at: datetime) -> None:
    """Queue one message that lists the stops, with how many people each; 0 is everybody."""
    people = members_of(session, tour)
    leaders = leaders_of(people, {one.group for one in people})
    queue(session, Notice(tour, NoticeKind.MISSED, {"stops": dict(stops)}, expires_at=at + KEPT_FOR), leaders, at)


def missed(copy: Copy, setting: Setting) -> Reply | None:
    """Compose the list for a leader; None where all of its stops are gone from the plan."""
    say, language, itinerary = phrases(setting.language), setting.language, setting.itinerary
    known = [(itinerary.stop_by_id.get(stop), people) for stop, people in copy.payload["stops"].items()]
    stops = sorted(((stop, people) for stop, people in known if stop), key=lambda one: one[0].leaves_at)
    if not stops:
        return None
    items = tuple(
        Item(
            dated_leaves(itinerary, stop, language),
            title(stop, language),
            say.plural("{count} person", "{count} people", people) if people else say("everyone"),
        )
        for stop, people in stops[-MOST_LISTED:]
    )
    first = say("These reminders could not be sent in time, so I left them out. Please see that everyone is there.")
    return Reply(
        (first,),
        agendas=(Agenda(say("Missed reminders"), items),),
        buttons=offered(itinerary, language, (NEXT, CONTACTS)),
    )
