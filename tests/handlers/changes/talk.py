"""A tour with its people on Telegram, talked to as the bot is: each message in a unit of work of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.database import Database
from handlers.composing import compose
from handlers.conversation import converse
from handlers.copies import Copy
from handlers.reply import Action, Reply
from handlers.request import Request
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from handlers.tours import Tours
from schedule_data.members import member_of
from schedule_data.publishing import current_document
from schedule_data.tables import MemberRow, RevisionRow
from tests.build import account, document, load, member, stop
from tests.tours import open_tours

TOUR = "city-1"
CHANNEL = "telegram"

HALL = {"ko": "강당", "en": "Hall"}
CITY = document(
    stop("breakfast", "07:00-08:00", remind=[], kind="meal", title={"ko": "조식", "en": "Breakfast"}),
    stop(
        "factory",
        "09:30-11:00",
        title={"ko": "공장 견학", "en": "Factory"},
        gather={"time": "08:30", "place": {"ko": "로비", "en": "Lobby"}},
    ),
    stop("lunch", "11:20-12:20", kind="meal", title={"ko": "점심", "en": "Lunch"}, place={"ko": "식당", "en": "Diner"}),
    stop(
        "talk",
        "13:00-14:00",
        kind="lecture",
        title={"ko": "특강", "en": "Lecture"},
        place=HALL,
        gather={"time": "12:40", "place": {"ko": "식당 앞", "en": "Outside the diner"}},
        groups=["bus-1"],
    ),
    stop(
        "walk", "13:00-14:00", title={"ko": "산책", "en": "Walk"}, place={"ko": "공원", "en": "Park"}, groups=["bus-2"]
    ),
    stop("train", "15:00-17:00", kind="train", title={"ko": "기차", "en": "Train"}, number="G7"),
    stop("dinner", "22:30-23:30", kind="meal", title={"ko": "늦은 저녁", "en": "Late dinner"}, place=HALL),
    stop("museum", "10:00-11:00", day=23, title={"ko": "박물관", "en": "Museum"}),
)
PEOPLE: Sequence[Mapping[str, Any]] = (
    {"name": "이끔이", "role": "leader", "language": "ko"},
    {"name": "두리", "role": "leader", "group": "bus-2", "language": "en"},
    {"name": "살핌", "role": "staff", "language": "ko"},
    {"name": "하나", "group": "bus-1", "language": "ko"},
    {"name": "둘", "group": "bus-2", "language": "en"},
    {"name": "셋", "group": "bus-2", "language": "zh"},
)


@dataclass(slots=True)
class Talk:
    """The conversation of everyone with the bot; people are called by their names."""

    database: Database
    tours: Tours = field(default_factory=open_tours)
    last: dict[str, Reply] = field(default_factory=dict)

    def say(self, at: datetime, text: str, who: str = "이끔이") -> Reply:
        """Send words; give the answer."""
        return self._send(Request(CHANNEL, who, at, text=text), who)

    def tap(self, at: datetime, label: str, who: str = "이끔이") -> Reply:
        """Tap a button of the last answer."""
        buttons = {button.label: button.action for button in self.last[who].buttons}
        return self._send(Request(CHANNEL, who, at, action=buttons[label]), who)

    def act(self, at: datetime, intent: str, who: str = "이끔이", **slots: str) -> Reply:
        """Do what a button with this action would do."""
        return self._send(Request(CHANNEL, who, at, action=Action(intent, slots)), who)

    def change(self, at: datetime, intent: str, who: str = "이끔이", **slots: str) -> Reply:
        """Preview a change, and confirm it."""
        self.act(at, intent, who, **slots)
        return self.tap(at, {"두리": "Confirm"}.get(who, "확인"), who)

    def _send(self, request: Request, who: str) -> Reply:
        with self.database.unit() as session:
            (reply,) = converse(session, CHANNEL, [request], self.tours)
        assert reply is not None
        self.last[who] = reply
        return reply

    def plan(self) -> Mapping[str, Any]:
        """Give the plan as it stands."""
        with self.database.reading() as session:
            current = current_document(session, TOUR)
        assert current is not None
        return current

    def hours(self) -> dict[str, str]:
        """Give the hours of every stop, the gathering before them: '08:30 09:30-11:00'."""
        return {
            one["id"]: " ".join(filter(None, (one.get("gather", {}).get("time"), one["time"])))
            for listed in self.plan()["days"].values()
            for one in listed
        }

    def revisions(self) -> Sequence[RevisionRow]:
        """Give every revision, the first one first."""
        with self.database.reading() as session:
            return session.scalars(select(RevisionRow).order_by(RevisionRow.number)).all()

    def deliveries(self, kind: NoticeKind = NoticeKind.CHANGE) -> dict[str, list[DeliveryState]]:
        """Give the states of everyone's copies of a kind of notice, in the order they were queued."""
        with self.database.reading() as session:
            rows = session.execute(
                select(MemberRow.name, DeliveryRow.state)
                .join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
                .join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
                .where(NoticeRow.kind == kind)
                .order_by(DeliveryRow.id)
            ).all()
        found: dict[str, list[DeliveryState]] = {}
        for name, state in rows:
            found.setdefault(name, []).append(DeliveryState(state))
        return found

    def told(self, at: datetime, who: str, kind: NoticeKind = NoticeKind.CHANGE) -> list[Reply | None]:
        """Give the words of a person's queued copies, as they would be sent at that moment."""
        with self.database.reading() as session:
            rows = session.execute(
                select(NoticeRow, MemberRow)
                .join(DeliveryRow, NoticeRow.id == DeliveryRow.notice_id)
                .join(MemberRow, MemberRow.id == DeliveryRow.member_id)
                .where(MemberRow.name == who, NoticeRow.kind == kind, DeliveryRow.state == DeliveryState.QUEUED)
                .order_by(DeliveryRow.id)
            ).all()
            return [
                compose(session, Copy(kind, notice.payload, member_of(row), row.language), at, self.tours)
                for notice, row in rows
            ]


def begin(database: Database, plan: Mapping[str, Any] = CITY) -> Talk:
    """Load the tour, and put its people on it."""
    with database.unit() as session:
        load(session, plan)
        for one in PEOPLE:
            row = member(session, **one)
            account(session, row, CHANNEL, address=row.name)
    return Talk(database)


def lines(reply: Reply | None) -> list[str]:
    """Give what a reply lists, a line for each item."""
    assert reply is not None
    items = (item for agenda in reply.agendas for item in agenda.items)
    return [" · ".join(filter(None, (item.when, item.title, item.where))) for item in items]


def labels(reply: Reply) -> list[str]:
    """Give what a reply's buttons say."""
    return [button.label for button in reply.buttons]
