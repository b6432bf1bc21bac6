"""Several tours on one account: which one is spoken of now is said by the person, never guessed."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.identity import Caller
from handlers.membership.bindings import bind, members_behind
from handlers.membership.visit import Visit, itinerary_of, ways_on
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.row_number import row_number
from handlers.tables import AccountRow
from schedule_data.members import member_of


def switch(session: Session, visit: Visit) -> Reply:
    """Go over to a tour that this account has joined; without one named, offer them all."""
    say = phrases(visit.language)
    joined = members_behind(session, visit.account)
    chosen = next((one for one in joined if one.id == row_number(visit.slots.get("member"))), None)
    if chosen is not None:
        bind(session, session.get_one(AccountRow, visit.account), chosen.id, visit.at)
        itinerary, member = itinerary_of(session, chosen.tour_id), member_of(chosen)
        following = ANSWERS["agenda.next"](Question(itinerary, member, visit.at, visit.language, "agenda.next"))
        first = say("We are now talking about {tour}.", tour=itinerary.title.to(visit.language))
        return replace(following, paragraphs=(first, *following.paragraphs), menu=(member.role, visit.language))
    if len(joined) > 1 or (joined and visit.member is None):
        buttons = tour_buttons(session, visit.account, visit.language)
        return Reply((say("Which tour shall we talk about?"),), outcome=Outcome.CLARIFY, buttons=buttons)
    words = say("You have joined one tour so far. To join another, open its link or write its code.")
    none = say("You have joined no tour yet. To join one, open its link or write its code.")
    return Reply((words if joined else none,), buttons=ways_on(visit))


def tour_buttons(session: Session, account: int, language: str, *, but: int | None = None) -> tuple[Button, ...]:
    """Give a button for each tour that an account has joined, the earliest first, but for the one of member `but`."""
    joined = [(itinerary_of(session, one.tour_id), one) for one in members_behind(session, account) if one.id != but]
    return tuple(
        Button(itinerary.title.to(language), Action("tour.switch", {"member": str(one.id)}))
        for itinerary, one in sorted(joined, key=lambda pair: (pair[0].starts, pair[1].id))
    )


def after_the_tour(session: Session, caller: Caller, question: Question, reply: Reply) -> Reply:
    """Once a tour is over, offer the others that this account has joined beneath what is answered."""
    itinerary = question.itinerary
    if question.at.astimezone(ZoneInfo(itinerary.timezone)).date() <= itinerary.ends or reply.farewell:
        return reply
    others = [
        button
        for button in tour_buttons(session, caller.account, question.language, but=question.member.id)
        if button not in reply.buttons
    ]
    if not others or reply.intent == "tour.switch":
        return reply
    words = phrases(question.language)("This tour is over. Shall we talk about another?")
    return replace(reply, paragraphs=(*reply.paragraphs, words), buttons=(*reply.buttons, *others))
