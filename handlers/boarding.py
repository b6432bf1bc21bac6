"""Boarding by the bus's code, scanned or typed: whoever opens it is counted on that bus, for the stop at hand."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.bus_code_renewal import is_replaced
from handlers.identity import Caller
from handlers.membership.bindings import members_behind
from handlers.membership.guessing import note_wrong, waits_until
from handlers.membership.visit import itinerary_of
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Request
from handlers.roll_call.after_closing import after_closing_words
from handlers.roll_call.bus_codes import bus_of, names_a_bus
from handlers.roll_call.calls import call_expecting
from handlers.roll_call.noting import Word, note, show
from handlers.roll_call.states import Evidence
from handlers.roll_call.stop_meant import AHEAD, gathering_at
from handlers.tables import AttendanceState, BusCodeRow, RollCallRow
from handlers.tours import Tours
from handlers.wording import duration, minutes_between
from schedule_data.itinerary import Group, Itinerary, Stop
from schedule_data.people import Member, Role


def board(session: Session, request: Request, caller: Caller, language: str, tours: Tours) -> Reply | None:
    """Check in whoever opens or types the code of a bus; None where the code may be another.

    Who has joined no tour hears the same of every code, so that nothing is told by it.
    """
    code, member = request.code or "", caller.member
    if member is None or caller.revision is None:
        return _stranger(language) if names_a_bus(code) else None
    bus = bus_of(session, code)
    if bus is None and is_replaced(session, member.tour, code):
        return _replaced(language)
    if bus is None and not names_a_bus(code):
        return None
    until = waits_until(session, caller.account, request.at)
    if until is not None:
        return _paused(request.at, until, language)
    itinerary = tours.open(session, member.tour, caller.revision).itinerary
    question = Question(itinerary, member, request.at, language, "attendance.here")
    return _taken(session, caller, question, bus, code)


def _taken(session: Session, caller: Caller, question: Question, bus: BusCodeRow | None, code: str) -> Reply | None:
    """Check in on a bus of the member's tour; else offer the tour that it belongs to, or count a wrong try."""
    ridden = _group(question.itinerary, bus)
    if ridden is not None:
        return ride(session, question, ridden, Evidence.QR)
    elsewhere = _other_tour(session, caller, question, bus)
    if elsewhere is not None or not names_a_bus(code):
        return elsewhere  # what doesn't say that it is a bus's may yet be a tour's code, or a wrong one of those
    note_wrong(session, caller.account, question.at)
    return not_known(question.language)


def not_known(language: str) -> Reply:
    """Tell a member that a code is none of their tour's; it may be another tour's, or nobody's."""
    say = phrases(language)
    words = say("This isn't the code of a bus on your tour. Please compare it with the page in your bus.")
    other = say("You can also tap ‘I'm here’ or tell your tour leader.")
    return Reply((words, other), outcome=Outcome.REFUSED, buttons=_without_code(language))


def _replaced(language: str) -> Reply:
    """Tell a member that the bus has a new code; the page that they scanned is good faith, and no wrong try."""
    say = phrases(language)
    words = say("The code of this bus was changed. Please scan the new page that hangs in the bus.")
    other = say("You can also tap ‘I'm here’ or tell your tour leader.")
    return Reply((words, other), outcome=Outcome.REFUSED, buttons=_without_code(language))


def ride(session: Session, question: Question, bus: Group, evidence: Evidence) -> Reply:
    """Count a member on a bus, for the stop that is boarded for now; by the bus's code or by their own word."""
    stop = _stop_boarded_for(session, question, bus.id)
    if stop is None:
        return _too_early(question, bus)
    tour = question.itinerary.tour
    word = Word(AttendanceState.HERE, evidence, group=bus.id)
    is_told = note(session, tour, stop.id, question.member.id, word, question.at)
    show(session, tour, stop.id, question.at)
    return _on_board(session, question, bus, stop, is_told=is_told)


def _stop_boarded_for(session: Session, question: Question, bus: str) -> Stop | None:
    """Give the stop whose roll call asks this bus, or the person; else where the bus's people gather or arrive."""
    itinerary, member, at = question.itinerary, question.member, question.at
    for asked in (replace(member, group=bus), member):
        call = call_expecting(session, itinerary, asked, at)
        if call is not None:
            return itinerary.stop_by_id[call.stop_id]
    return gathering_at(itinerary, at, bus, ahead=AHEAD)


def _on_board(session: Session, question: Question, bus: Group, stop: Stop, *, is_told: bool) -> Reply:
    """Say on which bus somebody is counted, first of all: who took the wrong one sees it at once."""
    say, language = phrases(question.language), question.language
    name = bus.name.to(language)
    told = [say("Got it: you are on {bus} ({title}).", bus=name, title=stop.title.to(language))]
    own = _other_bus(question.itinerary, question.member, bus)
    if own:
        told += [
            say("You are counted on {bus} for this ride.", bus=name),
            say("Your own bus is {bus}: to ride on that one, get on and scan its code.", bus=own.name.to(language)),
        ]
    if question.member.role is not Role.PARTICIPANT:
        told.append(say("Leaders and staff are not in the headcount."))
    is_closed = _is_closed(session, question.itinerary, stop, bus.id)
    if is_told:
        told.append(after_closing_words(language))
    elif is_closed:
        told.append(say("The roll call has been closed already. Please tell your tour leader that you are here."))
    buttons = (
        *((_leader(language),) if own or is_closed else ()),
        Button(say("Next stop"), Action("agenda.next")),
        Button(say("What to bring"), Action("stop.bring", {"stop": stop.id})),
    )
    return Reply(tuple(told), intent="attendance.here", slots={"stop": stop.id}, buttons=buttons)


def _group(itinerary: Itinerary, bus: BusCodeRow | None) -> Group | None:
    """Give a bus of this tour as it stands; None where it is another tour's, or taken out of the plan."""
    return itinerary.groups.get(bus.group) if bus is not None and bus.tour_id == itinerary.tour else None


def _other_bus(itinerary: Itinerary, member: Member, bus: Group) -> Group | None:
    """Give the bus that somebody should have taken; None where they are on it, or may ride any."""
    rides_any = member.role is not Role.PARTICIPANT or member.group in {None, bus.id}
    return None if rides_any else itinerary.groups.get(member.group or "")


def _is_closed(session: Session, itinerary: Itinerary, stop: Stop, bus: str) -> bool:
    """Tell whether the roll call of a bus at a stop is over: another one wouldn't count an earlier word."""
    scope = (RollCallRow.tour_id == itinerary.tour, RollCallRow.stop_id == stop.id, RollCallRow.called_off.is_(False))
    closings = session.scalars(select(RollCallRow.closed_at).where(*scope, RollCallRow.group.in_(("", bus)))).all()
    return bool(closings) and all(closings)


def _too_early(question: Question, bus: Group) -> Reply:
    """Say that the code works, but that nobody boards now, and when they do."""
    language = question.language
    told = phrases(language)("This is the code of {bus}. It isn't time to board now.", bus=bus.name.to(language))
    following = ANSWERS["agenda.next"](replace(question, intent="agenda.next"))
    return replace(following, paragraphs=(told, *following.paragraphs))


def _stranger(language: str) -> Reply:
    say = phrases(language)
    words = (
        say("This is a bus's code. Please open your own invitation first, then scan it again."),
        say("If you have no invitation at hand, tell your tour leader: they count you themselves."),
    )
    button = Button(say("About the tour"), Action("programme"))
    return Reply(words, outcome=Outcome.REFUSED, buttons=(button,))


def _other_tour(session: Session, caller: Caller, question: Question, bus: BusCodeRow | None) -> Reply | None:
    """Offer to go over to the tour of the bus, where this account has joined that too."""
    if bus is None or bus.tour_id == question.itinerary.tour:
        return None
    there = next((one for one in members_behind(session, caller.account) if one.tour_id == bus.tour_id), None)
    if there is None:
        return None
    language, title = question.language, itinerary_of(session, bus.tour_id).title.to(question.language)
    words = phrases(language)("This bus belongs to {tour}. Switch to that tour, then scan again.", tour=title)
    over = Button(title, Action("tour.switch", {"member": str(there.id)}))
    return Reply((words,), outcome=Outcome.REFUSED, buttons=(over, _leader(language)))


def _paused(at: datetime, until: datetime, language: str) -> Reply:
    say = phrases(language)
    minutes = duration(minutes_between(at, until), language)
    told = say("That code was wrong several times; please try again in {minutes}.", minutes=minutes)
    other = say("You can also tap ‘I'm here’ or tell your tour leader.")
    return Reply((told, other), outcome=Outcome.REFUSED, buttons=_without_code(language))


def _without_code(language: str) -> tuple[Button, ...]:
    here = Button(phrases(language)("I'm here"), Action("attendance.here"))
    return (here, _leader(language))


def _leader(language: str) -> Button:
    return Button(phrases(language)("Leader's number"), Action("people", {"role": "leader"}))
