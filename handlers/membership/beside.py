"""A tour that is joined while another is under way: it stays beside that one until the person goes over to it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.answers.public import dates
from handlers.membership.bindings import add, bind, members_behind
from handlers.membership.visit import itinerary_of
from handlers.phrases import phrases
from handlers.reply import Action, Button, Reply
from handlers.tables import AccountRow
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member
from schedule_data.tables import MemberRow


def settle_in(session: Session, account: AccountRow, member: int, at: datetime) -> None:
    """Have an account speak for a member who joins: at once, unless only the tour that it is on now is under way."""
    held = session.get(MemberRow, account.member_id) if account.member_id else None
    new = session.get_one(MemberRow, member)
    if held is None or held.left_at is not None or held.tour_id == new.tour_id:
        bind(session, account, member, at)
    elif is_under_way(itinerary_of(session, held.tour_id), at) and not is_under_way(
        itinerary_of(session, new.tour_id), at
    ):
        add(session, account, member, at)
    else:
        bind(session, account, member, at)


def is_under_way(itinerary: Itinerary, at: datetime) -> bool:
    """Tell whether a tour has begun and isn't over, by its own calendar."""
    return itinerary.starts <= at.astimezone(ZoneInfo(itinerary.timezone)).date() <= itinerary.ends


def welcomed_beside(session: Session, account: int, member: Member, language: str) -> Reply | None:
    """Welcome a member whose tour is not the one that is spoken of, with a way to either; None where it is."""
    current = session.get_one(AccountRow, account).member_id
    held = session.get(MemberRow, current) if current is not None and current != member.id else None
    if held is None:
        return None
    say, joined = phrases(language), itinerary_of(session, member.tour)
    now, title = itinerary_of(session, held.tour_id).title.to(language), joined.title.to(language)
    words = (
        say("{name}, you have joined {tour}: {text}.", name=member.name, tour=title, text=dates(joined, language)),
        say("{tour} is under way, so we go on with it. To switch, tap the other tour's name.", tour=now),
    )
    over = Button(title, Action("tour.switch", {"member": str(member.id)}))
    return Reply(words, buttons=(Button(say("Next stop"), Action("agenda.next")), over))


def way_back(session: Session, account: int, member: Member, language: str) -> tuple[str, tuple[Button, ...]]:
    """Give words and buttons that lead back to the tours that were joined before; '' and none where it is the only."""
    others = [one for one in members_behind(session, account) if one.id != member.id]
    buttons = tuple(
        Button(itinerary_of(session, one.tour_id).title.to(language), Action("tour.switch", {"member": str(one.id)}))
        for one in others
    )
    words = phrases(language)("You are still on your other tour: tap its name to go back to it.") if buttons else ""
    return words, buttons
