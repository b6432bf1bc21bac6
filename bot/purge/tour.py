"""Everything that a purge does to the rows, in the order that they refer to each other."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.purge.accounts import accounts_of_tour, erase_accounts
from bot.purge.messages import erase_messages, erase_notices
from bot.purge.people import erase_people
from bot.purge.plan import erase_in_plan
from bot.purge.tally import Purge
from bot.purge.terms import terms_of
from bot.purge.words import erase_words
from handlers.tables import PlannedRatingRow, PlannedReminderRow


def purge_tour(session: Session, tour: str, at: datetime) -> Mapping[str, int]:
    """Erase the personal data of a tour in the session's transaction; give how many rows of each kind went.

    The plan stays, and who was where, what was told and how it was rated, of people without names. Accounts whose
    people are on another tour, too, stay theirs; what they were told on this one goes.
    """
    own, shared = accounts_of_tour(session, tour)
    purge = Purge(session, tour, at, own, shared)
    terms = terms_of(session, tour)
    erase_words(purge)
    erase_messages(purge, terms)
    erase_notices(purge)
    erase_in_plan(purge, terms)
    erase_accounts(purge)
    erase_people(purge)
    for table in (PlannedReminderRow, PlannedRatingRow):  # nobody is left to be told
        session.execute(delete(table).where(table.tour_id == tour))
    session.expire_all()
    return {kind: count for kind, count in purge.gone.items() if count}
