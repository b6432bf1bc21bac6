"""A tour with a leader and people, and what the ledger's rows say of a notice to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.composing import compose
from handlers.copies import Copy
from handlers.notices import Notice, queue
from handlers.reply import Reply
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.people import Role
from schedule_data.tables import MemberRow
from tests.build import account, beijing, document, load, member, stop
from tests.tours import open_tours

AT = beijing("09-22 08:00")
MINUTE = timedelta(minutes=1)


@dataclass
class Party:
    """A leader and three people, each with a Telegram account, the second also on the web."""

    session: Session
    leader: MemberRow
    people: Sequence[MemberRow]

    def notice(
        self, kind: NoticeKind = NoticeKind.BROADCAST, *, urgent: bool = True, written: datetime = AT, **payload: Any
    ) -> int:
        """Queue a notice for the people, to go out at AT."""
        told = Notice("city-1", kind, {"asks": True, **payload}, urgent=urgent)
        return queue(self.session, told, [member_of(row) for row in self.people], written, send_at=AT)

    def copies(self, notice: int) -> Sequence[DeliveryRow]:
        """Give the copies of a notice, in the order of the people."""
        self.session.flush()
        rows = select(DeliveryRow).where(DeliveryRow.notice_id == notice).order_by(DeliveryRow.id)
        return self.session.scalars(rows.execution_options(populate_existing=True)).all()

    def settle(self, notice: int, *states: DeliveryState, **more: Any) -> None:
        """Put the copies into these states, sent over Telegram; accepted ones since AT."""
        telegram = select(AccountRow).where(AccountRow.channel == "telegram")
        accounts = {row.member_id: row.id for row in self.session.scalars(telegram)}
        for row, state in zip(self.copies(notice), states, strict=True):
            row.account_id = accounts[row.member_id]
            row.state = state
            row.accepted_at = AT if state is DeliveryState.ACCEPTED else None
            for name, value in more.items():
                setattr(row, name, value)
        self.session.flush()

    def told(self, kind: NoticeKind) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """Give who was queued a notice of a kind, and its payload."""
        rows = self.session.execute(
            select(MemberRow.name, NoticeRow.payload)
            .join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
            .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
            .where(NoticeRow.kind == kind)
            .order_by(DeliveryRow.id)
        )
        return [(name, payload) for name, payload in rows]

    def words(self, kind: NoticeKind, payload: Mapping[str, Any], at: Any = AT, language: str = "ko") -> Reply | None:
        """Compose a notice for the leader."""
        copy = Copy(kind, payload, member_of(self.leader), language)
        return compose(self.session, copy, at, open_tours())


def party(session: Session) -> Party:
    """Load the tour and its people."""
    load(session, document(stop("walk", "09:20"), stop("park", "14:00")))
    leader = member(session, "이끔", role=Role.LEADER, phone="+82-10-0000-0001")
    people = [member(session, name, phone=f"+82-10-0000-100{n}") for n, name in enumerate(("김하나", "이둘", "박셋"))]
    for one in (leader, *people):
        account(session, one)
    account(session, people[1], "web")
    return Party(session, leader, people)
