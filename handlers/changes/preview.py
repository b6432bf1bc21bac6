"""The preview of a change: every stop it moves, old -> new, what it runs into, and how many people will be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from handlers import proposals
from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.changes.affected import affected, audience, is_urgent
from handlers.changes.old_new import Telling, line
from handlers.changes.warnings import warnings
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Agenda, Button, Reply
from schedule_data.agenda import local_date
from schedule_data.itinerary_file import build_itinerary
from schedule_data.tables import RevisionRow


@dataclass(frozen=True, slots=True)
class Change:
    """What was asked for: in words, as slots that ask for the same again, and the document that it makes.

    `others` are buttons for what may have been meant instead.
    """

    headline: str
    slots: Mapping[str, str]
    document: Mapping[str, Any]
    remarks: tuple[str, ...] = ()
    others: tuple[Button, ...] = ()


def document_of(session: Session, question: Question) -> Mapping[str, Any]:
    """Give the plan as a document, at the revision that the question is answered from."""
    return session.get_one(RevisionRow, (question.itinerary.tour, question.itinerary.revision)).document


def telling_of(question: Question) -> Telling:
    """Give how changes are told to the asker."""
    today = local_date(question.itinerary, question.at, question.member.group)
    return Telling(question.itinerary, question.language, today)


def show(session: Session, question: Question, change: Change) -> Reply:
    """Preview a change, and keep it until it is confirmed or let go."""
    say, telling = phrases(question.language), telling_of(question)
    after = build_itinerary(change.document, question.itinerary.revision + 1)
    changes = affected(question.itinerary, after)
    if not changes:
        return Reply((say("The plan is like that already; nothing would change."),), buttons=offer(question, TODAY))
    people = len(audience(session, question.member, changes))
    told = (
        say.plural("One person will be told right away.", "{count} people will be told right away.", people)
        if is_urgent(changes, question.at)
        else say.plural("One person will be told.", "{count} people will be told.", people)
    )
    proposal = proposals.propose(session, question, {"slots": dict(change.slots), "document": dict(change.document)})
    return Reply(
        (change.headline, *warnings(question, telling, after), *change.remarks, told),
        agendas=(Agenda(say("What changes"), tuple(line(telling, one) for one in changes)),),
        buttons=(*proposals.buttons(question, proposal), *change.others),
        slots={slot: change.slots[slot] for slot in change.slots if slot == "stop"},
    )


def refuse(question: Question, words: str) -> Reply:
    """Say why a change can't be made, and what leads on."""
    return Reply((words,), buttons=offer(question, NEXT, TODAY))
