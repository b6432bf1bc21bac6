"""Handing a question to the staff: the one that the bot could not answer, or one that is written for them."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.answers import ANSWERS
from handlers.answers.next_steps import HELP, NEXT, TODAY, call_someone, offer
from handlers.answers.not_understood import expired
from handlers.context import beside, unanswered
from handlers.identity import Caller
from handlers.notices import Notice, queue
from handlers.passed_files import kind_of, sent_on
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.tables import NoticeKind, StaffQuestionRow
from schedule_data.members import member_of, members_of
from schedule_data.people import Role
from schedule_data.tables import MemberRow

CHASED_AFTER: Final = (timedelta(minutes=10), timedelta(minutes=30))  # the staff are busy, the asker is waiting
ASKER_HEARS_AFTER: Final = timedelta(minutes=30)  # that there is no answer yet, and whom to call
MOST_OPEN: Final = 5  # questions of one person that wait: more at once is a slip, or somebody who should be called
_TOLD = re.compile(r"^[^:：?？]{1,40}[:：]\s*(?P<words>.{3,})$", re.DOTALL)


def ask(session: Session, caller: Caller, question: Question) -> Reply:
    """Pass on what the bot did not know just now, or what follows a colon; else say whom to call and offer to ask."""
    said = question.slots.get("text", "").strip() or _after_colon(question.text)
    if said or question.file:
        return passed_on(session, question, said or question.text or "")
    if words := unanswered(caller, question):
        return passed_on(session, replace(question, file=beside(caller, question)), words)
    reply = ANSWERS["human"](question)
    button = Button(phrases(question.language)("Leave a question"), Action("staff.ask"))
    return replace(reply, buttons=(button, *reply.buttons))


def leave(session: Session, _caller: Caller, question: Question) -> Reply:
    """Take a question that is written for the staff; ask for it first."""
    words = question.slots.get("text", "").strip()
    if words:
        return passed_on(session, question, words)
    say = phrases(question.language)
    awaits = Awaited("staff.ask", "text", free=True)
    words = say("What would you like to ask the staff? Please write it.")
    buttons = (*offer(question, HELP), *call_someone(question))
    return Reply((words,), Outcome.CLARIFY, buttons=buttons, awaits=awaits)


def _after_colon(text: str | None) -> str:
    told = _TOLD.match((text or "").strip())
    return told["words"].strip() if told else ""


def passed_on(session: Session, question: Question, words: str) -> Reply:
    """Hand these words to the staff, with the question's file; say so, or why not and whom to call."""
    say, member = phrases(question.language), question.member
    staff = [
        one for one in members_of(session, member.tour) if one.role is not Role.PARTICIPANT and one.id != member.id
    ]
    if not staff or _waiting(session, member.id) >= MOST_OPEN:
        reply = ANSWERS["human"](question)
        first = say("Several of your questions are with the staff already.") if staff else ""
        return replace(reply, paragraphs=tuple(filter(None, (first, *reply.paragraphs))))
    file = sent_on(session, question)
    words = " ".join(filter(None, (words, f"📎 {kind_of(file, say)}" if file else "")))
    if not words:
        return expired(question.language)
    row = StaffQuestionRow(tour_id=member.tour, member_id=member.id, words=words, asked_at=question.at)
    session.add(row)
    session.flush()
    for wait in (timedelta(0), *CHASED_AFTER):
        with_file = {"file": file.written()} if file and not wait else {}
        notice = Notice(member.tour, NoticeKind.QUESTION, {"question": row.id, "chased": bool(wait), **with_file})
        queue(session, notice, staff, question.at, send_at=question.at + wait)
    asker = member_of(session.get_one(MemberRow, member.id))
    late = Notice(member.tour, NoticeKind.ANSWER, {"question": row.id, "late": True})
    queue(session, late, [asker], question.at, send_at=question.at + ASKER_HEARS_AFTER)
    return Reply(
        (
            say("I passed this on to the staff: “{text}”", text=words),
            say("Their answer comes here."),
        ),
        buttons=(*offer(question, NEXT, TODAY), *call_someone(question)),
    )


def _waiting(session: Session, member: int) -> int:
    open_ = select(func.count()).where(StaffQuestionRow.member_id == member, StaffQuestionRow.answered_at.is_(None))
    return session.scalar(open_) or 0
