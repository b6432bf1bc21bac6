"""A confirmed notice: queued for everybody together with the live report for the one who sent it."""

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from handlers.audience import audience
from handlers.broadcast.draft import Draft
from handlers.broadcast.preview import recipients
from handlers.broadcast.templates import holds_until
from handlers.broadcast.words import payload_of
from handlers.files import mark_sent
from handlers.identity import Caller
from handlers.notices import Notice, queue
from handlers.phrases import phrases
from handlers.proposals import Proposal
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.tables import NoticeKind
from handlers.wording import when
from schedule_data.agenda import local_zone

LASTS: Final = timedelta(hours=12)  # after a night without a connection a notice is history


def carry_out(session: Session, _caller: Caller, question: Question, proposal: Proposal) -> Reply:
    """Queue the notice; nothing is sent before this unit of work is committed."""
    say = phrases(question.language)
    draft = Draft.read(proposal.payload["slots"])
    told = audience(session, question.itinerary, draft.audience, question.language)
    people = recipients(told, question.member) if told else []
    if not told or not people:
        return Reply((say("Nobody is left to be told; nothing was sent."),), outcome=Outcome.CLARIFY)
    sent_at = draft.time if draft.time and draft.time > question.at else question.at
    payload = payload_of(draft) | {
        "author": question.member.id,
        "audience": told.code,
        "sent_at": sent_at.isoformat(),
    }
    expires_at = holds_until(draft.template, sent_at) or sent_at + LASTS
    tour = question.itinerary.tour
    notice = Notice(tour, NoticeKind.BROADCAST, payload, draft.urgent, expires_at)
    number = queue(session, notice, people, question.at, send_at=sent_at)
    mark_sent(session, draft.file, question.at)
    queue(
        session,
        Notice(tour, NoticeKind.REPORT, {"notice": number}),
        [question.member],
        question.at,
        reports_on=number,
    )
    return Reply(
        (_sent(question, len(people), draft), say("A message that updates itself shows who has confirmed.")),
        buttons=(Button(say("Withdraw it"), Action("notice.withdraw", {"notice": str(number)})),),
    )


def _sent(question: Question, count: int, draft: Draft) -> str:
    say = phrases(question.language)
    if draft.time is None or draft.time <= question.at:
        return say.plural("On its way to one person.", "On its way to {count} people.", count)
    zone = local_zone(question.itinerary, question.at, question.member.group).key
    moment = when(question.at, draft.time, zone, zone, question.language)
    return say.plural("It goes out to one person {when}.", "It goes out to {count} people {when}.", count, when=moment)
