"""Goodbye: an account that no longer speaks for its member, who stays on the roster."""

from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.membership.access_log import Access, record
from handlers.membership.bindings import release
from handlers.membership.switching import tour_buttons
from handlers.phrases import phrases
from handlers.proposals import Proposal, buttons, propose
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.tables import AccountRow


def leave(session: Session, _caller: Caller, question: Question) -> Reply:
    """Ask whether they mean it."""
    say = phrases(question.language)
    title = question.itinerary.title.to(question.language)
    return Reply(
        (
            say("Leave the chat of {tour}?", tour=title),
            say("You will then get no reminders or notices here. You stay on the list of participants."),
        ),
        buttons=buttons(question, propose(session, question, {}), say("Yes, leave"), say("Stay here")),
    )


def carry_out(session: Session, caller: Caller, question: Question, _proposal: Proposal) -> Reply:
    """Let the account go."""
    account = session.get(AccountRow, caller.account)
    if account is None:
        return expired(question.language)
    others = tour_buttons(session, account.id, question.language, but=question.member.id)
    release(session, account, question.member.id, question.at, web=False)
    record(session, question.itinerary.tour, Access.LEFT, question.at, by=question.member.id, member=question.member.id)
    say = phrases(question.language)
    told = say("Goodbye! You no longer get messages of this tour here.")
    back = say("To come back, ask your tour leader for a new link.")
    about = Button(say("About the tour"), Action("programme"))
    return Reply((told, back), buttons=others or (about,), farewell=not others)
