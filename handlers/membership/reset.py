"""A leader gives somebody a new personal invitation, once confirmed; the old one stops working."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.invitations import invite
from handlers.membership.access_log import Access, record
from handlers.phrases import phrases
from handlers.proposals import Proposal, buttons, propose
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.understanding.normalise import canonical
from schedule_data.members import members_of
from schedule_data.people import Member

RESET: Final = "invite.reset"
MOST_OFFERED: Final = 8  # people of one name as buttons


def reset(session: Session, _caller: Caller, question: Question) -> Reply:
    """Ask whether to make a new invitation for the person named: their old link stops working with it."""
    found = people_meant(session, question)
    say = phrases(question.language)
    if len(found) == 1:
        return _preview(session, question, found[0])
    if found:
        choices = tuple(
            Button(" · ".join(filter(None, (one.name, one.company))), Action(RESET, {"member": str(one.id)}))
            for one in found[:MOST_OFFERED]
        )
        return Reply((say("Which one do you mean?"),), outcome=Outcome.CLARIFY, buttons=choices)
    ask = say("Who needs a new link? Please write the name.")
    first = (say("I don't find that on the list of participants."),) if question.slots.get("name") else ()
    stop = Button(say("Stop here"), Action("discard"))
    awaits = Awaited(RESET, "name")
    return Reply((*first, ask), outcome=Outcome.CLARIFY, buttons=(stop,), awaits=awaits)


def people_meant(session: Session, question: Question) -> Sequence[Member]:
    """Give whom the slots name: one by its number, or everybody called that, of that company where one is said."""
    people = members_of(session, question.itinerary.tour)
    if "member" in question.slots:
        return [one for one in people if str(one.id) == question.slots["member"]]
    name, _, company = question.slots.get("name", "").partition("/")
    said = canonical(name)
    called = [one for one in people if said and said in {canonical(one.name), canonical(one.name_en)}]
    called = called or [one for one in people if said and said in _with_company(one)]
    return [one for one in called if canonical(company) in {"", canonical(one.company)}]


def _with_company(member: Member) -> set[str]:
    return {canonical(f"{member.company}{name}") for name in (member.name, member.name_en) if name} | {
        canonical(f"{member.company} {name}") for name in (member.name, member.name_en) if name
    }


def _preview(session: Session, question: Question, member: Member) -> Reply:
    say = phrases(question.language)
    who = " · ".join(filter(None, (member.name, member.company)))
    kept = propose(session, replace(question, intent=RESET), {"slots": {"member": str(member.id)}})
    return Reply(
        (
            say("Shall I make a new invitation link for {name}?", name=who),
            say("The present link stops working at once; chats that have joined stay."),
        ),
        buttons=buttons(question, kept),
    )


def carry_out(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Make the new invitation, and show it to the leader once."""
    found = people_meant(session, replace(question, slots=proposal.payload["slots"]))
    return _anew(session, question, found[0]) if found else expired(question.language)


def _anew(session: Session, question: Question, member: Member) -> Reply:
    code = invite(session, member.id, question.at)
    by = question.member.id
    record(session, member.tour, Access.LINK_RESET, question.at, by=by, member=member.id)
    say = phrases(question.language)
    return Reply(
        (
            say("A new invitation for {name}. The old link no longer works.", name=member.name),
            say("Code: {code}", code=code),
            say("Please pass it to them only."),
        ),
        buttons=offer(question, NEXT),
        invitation=code,
    )
