"""A roll call on the sample tour: leaders who open it, people who answer, and what the database says of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from handlers.composing import compose
from handlers.copies import Copy
from handlers.identity import callers
from handlers.reply import Action, Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.roll_call.roll import Roll, roll
from handlers.tables import AccountRow, DeliveryRow, NoticeKind, NoticeRow, RollCallRow
from schedule_data.itinerary import Itinerary
from schedule_data.members import member_of, members_of
from schedule_data.people import Member, Role
from schedule_data.tables import MemberRow
from tests.build import account, person
from tests.handlers.talk_scene import NOON, Talk

LEADER, OTHER_LEADER, STAFF = "정현수", "윤세라", "김도현"
STOP = "d2-xiaomi"


@dataclass(frozen=True)
class Calling:
    """The talk, and its roll calls."""

    talk: Talk

    @property
    def itinerary(self) -> Itinerary:
        """The plan as it stands."""
        itinerary = self.talk.tours.snapshots.current(self.talk.session, "beijing-1")
        assert itinerary is not None
        return itinerary

    def open(self, at: datetime = NOON, who: str = LEADER, **slots: str) -> RollCallRow:
        """Open a roll call and confirm it."""
        preview = self.talk.tap(who, "rollcall.open", at, **({"stop": STOP} | slots))
        self.talk.press(who, preview.buttons[0], at)
        return self.newest()

    def tap_as(self, name: str, intent: str, at: datetime = NOON, **slots: str) -> Reply:
        """Tap a button as somebody who has no account in the talk yet."""
        session, address = self.talk.session, f"of-{name}"
        if session.scalar(select(AccountRow.id).where(AccountRow.address == address)) is None:
            account(session, person(session, name), address=address)
        request = Request("telegram", address, at, action=Action(intent, slots))
        return respond(session, request, callers(session, "telegram", [address], at)[address], self.talk.tours)

    def newest(self) -> RollCallRow:
        """Give the roll call that was opened last."""
        self.talk.session.flush()
        return self.talk.session.scalars(select(RollCallRow).order_by(RollCallRow.id.desc())).all()[0]

    def roll(self, group: str = "", until: datetime | None = None, stop: str = STOP) -> Roll:
        """Give the roll of the stop."""
        self.talk.session.flush()
        return roll(self.talk.session, self.itinerary, self.itinerary.stop_by_id[stop], group, until)

    def counts(self, group: str = "", until: datetime | None = None) -> dict[str, int]:
        """Give how many stand where."""
        return {standing.value: count for standing, count in self.roll(group, until).counts.items()}

    def stands(self, name: str) -> tuple[str, str | None]:
        """Give how the first member of that name stands, and whose word it is."""
        entry = self.roll().of(person(self.talk.session, name).id)
        assert entry is not None
        return entry.standing.value, entry.evidence.value if entry.evidence else None

    def queued(self, kind: NoticeKind) -> list[tuple[str, NoticeRow]]:
        """Give who has a copy of notices of a kind, in order."""
        rows = self.talk.session.execute(
            select(MemberRow.name, NoticeRow)
            .join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
            .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
            .where(NoticeRow.kind == kind)
            .order_by(DeliveryRow.id)
        )
        return [(name, notice) for name, notice in rows]

    def composed(self, name: str, notice: NoticeRow, at: datetime = NOON, language: str = "ko") -> Reply | None:
        """Compose somebody's copy of a notice as it would read now."""
        member = member_of(person(self.talk.session, name))
        copy = Copy(NoticeKind(notice.kind), notice.payload, member, language, notice.id, "telegram")
        return compose(self.talk.session, copy, at, self.talk.tours)

    def leaders(self) -> list[Member]:
        """Give the tour's leaders."""
        return [one for one in members_of(self.talk.session, "beijing-1") if one.role is Role.LEADER]

    def everybody_here(self, besides: tuple[str, ...] = (), at: datetime = NOON) -> None:
        """Have a leader tick everybody off but those."""
        call = self.newest()
        skipped = {person(self.talk.session, name).id for name in besides}
        for entry in self.roll(call.group).entries:
            if entry.member.id not in skipped:
                self.talk.tap(LEADER, "rollcall.tick", at, call=str(call.id), member=str(entry.member.id))
