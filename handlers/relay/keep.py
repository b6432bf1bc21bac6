"""Keeping an answer for the next one who asks, and letting it go again."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.passed_files import file_of
from handlers.phrases import phrases
from handlers.question import Question
from handlers.relay.answer import question_named
from handlers.relay.kept import keep_answer
from handlers.reply import Action, Button, Reply
from handlers.tables import KeptAnswerRow


def keep(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give an answer to everyone who asks the same from now on."""
    row = question_named(session, question, question.slots.get("question"))
    if row is None or row.answered_at is None or file_of(session, row):
        return expired(question.language)
    keep_answer(session, row, question.member.id, question.at)
    say = phrases(question.language)
    words = say("Whoever asks the same is answered at once from now on.")
    return Reply((words,), buttons=(Button(say("Don't keep it"), Action("staff.drop", {"question": str(row.id)})),))


def drop(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give a kept answer to nobody any more."""
    row = question_named(session, question, question.slots.get("question"))
    kept = session.scalar(select(KeptAnswerRow).where(KeptAnswerRow.question_id == row.id)) if row else None
    if row is None or kept is None:
        return expired(question.language)
    kept.dropped_at = kept.dropped_at or question.at
    say = phrases(question.language)
    button = Button(say("Keep it for others"), Action("staff.keep", {"question": str(row.id)}))
    return Reply((say("It is no longer given to others."),), buttons=(button,))
