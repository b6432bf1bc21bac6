"""The words of a notice for the person whose block Kakao calls: made at that moment, from what is true then."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from bot.kakao_batches import DELIVERY_KEY, NOTICE_KEY
from bot.kakao_in import CHANNEL
from handlers.composing import Copy, compose
from handlers.identity import supported
from handlers.membership.bindings import speaking
from handlers.reply import Reply
from handlers.tables import AccountRow, DeliveryRow, LiveMessageRow, NoticeKind, NoticeRow
from handlers.tours import Tours
from schedule_data.members import member_of
from schedule_data.tables import MemberRow


def notice_for(session: Session, sender: str, data: Mapping[str, str], at: datetime, tours: Tours) -> Reply | None:
    """Give what an event of ours tells `sender`; None where nothing true is left to tell, or it isn't theirs.

    `data` names the delivery, or at least its notice: a person has one copy of each.
    """
    copy = _copy(session, sender, data)
    return compose(session, copy, at, tours) if copy else None


def _copy(session: Session, sender: str, data: Mapping[str, str]) -> Copy | None:
    which = _named(data)
    if which is None:
        return None
    row = session.execute(
        select(NoticeRow, MemberRow, AccountRow, LiveMessageRow)
        .select_from(DeliveryRow)
        .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
        .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
        .join(AccountRow, or_(AccountRow.id == DeliveryRow.account_id, _speaks()))
        .outerjoin(LiveMessageRow, LiveMessageRow.delivery_id == DeliveryRow.id)
        .where(which, AccountRow.channel == CHANNEL, AccountRow.address == sender, MemberRow.left_at.is_(None))
    ).first()
    if row is None:
        return None
    notice, member, account, joined = row
    live: LiveMessageRow | None = joined
    kind, payload = (live.kind, live.payload) if live and live.kind else (notice.kind, notice.payload)
    language = supported(account.language) or supported(member.language)
    return Copy(NoticeKind(kind), payload or {}, member_of(member), language, notice.id, CHANNEL)


def _speaks() -> ColumnElement[bool]:
    """Say that the account is one of the person's, whichever of their tours is current."""
    speaks = speaking()
    return exists().where(speaks.c.account_id == AccountRow.id, speaks.c.member_id == MemberRow.id)


def _named(data: Mapping[str, str]) -> ColumnElement[bool] | None:
    for name, column in ((DELIVERY_KEY, DeliveryRow.id), (NOTICE_KEY, DeliveryRow.notice_id)):
        if data.get(name, "").isdecimal():
            return column == int(data[name])
    return None
