"""Previews that wait for a confirmation: kept with what they would do and the revision they were made from.

A preview's buttons carry `Action("confirm", {"proposal": id})` and `Action("discard", {"proposal": id})`. A proposal is
decided once, by the person it was shown to, within half an hour, and only while the plan is the one it was made from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button
from handlers.tables import ProposalRow

LASTS = timedelta(minutes=30)  # a preview that lay about longer is made anew: the moment it was for has passed


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was proposed: the intent and what it would do, in the intent's own form."""

    id: int
    intent: str
    payload: Mapping[str, Any]


class ProposalProblem(StrEnum):
    """Why a proposal can't be decided any more."""

    UNKNOWN = "unknown"
    DECIDED = "decided"
    EXPIRED = "expired"
    PLAN_CHANGED = "plan_changed"


def propose(session: Session, question: Question, payload: Mapping[str, Any]) -> int:
    """Keep what the preview shows, and give its id."""
    row = ProposalRow(
        tour_id=question.itinerary.tour,
        member_id=question.member.id,
        intent=question.intent,
        payload=dict(payload),
        revision=question.itinerary.revision,
        created_at=question.at,
    )
    session.add(row)
    session.flush()
    return row.id


def buttons(question: Question, proposal: int, yes: str = "", no: str = "") -> tuple[Button, Button]:
    """Give the two buttons under a preview; `yes` and `no` say what each does where the usual words could mislead."""
    say = phrases(question.language)
    slots = {"proposal": str(proposal)}
    return (
        Button(yes or say("Confirm"), Action("confirm", slots)),
        Button(no or say("Don't do it"), Action("discard", slots)),
    )


def decide(session: Session, question: Question) -> tuple[Proposal, ProposalProblem | None]:
    """Take the proposal that a confirm or discard button names; from now on it is decided.

    Where it is EXPIRED or PLAN_CHANGED it is given all the same, to be previewed anew.
    """
    given = question.slots.get("proposal", "")
    row = session.get(ProposalRow, int(given), with_for_update=True) if given.isdecimal() else None
    if row is None or row.member_id != question.member.id:
        return Proposal(0, "", {}), ProposalProblem.UNKNOWN
    proposal = Proposal(row.id, row.intent, row.payload)
    problem = _problem(row, question)
    if problem is not ProposalProblem.DECIDED:
        row.decided_at = question.at
    return proposal, problem


def _problem(row: ProposalRow, question: Question) -> ProposalProblem | None:
    if row.decided_at is not None:
        return ProposalProblem.DECIDED
    if question.at - row.created_at > LASTS:
        return ProposalProblem.EXPIRED
    if row.revision != question.itinerary.revision:
        return ProposalProblem.PLAN_CHANGED
    return None
