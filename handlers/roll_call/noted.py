"""What a leader or the staff note of others: said back with how they stand, and taken back with one tap."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.noting import Word, note, show
from handlers.roll_call.person_words import names, stands
from handlers.roll_call.roll import Entry, roll
from handlers.roll_call.states import Evidence
from handlers.row_numbers import row_number
from handlers.tables import AttendanceRow, AttendanceState, RollCallRow
from handlers.wording import listing
from schedule_data.itinerary import Stop
from schedule_data.people import Member

LONGEST_LIST: Final = 12  # characters of row numbers that a button carries beside a stop (`handlers.actions`)


def noted_of(session: Session, question: Question, stop: Stop, people: Sequence[Member]) -> Reply:
    """Say what stands noted now, with buttons to take it back and to see who is missing."""
    say, language = phrases(question.language), question.language
    words = say(
        "Noted for {title}: {names}", title=stop.title.to(language), names=_standing(session, question, stop, people)
    )
    newest = select(func.max(AttendanceRow.id)).where(AttendanceRow.tour_id == question.itinerary.tour)
    mine = newest.where(AttendanceRow.stop_id == stop.id, AttendanceRow.member_id.in_([one.id for one in people]))
    last = session.scalar(mine) or 0
    back = Action("attendance.undo", {"row": str(last), "count": str(len(people))})
    missing = Button(say("Who is missing"), Action("missing", {"stop": stop.id}))
    return Reply((words,), buttons=(Button(say("Take it back"), back), missing))


def ask_first(session: Session, question: Question, stop: Stop, people: Sequence[Member]) -> Reply:
    """Say how somebody stands, and offer to note that they are there: '왔어' may have been a question."""
    say, language = phrases(question.language), question.language
    told = say("{title}: {names}", title=stop.title.to(language), names=_standing(session, question, stop, people))
    numbers = ",".join(str(one.id) for one in people)
    bus = {"group": question.slots["group"]} if "group" in question.slots else {}
    slots = {"person": numbers} | ({"stop": stop.id} | bus if len(numbers) <= LONGEST_LIST else bus)
    buttons = (
        Button(say("Note that they are there"), Action("attendance.here", slots)),
        Button(say("Who is missing"), Action("missing", {"stop": stop.id})),
    )
    return Reply((told,), outcome=Outcome.CLARIFY, buttons=buttons)


def undo(session: Session, _caller: Caller, question: Question) -> Reply:
    """Take back what the asker has just noted: each person stands as before it."""
    last, count = (row_number(question.slots.get(name, "")) for name in ("row", "count"))
    own = select(AttendanceRow).where(
        AttendanceRow.tour_id == question.itinerary.tour,
        AttendanceRow.by_id == question.member.id,
        AttendanceRow.id <= (last or 0),
    )
    rows = session.scalars(own.order_by(AttendanceRow.id.desc()).limit(count or 0)).all()
    stop = question.itinerary.stop_by_id.get(rows[0].stop_id) if rows else None
    if stop is None:
        return expired(question.language)
    for row in filter(partial(_is_newest, session), rows):
        note(session, row.tour_id, row.stop_id, row.member_id, _before(session, row), question.at)
    show(session, question.itinerary.tour, stop.id, question.at)
    say, theirs = phrases(question.language), {row.member_id for row in rows}
    entries = [entry for entry in roll(session, question.itinerary, stop).entries if entry.member.id in theirs]
    return Reply((say("Taken back: {names}", names=_told(entries, question.language)),))


def _is_newest(session: Session, row: AttendanceRow) -> bool:
    """Tell whether nothing has been said of the person since."""
    said = select(func.max(AttendanceRow.id)).where(
        AttendanceRow.tour_id == row.tour_id,
        AttendanceRow.stop_id == row.stop_id,
        AttendanceRow.member_id == row.member_id,
    )
    return session.scalar(said) == row.id


def _before(session: Session, row: AttendanceRow) -> Word:
    """Give the word that counted before `row`; none where there was none in this roll call."""
    called = select(func.max(RollCallRow.counts_after)).where(
        RollCallRow.tour_id == row.tour_id, RollCallRow.stop_id == row.stop_id, RollCallRow.called_off.is_(False)
    )
    said = select(AttendanceRow).where(
        AttendanceRow.tour_id == row.tour_id,
        AttendanceRow.stop_id == row.stop_id,
        AttendanceRow.member_id == row.member_id,
        AttendanceRow.id < row.id,
        AttendanceRow.id > (session.scalar(called) or 0),
    )
    earlier = session.scalars(said.order_by(AttendanceRow.id.desc()).limit(1)).first()
    if earlier is None:
        return Word(AttendanceState.UNKNOWN, Evidence.LEADER)
    state, evidence = AttendanceState(earlier.state), Evidence(earlier.evidence)
    return Word(state, evidence, earlier.minutes, earlier.by_id, earlier.reason, earlier.group)


def _standing(session: Session, question: Question, stop: Stop, people: Sequence[Member]) -> str:
    wanted = {one.id for one in people}
    entries = [entry for entry in roll(session, question.itinerary, stop).entries if entry.member.id in wanted]
    return _told(entries, question.language) or listing((one.name for one in people), question.language)


def _told(entries: Sequence[Entry], language: str) -> str:
    called = zip(names(entries, language), entries, strict=True)
    return listing((f"{name} ({stands(entry, language)})" for name, entry in called), language)
