"""Words that aren't understood, of somebody whom an open roll call waits for: it asks again; the staff may be asked."""

from sqlalchemy.orm import Session

from handlers.answers.next_steps import HUMAN, call_someone, offer
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.roll_call.board import scope
from handlers.roll_call.calls import call_expecting, has_word, is_asked
from schedule_data.people import Role


def waits_for_you(session: Session, question: Question) -> Reply | None:
    """Give the question of the roll call beside what couldn't be answered; None where none waits for the writer."""
    member = question.member
    asks = member.role is Role.PARTICIPANT
    call = call_expecting(session, question.itinerary, member, question.at) if asks else None
    if call is None or has_word(session, call, member.id) or not is_asked(session, call, member.id):
        return None
    say, slots = phrases(question.language), {"stop": call.stop_id}
    title = scope(question.itinerary, call.stop_id, call.group, question.language)
    words = say("I couldn't read that as an answer to the roll call. Are you there? {title}", title=title)
    answers = (
        Button(say("I'm here"), Action("attendance.here", slots)),
        Button(say("I'm late"), Action("attendance.late", slots)),
        Button(say("I'm not coming"), Action("attendance.absent", slots)),
    )
    return Reply((words,), buttons=(*answers, *offer(question, HUMAN), *call_someone(question)))
