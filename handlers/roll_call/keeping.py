"""Keeping a word of attendance, whoever says it, and having the leaders told where no live message shows it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from handlers.phrases import phrases
from handlers.question import Question
from handlers.roll_call.after_closing import after_closing_words
from handlers.roll_call.noting import Word, newest_said, note, show
from handlers.roll_call.states import Evidence, Reason
from handlers.roll_call.unasked import tell_unasked
from handlers.tables import AttendanceState
from schedule_data.itinerary import Stop
from schedule_data.people import Member, Role


def keep(  # noqa: PLR0913, PLR0917 - whose word, of whom, where, what
    session: Session,
    question: Question,
    stop: Stop,
    people: Sequence[Member],
    state: AttendanceState,
    minutes: int | None = None,
    reason: Reason | None = None,
) -> tuple[str, ...]:
    """Keep the word: one's own, a leader's or the staff's, or a companion's; give what it led to, in words."""
    bus = question.slots.get("group", "")
    group = bus if bus in question.itinerary.groups else ""
    is_told, is_heard = False, False
    for person in people:
        by = None if person.id == question.member.id else question.member.id
        other = Evidence.BUDDY if question.member.role is Role.PARTICIPANT else Evidence.LEADER
        word = Word(state, Evidence.SELF if by is None else other, minutes, by, reason or "", group)
        before = newest_said(session, question.itinerary.tour, stop.id, person.id)
        after_closing = note(session, question.itinerary.tour, stop.id, person.id, word, question.at)
        is_told |= after_closing
        if by is None and not after_closing:
            states = (AttendanceState(before.state) if before else None, state)
            words = question.text or ""
            is_heard |= tell_unasked(session, question.itinerary, stop, person, states, words, question.at)
    show(session, question.itinerary.tour, stop.id, question.at)
    if is_heard:
        return (phrases(question.language)("Your tour leaders are told."),)
    return (after_closing_words(question.language),) if is_told else ()
