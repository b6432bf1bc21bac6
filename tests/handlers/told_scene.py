"""What the ledger would send: composed from the rows as they stand, and accepted by a messenger that takes all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from handlers.composing import compose
from handlers.copies import Copy
from handlers.reply import Reply
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, LiveMessageRow, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.handlers.talk_scene import NOON, Talk


def deliveries(talk: Talk, kind: NoticeKind, who: str | None = None) -> Sequence[DeliveryRow]:
    """Give the deliveries of a kind, of one person if named, oldest first."""
    talk.session.flush()
    talk.session.expire_all()
    found = (
        select(DeliveryRow)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .where(NoticeRow.kind == kind)
        .order_by(DeliveryRow.id)
    )
    return talk.session.scalars(found.where(MemberRow.name == who) if who else found).all()


def told(  # noqa: PLR0913, PLR0917 - whose copies, seen when, where and in what language
    talk: Talk, kind: NoticeKind, who: str, at: datetime = NOON, channel: str = "telegram", language: str | None = None
) -> list[Reply | None]:
    """Give what a person's copies of a kind say at a moment; None where there is nothing left to tell."""
    return [_said(talk, row, at, channel, language) for row in deliveries(talk, kind, who)]


def sent(talk: Talk, at: datetime = NOON) -> int:
    """Let the messenger accept what is due, for those who have an account, and give how many."""
    due = talk.session.scalars(
        select(DeliveryRow).where(DeliveryRow.state == DeliveryState.QUEUED, DeliveryRow.next_try_at <= at)
    ).all()
    for row in due:
        account = talk.session.scalar(select(AccountRow.id).where(AccountRow.member_id == row.member_id).limit(1))
        row.state = DeliveryState.ACCEPTED if account else DeliveryState.FAILED
        row.account_id, row.message_ref, row.accepted_at = account, f"{row.id}" if account else "", at
    talk.session.flush()
    return len(due)


def edited(talk: Talk, who: str) -> list[NoticeKind]:
    """Give the kinds of a person's messages that are to be edited."""
    talk.session.flush()
    kinds = talk.session.scalars(
        select(NoticeRow.kind)
        .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
        .join(LiveMessageRow, LiveMessageRow.delivery_id == DeliveryRow.id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .where(MemberRow.name == who, LiveMessageRow.behind > 0)
        .order_by(DeliveryRow.id)
    )
    return [NoticeKind(kind) for kind in kinds]


def button(reply: Reply | None, label: str) -> tuple[str, dict[str, str]]:
    """Give what the button of that label does."""
    assert reply is not None
    found = [one.action for one in reply.buttons if one.label == label and one.action]
    assert found, [one.label for one in reply.buttons]
    return found[0].intent, dict(found[0].slots)


def press(talk: Talk, who: str, reply: Reply | None, label: str, at: datetime = NOON) -> Reply:
    """Tap a button of a reply."""
    intent, slots = button(reply, label)
    return talk.tap(who, intent, at, **slots)


def _said(talk: Talk, row: DeliveryRow, at: datetime, channel: str, language: str | None) -> Reply | None:
    notice = talk.session.get_one(NoticeRow, row.notice_id)
    member = member_of(talk.session.get_one(MemberRow, row.member_id))
    copy = Copy(NoticeKind(notice.kind), notice.payload, member, language, notice.id, channel)
    return compose(talk.session, copy, at, talk.tours)
