"""The flow of every preview: confirmed once by the person it was shown to, or let go; shown anew where it is stale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from handlers import broadcast, own_data, relay, roll_call
from handlers.answers.next_steps import HELP, NEXT, TODAY, offer
from handlers.answers.not_understood import expired, refused
from handlers.changes import PREVIEWS, carry_out
from handlers.changes.history import who_and_when
from handlers.identity import Caller
from handlers.membership import leaving, new_code, reset
from handlers.permissions import may
from handlers.phrases import mark, phrases
from handlers.proposals import Proposal, ProposalProblem, decide
from handlers.question import Question
from handlers.reply import Outcome, Reply
from schedule_data.publishing import PlanChanged
from schedule_data.snapshots import itinerary_at
from schedule_data.tables import RevisionRow


@dataclass(frozen=True, slots=True)
class Confirmable:
    """What a confirmed preview does.

    `preview` shows it anew from the slots under the payload's key 'slots', where the plan has changed since or the
    preview has lain about for too long; None where the plan doesn't matter to it.
    """

    carry_out: Callable[[Session, Caller, Question, Proposal], Reply]
    preview: Callable[[Session, Caller, Question], Reply] | None = None


CONFIRMED: Mapping[str, Confirmable] = {
    **{intent: Confirmable(carry_out, preview) for intent, preview in PREVIEWS.items()},
    **{intent: Confirmable(broadcast.CARRIED_OUT[intent], show) for intent, show in broadcast.PREVIEWS.items()},
    "rollcall.open": Confirmable(roll_call.opening.carry_out, roll_call.opening.preview),
    "leave": Confirmable(leaving.carry_out),
    "invite.reset": Confirmable(reset.carry_out, reset.reset),
    "invite.code": Confirmable(new_code.carry_out),
    "me.erase": Confirmable(own_data.carry_out),
    **{intent: Confirmable(do, relay.PREVIEWS.get(intent)) for intent, do in relay.CARRIED_OUT.items()},
}

_STALE = {
    ProposalProblem.PLAN_CHANGED: mark(
        "The plan has been changed in the meantime ({change}). Please check this again."
    ),
    ProposalProblem.EXPIRED: mark("That preview is out of date. Please check this again."),
}


def confirm(session: Session, caller: Caller, question: Question) -> Reply:
    """Carry out what a preview showed, or say why not; what is stale is shown anew from the plan as it stands."""
    proposal, problem = decide(session, question)
    asked = replace(question, intent=proposal.intent)
    known = CONFIRMED.get(proposal.intent)
    if problem is ProposalProblem.DECIDED:
        return _decided_already(question)
    if problem is ProposalProblem.UNKNOWN or known is None:
        return expired(question.language)
    if not may(question.member.role, proposal.intent):  # who lost the role since may not use what it left behind
        return replace(refused(asked), outcome=Outcome.REFUSED)
    if problem is ProposalProblem.EXPIRED or (problem is ProposalProblem.PLAN_CHANGED and known.preview):
        return _anew(session, caller, asked, proposal, problem)
    try:
        return known.carry_out(session, caller, asked, proposal)
    except PlanChanged as change:  # by somebody who confirmed at the same moment
        newest = itinerary_at(session, question.itinerary.tour, change.revision)
        asked = replace(asked, itinerary=newest)
        return _anew(session, caller, asked, proposal, ProposalProblem.PLAN_CHANGED)


def discard(session: Session, _caller: Caller, question: Question) -> Reply:
    """Let a preview, or a question of ours, go."""
    if "proposal" in question.slots:
        _, problem = decide(session, question)
        if problem is ProposalProblem.DECIDED:
            return _decided_already(question)
    words = phrases(question.language)("All right, nothing was changed.")
    return Reply((words,), buttons=offer(question, NEXT, TODAY, HELP))


def _anew(session: Session, caller: Caller, asked: Question, proposal: Proposal, why: ProposalProblem) -> Reply:
    preview = CONFIRMED[proposal.intent].preview
    if preview is None:
        return expired(asked.language)
    shown = preview(session, caller, replace(asked, slots=proposal.payload.get("slots", {}), text=None))
    return replace(shown, paragraphs=(_stale(session, asked, why), *shown.paragraphs))


def _stale(session: Session, asked: Question, why: ProposalProblem) -> str:
    """Say why a preview is shown anew; where the plan has changed, by whom and when."""
    say = phrases(asked.language)
    if why is not ProposalProblem.PLAN_CHANGED:
        return say(_STALE[why])
    newest = session.get_one(RevisionRow, (asked.itinerary.tour, asked.itinerary.revision))
    return say(_STALE[why], change=who_and_when(session, asked, newest))


def _decided_already(question: Question) -> Reply:
    words = phrases(question.language)("That has been decided already; nothing more was done.")
    return Reply((words,), buttons=offer(question, NEXT, TODAY))
