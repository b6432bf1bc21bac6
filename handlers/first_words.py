"""What a stranger reads first: what this is, the tours by date, and the ways in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import public
from handlers.answers.manners import heard
from handlers.answers.talk import WORDS
from handlers.membership.bindings import members_behind
from handlers.membership.visit import Visit, itinerary_of
from handlers.phrases import phrases
from handlers.reply import Action, Button, Reply
from handlers.tables import ApplicationRow
from schedule_data.itinerary import Itinerary
from schedule_data.tables import MemberRow

_HELLO: Final = frozenset({"", "greeting", "smalltalk", "identity"})  # what is answered with what this is, alone


def first_words(session: Session, visit: Visit, tours: Sequence[Itinerary], first: str = "") -> Reply:
    """Say `first`, else what this is; then the tours ahead, and how one comes in."""
    say = phrases(visit.language)
    hello = say("Hello! I'm Giljabi, the chat guide of these study tours.")
    dates = [
        say("{title}: {text}", title=one.title.to(visit.language), text=public.dates(one, visit.language))
        for one in ahead(tours, visit.at)
    ]
    none = say("No programme is announced at the moment.")
    known = _on_the_list(session, visit)
    lines = (first or hello, "\n".join(dates) or none, known[0] if known else "")
    apply = (Button(say("Apply for a tour"), Action("apply")),) if dates and not known else ()
    about = (Button(say("About the tour"), Action("programme")),) if dates else ()
    link = Button(say("I have an invitation"), Action("join.how"))
    return Reply(tuple(filter(None, lines)), buttons=(*(known[1:] if known else ()), *apply, link, *about))


def manners(session: Session, visit: Visit, tours: Sequence[Itinerary], text: str, topic: str) -> Reply:
    """Answer manners: a greeting with what this is, thanks and the like with a kind word before it."""
    topic = topic or heard(text)
    words = WORDS[topic] if topic in WORDS and topic not in _HELLO else ""
    return first_words(session, visit, tours, phrases(visit.language)(words) if words else "")


def how_to_join(_session: Session, visit: Visit) -> Reply:
    """Say what to do with an invitation."""
    say = phrases(visit.language)
    words = (
        say("Open the link that you were sent, or paste it here. A code works too."),
        say("If you have lost it, ask your tour leader for a new one."),
    )
    return Reply(words, buttons=(Button(say("About the tour"), Action("programme")),))


def ahead(tours: Sequence[Itinerary], at: datetime) -> Sequence[Itinerary]:
    """Give the tours that aren't over, the earliest first; all where every one is."""
    every = sorted(tours, key=lambda one: (one.starts, one.tour))
    return [one for one in every if one.ends >= at.date()] or every


def _on_the_list(session: Session, visit: Visit) -> tuple[str, Button] | None:
    """Give what to tell an applicant whom the roster has by now, with the way in; None for anybody else."""
    mine = select(ApplicationRow).join(MemberRow, MemberRow.id == ApplicationRow.member_id)
    mine = mine.where(ApplicationRow.account_id == visit.account, MemberRow.left_at.is_(None))
    rows = session.scalars(mine.order_by(ApplicationRow.id.desc())).all()
    joined = {one.id for one in members_behind(session, visit.account)}
    row = next((one for one in rows if one.member_id not in joined), None)
    if row is None:
        return None
    say, title = phrases(visit.language), itinerary_of(session, row.tour_id).title.to(visit.language)
    told = say("You are on the list of {tour}: tap ‘Join the tour’ to come in.", tour=title)
    return told, Button(say("Join the tour"), Action("join.accept", {"application": str(row.id)}))
