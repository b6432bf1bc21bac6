"""Messages in both directions: what came in, bubbles, notices and where they were shown."""

import json
from collections.abc import Collection, Iterator

from sqlalchemy import select, tuple_, update

from bot.purge.tally import Purge
from bot.purge.terms import finder
from bot.tables import PushRow, UpdateRow, UpdateState, WebMessageRow
from handlers.superseding import WAITING
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, DeliveryTryRow, LiveMessageRow, NoticeRow
from handlers.tables.files import FileRow

DELIVERY_KEYS = ("delivery:", "live:")  # keys of bubbles that show a notice begin like this, then its copy's number


def erase_messages(purge: Purge, terms: Collection[str]) -> None:
    """Erase what came in from the tour's own accounts and what they were shown; of shared ones, what is this tour's.

    Of what came in the keys stay, so that nothing is acted on twice.
    """
    addresses = purge.session.execute(
        select(AccountRow.channel, AccountRow.address).where(AccountRow.id.in_(purge.own))
    ).all()
    rows = UpdateRow.core().c
    theirs = tuple_(rows.channel, rows.sender).in_([tuple(row) for row in addresses])
    written = update(UpdateRow.core()).where(theirs)
    done = written.values(state=UpdateState.DONE, sender="", body={}, answer=None)
    purge.gone["messages received"] += purge.session.connection().execute(done).rowcount
    purge.remove("bubbles of the web chat", WebMessageRow, WebMessageRow.account_id.in_(purge.own))
    named = list(_of_this_tour(purge, terms))
    purge.remove("bubbles of the web chat", WebMessageRow, WebMessageRow.id.in_(named))


def _of_this_tour(purge: Purge, terms: Collection[str]) -> Iterator[int]:
    """Give the bubbles of shared accounts that show a notice of this tour, or name somebody on it."""
    copies, pattern = set(purge.session.scalars(purge.deliveries())), finder(terms)
    bubbles = select(WebMessageRow.id, WebMessageRow.key, WebMessageRow.content)
    for number, key, content in purge.session.execute(bubbles.where(WebMessageRow.account_id.in_(purge.shared))):
        copy = key.split(":")[1] if key.startswith(DELIVERY_KEYS) else ""
        names = pattern and pattern.search(json.dumps(content, ensure_ascii=False))
        if names or (copy.isdecimal() and int(copy) in copies):
            yield number


def erase_notices(purge: Purge) -> None:
    """Empty what notices said; that they were told, to how many and whether they arrived, stays."""
    copies = purge.deliveries()
    waiting = (DeliveryRow.notice_id.in_(purge.notices()), DeliveryRow.state.in_(WAITING))
    purge.session.execute(update(DeliveryRow).where(*waiting).values(state=DeliveryState.SUPERSEDED, sender_id=None))
    purge.remove("live messages", LiveMessageRow, LiveMessageRow.delivery_id.in_(copies))
    purge.remove("pushes", PushRow, PushRow.delivery_id.in_(copies))
    shown = DeliveryRow.id.in_(copies)
    purge.empty("references to messages sent", DeliveryRow, shown, message_ref="")
    purge.empty("references to messages sent", DeliveryTryRow, DeliveryTryRow.delivery_id.in_(copies), message_ref="")
    purge.remove("files", FileRow, FileRow.tour_id == purge.tour)
    purge.empty("notices", NoticeRow, NoticeRow.tour_id == purge.tour, payload={})
