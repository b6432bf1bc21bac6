"""The tour code for the leader who asks for it: it is stored where nobody can read it, so a new one is offered."""

from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.identity import Caller
from handlers.membership.tour_codes import has_tour_code, make_tour_code
from handlers.phrases import phrases
from handlers.proposals import Proposal, buttons, propose
from handlers.question import Question
from handlers.reply import Action, Button, Reply

CODE: Final = "invite.code"
ANEW: Final = {"anew": "1"}  # slots of the button that asks for a new one


def tour_code(session: Session, _caller: Caller, question: Question) -> Reply:
    """Say that the code can't be shown, and offer a new one; once that is asked for, ask whether they mean it."""
    say, has_one = phrases(question.language), has_tour_code(session, question.itinerary.tour)
    if question.slots.get("anew"):
        ends = (say("The present code stops working at once; people who have joined stay."),) if has_one else ()
        asked = say("Shall I make a new tour code?")
        return Reply((asked, *ends), buttons=buttons(question, propose(session, question, {})))
    words = say("The tour code can't be shown again.") if has_one else say("This tour has no code yet.")
    return Reply((words,), buttons=(Button(say("Make a new code"), Action(CODE, ANEW)), *offer(question, NEXT)))


def carry_out(session: Session, _caller: Caller, question: Question, _proposal: Proposal) -> Reply:
    """Make the new code, and show it to the leader once."""
    code = make_tour_code(session, question.itinerary.tour, question.at, by=question.member.id)
    say = phrases(question.language)
    return Reply(
        (
            say("The new tour code: {code}", code=code),
            say("I show it only now. Whoever wants to join writes it to me, then their name; a leader lets them in."),
        ),
        buttons=offer(question, NEXT),
        invitation=code,
    )
