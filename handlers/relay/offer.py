"""A file without words, of somebody who tells nobody anything: offered to be passed on to the staff."""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.next_steps import call_someone
from handlers.answers.not_understood import attachment, expired
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.proposals import Proposal, propose
from handlers.question import Question
from handlers.relay.ask import passed_on
from handlers.reply import Action, Button, Outcome, Reply
from handlers.request import Attachment, Enclosed

FILE: Final = "staff.file"
_CAME: Final = {"photo": Attachment.PHOTO, "voice": Attachment.VOICE}


def offer_file(session: Session, _caller: Caller, question: Question) -> Reply:
    """Say that the file can't be read here, and ask whether the staff should have it."""
    if question.file is None:
        return expired(question.language)
    say = phrases(question.language)
    kept = str(propose(session, replace(question, intent=FILE), {"file": question.file.written()}))
    unread = attachment(question.language, _CAME.get(question.file.kind, Attachment.OTHER)).paragraphs
    buttons = (
        Button(say("Pass it on"), Action("confirm", {"proposal": kept})),
        Button(say("Don't do it"), Action("discard", {"proposal": kept})),
        *call_someone(question),
    )
    return Reply((*unread, say("Shall I pass it on to the staff?")), outcome=Outcome.CLARIFY, buttons=buttons)


def carry_out(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Hand the file to the staff."""
    return passed_on(session, replace(question, file=Enclosed.read(proposal.payload["file"])), "")
