"""'Got it': a person confirms a notice, by its button or by its words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, true, update
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.answers.not_understood import expired
from handlers.broadcast.standing import CONFIRMED
from handlers.identity import LANGUAGES, Caller
from handlers.live import refresh_reports
from handlers.membership.bindings import members_behind
from handlers.nudges import nudges_of
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Reply
from handlers.row_number import row_number
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from handlers.understanding.normalise import canonical, plain

RECENT: Final = timedelta(hours=24)  # 'got it' means a notice of today


def seen(session: Session, caller: Caller, question: Question) -> Reply:
    """Note that a person has read a notice, of whichever of their tours; the newest that waits where none is named."""
    given = question.slots.get("notice")
    number = row_number(given) if given else waiting_for(session, question.member.id, question.at)
    notice = session.get(NoticeRow, number) if number else None
    mine = [row.id for row in members_behind(session, caller.account)]
    if notice is None or notice.kind not in CONFIRMED or not _was_told(session, notice.id, mine):
        return expired(question.language)
    say = phrases(question.language)
    steps = offer(question, NEXT, TODAY)
    if notice.payload.get("withdrawn"):
        return Reply((say("This notice was withdrawn; please ignore it."),), buttons=steps)
    if notice.payload.get("overtaken"):
        return Reply((say("The plan has changed again since; please look at the newer message."),), buttons=steps)
    copies = [notice.id, *(nudge.id for nudge in nudges_of(session, notice))]
    confirmed = session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.notice_id.in_(copies), DeliveryRow.member_id.in_(mine))
        .where(DeliveryRow.acknowledged_at.is_(None))
        .values(acknowledged_at=question.at)
        .returning(DeliveryRow.id)
        .execution_options(synchronize_session=False)
    ).all()
    if confirmed:
        refresh_reports(session, [notice.id])
    return Reply((say("Thank you, your leader sees that you know."),), buttons=steps)


def _was_told(session: Session, notice: int, members: Sequence[int]) -> bool:
    theirs = select(DeliveryRow.id).where(DeliveryRow.notice_id == notice, DeliveryRow.member_id.in_(members))
    return session.scalar(theirs.limit(1)) is not None


def says_seen(text: str) -> bool:
    """Tell whether a text is nothing but the button's label, in any language."""
    return canonical(plain(text)) in _LABELS


def waiting_for(session: Session, member: int, at: datetime) -> int | None:
    """Give the newest notice that a member was sent lately and has not confirmed; None where there is none."""
    kinds = (*CONFIRMED, NoticeKind.NUDGE)
    came = func.coalesce(DeliveryRow.accepted_at, DeliveryRow.next_try_at)  # one for later was queued long before
    row = session.scalars(
        select(NoticeRow)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .where(DeliveryRow.member_id == member, DeliveryRow.acknowledged_at.is_(None))
        .where(DeliveryRow.state.in_((DeliveryState.ACCEPTED, DeliveryState.SENDING)), NoticeRow.kind.in_(kinds))
        .where(came >= at - RECENT, came <= at)
        .where(NoticeRow.payload["overtaken"].as_boolean().is_not(true()))
        .order_by(NoticeRow.id.desc())
        .limit(1)
    ).first()
    return None if row is None else int(row.payload.get("of", row.id))


_LABELS: Final = frozenset(canonical(plain(phrases(language)("Got it"))) for language in LANGUAGES)
