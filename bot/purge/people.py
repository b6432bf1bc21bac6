"""The people of a tour: the rows stay, with a number for a name, so that counts still add up."""

from sqlalchemy import String, cast, literal, select, update

from bot.purge.tally import Purge
from handlers.own_data.erasing import NOBODY
from handlers.tables import AttendanceRow
from schedule_data.tables import MemberRow, RevisionRow


def erase_people(purge: Purge) -> None:
    """Take everything off the people but their role and bus."""
    on_tour, member = MemberRow.tour_id == purge.tour, MemberRow.core().c
    purge.empty("remarks on presence", AttendanceRow, AttendanceRow.tour_id == purge.tour, reason="", minutes=None)
    neutral = literal(NOBODY) + cast(member.id, String)
    named = purge.session.connection().execute(
        update(MemberRow.core())
        .where(member.tour_id == purge.tour, member.name != neutral)
        .values(name=neutral, company="", phone="")
    )
    purge.gone["people"] += named.rowcount
    purge.session.execute(update(MemberRow).where(on_tour).values(name_en="", diet="", language=""))
    purge.session.execute(update(MemberRow).where(on_tour).values(emergency_contact="", note=""))
    purge.session.execute(update(MemberRow).where(on_tour).values(room={}, remind=None, muted_until=None))
    authors = (RevisionRow.tour_id == purge.tour, RevisionRow.author_id.is_not(None))
    purge.gone["authors of changes"] += len(purge.session.execute(select(RevisionRow.number).where(*authors)).all())
    purge.session.execute(update(RevisionRow).where(*authors).values(author_id=None))
