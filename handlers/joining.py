"""Joining a tour by a personal invitation."""

from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.identity import Caller
from handlers.invitations import Joined, JoinProblem, take_up
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Request
from handlers.settings import default_language
from handlers.tables import AccountRow
from handlers.tours import Tours
from schedule_data.members import member_of
from schedule_data.tables import MemberRow

_PROBLEMS = {
    JoinProblem.UNKNOWN: mark("This invitation isn't valid any more. Ask your tour leader for a new one."),
    JoinProblem.USED: mark("This invitation has been used by another account. Ask your tour leader for a new one."),
    JoinProblem.ACCOUNT_TAKEN: mark(
        "You are on this tour as somebody else already. If that's wrong, ask your tour leader."
    ),
}


def join(session: Session, request: Request, caller: Caller, language: str, tours: Tours) -> Reply:
    """Bind the account to the member whom the code invites, and welcome them."""
    joined = take_up(session, request.code or "", session.get_one(AccountRow, caller.account), request.at)
    if not isinstance(joined, Joined):
        button = Button(phrases(language)("About the tour"), Action("programme"))
        return Reply((phrases(language)(_PROBLEMS[joined]),), outcome=Outcome.REFUSED, buttons=(button,))
    member = member_of(session.get_one(MemberRow, joined.member_id))
    itinerary = tours.snapshots.current(session, member.tour)
    if itinerary is None:  # a member row can't exist without its tour
        raise LookupError(member.tour)
    spoken = default_language(member.language or language)
    say = phrases(spoken)
    following = ANSWERS["agenda.next"](Question(itinerary, member, request.at, spoken, "agenda.next"))
    welcome = say("Welcome, {name}! This is {tour}.", name=member.name, tour=itinerary.title.to(spoken))
    can = say("Ask me in your own words; before each stop I'll remind you.")
    return replace(following, paragraphs=(welcome, can, *following.paragraphs), menu=(member.role, spoken))
