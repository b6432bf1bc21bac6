"""Joining a tour: by a personal invitation, or by the tour code and a leader's word."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.boarding import not_known
from handlers.identity import Caller
from handlers.invitations import Joined, JoinProblem, take_up
from handlers.membership.beside import way_back, welcomed_beside
from handlers.membership.guessing import all_wait_until, note_wrong, waits_until
from handlers.membership.requests import bring_code
from handlers.membership.tour_codes import letters_of, tour_of_code
from handlers.membership.visit import Visit
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Request
from handlers.settings import default_language
from handlers.tables import AccountRow
from handlers.tours import Tours
from handlers.wording import duration, minutes_between
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
    """Bind the account to the member whom the code invites, and welcome them; ask who brings a tour code."""
    code, account = request.code or "", session.get(AccountRow, caller.account)
    until = waits_until(session, caller.account, request.at)
    if account is None or until is not None:
        return _refused(language, _paused(request, until, language))
    joined = take_up(session, code, account, request.at)
    if isinstance(joined, Joined):
        return _welcome(session, request, joined, language, tours)
    if joined is not JoinProblem.UNKNOWN:
        return _refused(language, phrases(language)(_PROBLEMS[joined]))
    until = all_wait_until(session, request.at)
    if until is not None:
        return _refused(language, _paused(request, until, language))
    tour = tour_of_code(session, code)
    if tour is not None:
        return bring_code(session, Visit(account.id, request.at, language, member=caller.member), tour)
    note_wrong(session, account.id, request.at)
    in_a_bus = caller.member is not None and letters_of(code) is not None  # where members type such codes
    return not_known(language) if in_a_bus else _refused(language, phrases(language)(_PROBLEMS[joined]))


def _welcome(session: Session, request: Request, joined: Joined, language: str, tours: Tours) -> Reply:
    member = member_of(session.get_one(MemberRow, joined.member_id))
    itinerary = tours.snapshots.current(session, member.tour)
    if itinerary is None:  # a member row can't exist without its tour
        raise LookupError(member.tour)
    spoken = default_language(member.language or language)
    beside = welcomed_beside(session, joined.account_id, member, spoken)
    if beside is not None:
        return beside
    say = phrases(spoken)
    following = ANSWERS["agenda.next"](Question(itinerary, member, request.at, spoken, "agenda.next"))
    welcome = say("Welcome, {name}! This is {tour}.", name=member.name, tour=itinerary.title.to(spoken))
    can = say("Ask me in your own words; before each stop I'll remind you.")
    back, others = way_back(session, joined.account_id, member, spoken)
    paragraphs = tuple(filter(None, (welcome, can, *following.paragraphs, back)))
    buttons = (*following.buttons, *others)
    return replace(following, paragraphs=paragraphs, buttons=buttons, menu=(member.role, spoken))


def _paused(request: Request, until: datetime | None, language: str) -> str:
    say = phrases(language)
    if until is None:
        return say(_PROBLEMS[JoinProblem.UNKNOWN])
    minutes = duration(minutes_between(request.at, until), language)
    return say("That was wrong several times. Please try again in {minutes}.", minutes=minutes)


def _refused(language: str, words: str) -> Reply:
    button = Button(phrases(language)("About the tour"), Action("programme"))
    return Reply((words,), outcome=Outcome.REFUSED, buttons=(button,))
