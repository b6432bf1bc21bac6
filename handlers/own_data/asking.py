"""'내 정보 삭제': what would go is said first; once confirmed it is gone, and what went is told."""

from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.delivery_reasons import channel_name
from handlers.identity import Caller
from handlers.membership.access_log import Access, record
from handlers.membership.switching import tour_buttons
from handlers.own_data.counted import Stored, stored
from handlers.own_data.edge_rows import kept_messages
from handlers.own_data.erasing import erase_member, own_accounts
from handlers.phrases import phrases
from handlers.proposals import Proposal, buttons, propose
from handlers.question import Question
from handlers.reply import Action, Button, Reply
from handlers.tables import AccountRow
from handlers.wording import listing


def erase(session: Session, _caller: Caller, question: Question) -> Reply:
    """Say what would be erased, and ask."""
    say = phrases(question.language)
    kept = _erasable(session, question)
    return Reply(
        (
            say("Erase everything that is stored about you on this tour? It can't be undone."),
            say("This will be erased: {things}.", things=_things(kept, question.language)),
            say(
                "You stay counted on the tour, without a name. Nothing reaches you here any more; ask a leader instead."
            ),
        ),
        buttons=buttons(question, propose(session, question, {}), say("Yes, erase it"), say("Keep my data")),
    )


def carry_out(session: Session, caller: Caller, question: Question, _proposal: Proposal) -> Reply:
    """Erase it, and tell what went."""
    account = session.get(AccountRow, caller.account)
    if account is None:
        return expired(question.language)
    kept = _erasable(session, question)
    others = tour_buttons(session, account.id, question.language, but=question.member.id)
    erase_member(session, question.member, account, question.at)
    record(session, question.itinerary.tour, Access.ERASED, question.at, member=question.member.id)
    say = phrases(question.language)
    told = say("Erased: {things}.", things=_things(kept, question.language))
    rest = say("What stays is a number without a name, so that the leaders' counts still add up.")
    about = Button(say("About the tour"), Action("programme"))
    return Reply((told, rest), buttons=others or (about,), farewell=not others)


def _erasable(session: Session, question: Question) -> Stored:
    """Count what goes; messages of an account that is on another tour, too, belong to both and stay."""
    member = question.member.id
    return replace(stored(session, member), messages=kept_messages(session, own_accounts(session, member)))


def _things(kept: Stored, language: str) -> str:
    say = phrases(language)
    channels = listing((channel_name(one, language) for one in dict.fromkeys(kept.channels)), language)
    things = (
        say("name, company, phone, room, diet, notes and settings"),
        say("the link to {channels}", channels=channels) if channels else "",
        say.plural("one message", "{count} messages", kept.messages) if kept.messages else "",
        say.plural("one question to the staff", "{count} questions to the staff", kept.questions)
        if kept.questions
        else "",
        say("remarks, reasons and places that you sent"),
    )
    return listing(filter(None, things), language)
