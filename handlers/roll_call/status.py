"""How a roll call stands, and asking the silent again."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.board import board
from handlers.roll_call.call_meant import call_meant, last_closed
from handlers.roll_call.escalation import ask_again
from handlers.roll_call.person_words import names, stands
from handlers.roll_call.roll import roll_of
from handlers.row_numbers import row_number
from handlers.tables import RollCallRow

NUDGE_GAP: Final = timedelta(minutes=1)  # two leaders who press at once ask once


def status(session: Session, _caller: Caller, question: Question) -> Reply:
    """Tell how a roll call stands at this moment."""
    call = call_meant(session, question)
    if isinstance(call, Reply):
        return _last(session, question) or call if call.outcome is not Outcome.CLARIFY else call
    waits = row_number(question.slots.get("waits", ""))
    rolled = roll_of(session, question.itinerary, call) if waits else None
    entry = rolled.of(waits) if rolled and waits else None
    if entry is None or call.closed_at is not None:
        return shown(session, question, call)
    name = names([entry], question.language)[0]
    words = phrases(question.language)(
        "We wait for {name} ({state}). The roll call stays open.", name=name, state=stands(entry, question.language)
    )
    return told_with(session, question, call, words)


def _last(session: Session, question: Question) -> Reply | None:
    """Give how the roll call that was closed last stands, where none is open; None where none was closed of late."""
    call = last_closed(session, question)
    rolled = roll_of(session, question.itinerary, call) if call else None
    if call is None or rolled is None:
        return None
    say = phrases(question.language)
    reply = told_with(session, question, call, say("No roll call is open now. This is the last one."))
    anew = Button(say("Open a roll call"), Action("rollcall.open"))
    return replace(reply, buttons=(*reply.buttons, anew))


def nudge(session: Session, _caller: Caller, question: Question) -> Reply:
    """Ask those who haven't answered again."""
    call = call_meant(session, question, lock=True)
    if isinstance(call, Reply):
        return call
    rolled = roll_of(session, question.itinerary, call)
    if rolled is None or call.closed_at is not None:
        return shown(session, question, call)
    say = phrases(question.language)
    if call.nudged_at is not None and question.at - call.nudged_at < NUDGE_GAP:
        words = say("They have been asked again less than a minute ago; give them a moment.")
    else:
        asked = ask_again(session, call, rolled, question.at)
        words = say.plural("One person is asked again.", "{count} people are asked again.", asked)
    return told_with(session, question, call, words)


def shown(session: Session, question: Question, call: RollCallRow) -> Reply:
    """Give the board of a roll call as it stands; its stop may have been cancelled meanwhile."""
    rolled = roll_of(session, question.itinerary, call)
    if rolled is not None:
        return board(question.itinerary, call, rolled, question.language)
    words = phrases(question.language)("The stop was cancelled, so nobody is called for it any more.")
    return Reply((words,), buttons=offer(question, NEXT, TODAY))


def told_with(session: Session, question: Question, call: RollCallRow, *words: str) -> Reply:
    """Give the board with what was just done before it."""
    reply = shown(session, question, call)
    return replace(reply, paragraphs=(*words, *reply.paragraphs))
