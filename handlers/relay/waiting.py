"""The questions that wait for an answer, for leaders and staff: who asks what, for how long, and a button to answer."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.tables import StaffQuestionRow
from handlers.wording import duration, minutes_between
from schedule_data.tables import MemberRow

SHOWN: Final = 5  # buttons; the oldest are answered first


def open_questions(session: Session, _caller: Caller, question: Question) -> Reply:
    """List the questions that nobody has answered yet, those who wait longest first."""
    say, language = phrases(question.language), question.language
    rows = session.execute(
        select(StaffQuestionRow.id, StaffQuestionRow.words, StaffQuestionRow.asked_at, MemberRow.name)
        .join(MemberRow, MemberRow.id == StaffQuestionRow.member_id)
        .where(StaffQuestionRow.tour_id == question.itinerary.tour, StaffQuestionRow.answered_at.is_(None))
        .where(StaffQuestionRow.words != "")  # erased with who asked
        .order_by(StaffQuestionRow.asked_at, StaffQuestionRow.id)
    ).all()
    if not rows:
        return Reply((say("No question waits for an answer."),), buttons=offer(question, NEXT))
    facts = []
    for row in rows:
        waiting = say("Waiting for {time}.", time=duration(minutes_between(row.asked_at, question.at), language))
        facts.append(Fact(row.name, f"“{row.words}” {waiting}"))
    words = say.plural("One question waits for an answer.", "{count} questions wait for an answer.", len(rows))
    buttons = tuple(
        Button(say("Answer {name}", name=row.name), Action("staff.answer", {"question": str(row.id)}))
        for row in rows[:SHOWN]
    )
    return Reply((words,), cards=(Card(say("Open questions"), tuple(facts)),), buttons=buttons)
