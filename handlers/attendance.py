"""'I'm here', 'I'm late', 'I'm not coming': a person's own word on a stop, kept with its time."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.tables import AttendanceRow, AttendanceState, DeliveryRow, NoticeKind, NoticeRow
from handlers.wording import clock, duration
from schedule_data.agenda import current_stop, next_stop
from schedule_data.itinerary import Stop

STILL_ARRIVING = timedelta(minutes=30)  # who writes 'I'm here' this long after the start means that stop
LATE_CHOICES = (5, 10, 20)
LONGEST_MINUTES = 24 * 60  # who comes later than that misses the stop


def here(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note that a person is at the gathering."""
    stop = _stop(question)
    if stop is None:
        return _no_stop(question)
    _note(session, question, stop, AttendanceState.HERE)
    say = phrases(question.language)
    title = stop.title.to(question.language)
    return Reply(
        (say("Got it: you are at {title}.", title=title),),
        buttons=(
            Button(say("Next stop"), Action("agenda.next")),
            Button(say("What to bring"), Action("stop.bring", {"stop": stop.id})),
        ),
    )


def late(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note that a person comes late; asks by how much where that wasn't said."""
    stop = _stop(question)
    if stop is None:
        return _no_stop(question)
    say = phrases(question.language)
    minutes = _minutes(question.slots.get("minutes", ""))
    if minutes is None:
        buttons = tuple(
            Button(
                say("{minutes} late", minutes=duration(count, question.language)),
                Action("attendance.late", {"stop": stop.id, "minutes": str(count)}),
            )
            for count in LATE_CHOICES
        )
        return Reply((say("How late will you be?"),), outcome=Outcome.CLARIFY, buttons=buttons)
    _note(session, question, stop, AttendanceState.LATE, minutes)
    return Reply(
        (
            say(
                "Noted: {minutes} late for {title} ({time}).",
                minutes=duration(minutes, question.language),
                title=stop.title.to(question.language),
                time=clock(stop.leaves_at, stop.timezone),
            ),
            say("If it gets later still, call your tour leader."),
        ),
        buttons=(
            Button(say("I'm here"), Action("attendance.here", {"stop": stop.id})),
            Button(say("Leader's number"), Action("people", {"role": "leader"})),
        ),
    )


def _minutes(text: str) -> int | None:
    """Read how late somebody is; None where nothing sensible was said."""
    read = int(text) if text.isdecimal() and len(text) <= len(str(LONGEST_MINUTES)) else 0
    return read if 0 < read <= LONGEST_MINUTES else None


def absent(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note that a person doesn't come to a stop."""
    stop = _stop(question)
    if stop is None:
        return _no_stop(question)
    _note(session, question, stop, AttendanceState.ABSENT)
    say = phrases(question.language)
    return Reply(
        (say("Noted: you are not coming to {title}.", title=stop.title.to(question.language)),),
        buttons=(
            Button(say("I'm here"), Action("attendance.here", {"stop": stop.id})),
            Button(say("Leader's number"), Action("people", {"role": "leader"})),
        ),
    )


def _stop(question: Question) -> Stop | None:
    """Give the stop that was named, else the one people gather for or arrive at."""
    itinerary, group = question.itinerary, question.member.group
    if "stop" in question.slots:
        return itinerary.stop_by_id.get(question.slots["stop"])
    gathering = current_stop(itinerary, question.at, group)
    if gathering is not None and question.at - gathering.start <= STILL_ARRIVING:
        return gathering
    return next_stop(itinerary, question.at, group) or gathering


def _no_stop(question: Question) -> Reply:
    say = phrases(question.language)
    return Reply(
        (say("There is no stop to check in for now."),),
        outcome=Outcome.CLARIFY,
        buttons=(Button(say("Whole tour"), Action("agenda.tour")), Button(say("Ask the staff"), Action("human"))),
    )


def _note(session: Session, question: Question, stop: Stop, state: AttendanceState, minutes: int | None = None) -> None:
    """Keep the person's word, and count it as their confirmation of the stop's reminders."""
    member = question.member
    session.add(
        AttendanceRow(
            tour_id=member.tour,
            stop_id=stop.id,
            member_id=member.id,
            state=state,
            minutes=minutes,
            evidence="self",
            at=question.at,
        )
    )
    reminders = NoticeRow.payload["stop"].as_string() == stop.id
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.member_id == member.id, DeliveryRow.acknowledged_at.is_(None))
        .where(DeliveryRow.notice_id == NoticeRow.id, NoticeRow.kind == NoticeKind.REMINDER, reminders)
        .values(acknowledged_at=question.at)
        .execution_options(synchronize_session=False)
    )
