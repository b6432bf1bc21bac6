"""A confirmed change: the revision, its audit, the reminders and the notices, all in one transaction."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from handlers import reminders
from handlers.answers.next_steps import NEXT, offer
from handlers.changes import reminded
from handlers.changes.affected import affected, audience
from handlers.changes.announce import announce
from handlers.changes.old_new import line
from handlers.changes.preview import telling_of
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.proposals import Proposal
from handlers.question import Question
from handlers.reply import Action, Agenda, Button, Reply
from schedule_data.publishing import publish
from schedule_data.snapshots import itinerary_at


def carry_out(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Publish what the preview showed, and tell everyone concerned.

    Raises:
        PlanChanged: somebody else has changed the plan since; nothing was written.
    """
    before, at = question.itinerary, question.at
    revision = publish(
        session,
        proposal.payload["document"],
        at,
        reason=_reason(proposal.intent, proposal.payload["slots"]),
        author_id=question.member.id,
        based_on=before.revision,
    )
    after = itinerary_at(session, before.tour, revision)
    changes = affected(before, after)
    people = audience(session, question.member, changes)
    reminders.plan(session, after)
    reminded.follow(session, before.tour, changes, at)
    announce(session, question.member, changes, people, at)
    say, telling = phrases(question.language), telling_of(question)
    words = say.plural("Done. I'm telling one person.", "Done. I'm telling {count} people.", len(people))
    return Reply(
        (words,),
        agendas=(Agenda(say("What has changed"), tuple(line(telling, one) for one in changes)),),
        buttons=(*offer(question, Action("change.undo")), *_history(question), *offer(question, NEXT)),
    )


def _reason(intent: str, slots: Mapping[str, str]) -> str:
    """Give what the audit keeps of why: the intent and what was asked for, 'change.delay stop=d2-xiaomi minutes=30'."""
    return " ".join([intent, *(f"{slot}={value}" for slot, value in slots.items())])


def _history(question: Question) -> tuple[Button, ...]:
    return (Button(phrases(question.language)("Change history"), Action("change.history")),)
