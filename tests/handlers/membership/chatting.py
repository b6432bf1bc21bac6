"""Chatting as the inbox hands it over, context kept, from any account; and what the notices that it queued say."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.claims import Claim, claim
from bot.database import Database
from handlers.composing import compose
from handlers.conversation import converse
from handlers.copies import Copy
from handlers.identity import supported
from handlers.reply import Action, Reply
from handlers.request import Request
from handlers.tables import AccountRow, Lane, NoticeKind, NoticeRow
from handlers.tours import Tours
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.build import account, beijing, person
from tests.tours import open_tours

NOON = beijing("09-23 07:50")
LEADER, STAFF, PARTICIPANT = "정현수", "김도현", "이서연"


@dataclass(frozen=True)
class Chat:
    """A sample tour that anybody may write to; an address is anybody's on Telegram unless another channel is named."""

    session: Session
    tours: Tours

    def send(self, who: str, at: datetime = NOON, channel: str = "telegram", **what: object) -> Reply:
        """Send words, a tap or a code."""
        self.session.expire_all()
        request = Request(channel, who, at, **what)  # type: ignore[arg-type]
        (reply,) = converse(self.session, channel, [request], self.tours)
        assert reply is not None
        self.session.flush()
        return reply

    def say(self, who: str, text: str, at: datetime = NOON, channel: str = "telegram") -> Reply:
        """Write something."""
        return self.send(who, at, channel, text=text)

    def tap(self, who: str, intent: str, at: datetime = NOON, channel: str = "telegram", **slots: str) -> Reply:
        """Tap a button."""
        return self.send(who, at, channel, action=Action(intent, slots))

    def press(self, who: str, reply: Reply, label: str, at: datetime = NOON, channel: str = "telegram") -> Reply:
        """Press the button of a reply that says `label`."""
        (action,) = (one.action for one in reply.buttons if one.label == label)
        return self.send(who, at, channel, action=action)

    def account(self, who: str, channel: str = "telegram") -> AccountRow:
        """Give the account behind an address."""
        rows = select(AccountRow).where(AccountRow.channel == channel, AccountRow.address == who)
        return self.session.scalars(rows.execution_options(populate_existing=True)).one()

    def person(self, name: str, tour: str = "beijing-1") -> MemberRow:
        """Give a member."""
        return person(self.session, name, tour)

    def told(self, kind: NoticeKind, at: datetime = NOON) -> list[tuple[Claim, Reply]]:
        """Send what is queued: give each claim of that kind with what it says."""
        claimed = []
        for lane in Lane:
            claimed += claim(self.session, lane, 500, at, 1).claims
        found = []
        for one in claimed:
            if one.notice.kind == kind:
                copy = Copy(kind, one.notice.payload, one.member, supported(one.language), one.notice.id, one.channel)
                reply = compose(self.session, copy, at, self.tours)
                assert reply is not None
                found.append((one, reply))
        return found

    def again(self, kind: NoticeKind, to: str, at: datetime = NOON) -> Reply | None:
        """Give how the newest notice of a kind reads now, for a member."""
        rows = self.session.scalars(select(NoticeRow).where(NoticeRow.kind == kind).order_by(NoticeRow.id.desc()))
        notice = next(one for one in rows if "account" not in one.payload)
        return compose(self.session, Copy(kind, notice.payload, member_of(self.person(to))), at, self.tours)


@contextmanager
def chatting(database: Database) -> Iterator[Chat]:
    """Have the leader, somebody of the staff and a participant on Telegram, at their names; nothing is kept."""
    with database.reading() as session:
        for name in (LEADER, STAFF, PARTICIPANT):
            account(session, person(session, name), address=name)
        yield Chat(session, open_tours())
