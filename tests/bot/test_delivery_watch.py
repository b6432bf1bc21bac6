"""The watch over deliveries: what it tells, to whom, and what it has the ledger do."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import SettableClock
from bot.database import Database
from bot.delivery_watch import DeliveryWatch
from bot.dispatch import Pause
from handlers.notices import Notice, queue
from handlers.patience import UNCONFIRMED_AFTER
from handlers.pauses import LONG
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind, NoticeRow
from schedule_data.members import member_of
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.bot.telegram_scene import Scene, telegram_scene, texts
from tests.bot_api import BotApiServer
from tests.build import BEFORE, account, person
from tests.handlers.delivery_scene import AT, party

pytestmark = pytest.mark.both_databases

HOUR = timedelta(hours=1)


@dataclass
class Ledger:
    """What the watch asks of the ledger."""

    woken: int = 0
    avoided: list[tuple[str, timedelta]] = field(default_factory=list)

    def wake(self) -> None:
        """Count it."""
        self.woken += 1

    def avoid(self, channel: str, wait: timedelta) -> None:
        """Note it."""
        self.avoided.append((channel, wait))


@dataclass
class Post:
    """A watch over a tour with a leader and three people, one notice queued."""

    database: Database
    ledger: Ledger
    watch: DeliveryWatch
    notice: int

    def told(self, kind: NoticeKind) -> list[str]:
        """Give who was queued a notice of that kind."""
        with self.database.reading() as session:
            rows = select(MemberRow.name).join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
            rows = rows.join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id).where(NoticeRow.kind == kind)
            return list(session.scalars(rows))


@pytest.fixture
def post(database: Database) -> Post:
    with database.unit() as session:
        notice = party(session).notice()
    ledger = Ledger()
    return Post(database, ledger, DeliveryWatch(database, SettableClock(AT, speed=0), ledger, Snapshots()), notice)


async def test_a_short_pause_is_nobody_s_business(post: Post) -> None:
    post.watch.paused(Pause("telegram", None, LONG - timedelta(seconds=1)))
    await post.watch.look()
    assert (post.told(NoticeKind.PAUSE), post.ledger.avoided, post.ledger.woken) == ([], [], 0)


async def test_a_long_pause_is_told_once_and_gone_around(post: Post) -> None:
    for _ in range(3):
        post.watch.paused(Pause("telegram", None, HOUR))
    await post.watch.look()
    await post.watch.look()
    assert post.told(NoticeKind.PAUSE) == ["이끔"]
    assert post.ledger.avoided == [("telegram", HOUR)] * 3
    assert post.ledger.woken == 1


async def test_a_chat_s_long_pause_leaves_its_channel_open(post: Post) -> None:
    post.watch.paused(Pause("telegram", "at-1", HOUR))
    await post.watch.look()
    assert post.ledger.avoided == []


async def test_what_failed_or_expired_is_told(post: Post) -> None:
    with post.database.unit() as session:
        for row in session.scalars(select(DeliveryRow)):
            row.state = DeliveryState.FAILED
        reminder = Notice("city-1", NoticeKind.REMINDER, {"stop": "walk"})
        members = [member_of(row) for row in session.scalars(select(MemberRow))]
        late = queue(session, reminder, members, AT)
        for row in session.scalars(select(DeliveryRow).where(DeliveryRow.notice_id == late)):
            row.state = DeliveryState.EXPIRED
    await post.watch.look()
    assert (post.told(NoticeKind.CALL_LIST), post.told(NoticeKind.MISSED)) == (["이끔"], ["이끔"])
    assert post.ledger.woken == 1


async def test_a_failing_database_forgets_no_pause(post: Post) -> None:
    post.watch.paused(Pause("telegram", None, HOUR))
    with post.database.unit() as session:
        session.connection().exec_driver_sql("ALTER TABLE deliveries RENAME TO away")
    with pytest.raises(Exception, match="deliveries"):
        await post.watch.look()
    with post.database.unit() as session:
        session.connection().exec_driver_sql("ALTER TABLE away RENAME TO deliveries")
    await post.watch.look()
    assert post.told(NoticeKind.PAUSE) == ["이끔"]


async def test_it_goes_on_watching(post: Post) -> None:
    watching = asyncio.create_task(post.watch.run())
    post.watch.paused(Pause("telegram", None, HOUR))
    async with asyncio.timeout(10):
        while not post.ledger.woken:  # noqa: ASYNC110 - the ledger of a test says it
            await asyncio.sleep(0.01)
    watching.cancel()
    assert post.told(NoticeKind.PAUSE) == ["이끔"]


@pytest.fixture
async def scene(sample_url: str, server: BotApiServer) -> AsyncIterator[Scene]:
    async with telegram_scene(sample_url, server, BEFORE) as running:
        yield running


async def test_an_hours_long_pause_reaches_the_leader_on_the_web(scene: Scene) -> None:
    kim = await scene.joined()
    with scene.application.database.unit() as session:
        leader = session.scalars(select(MemberRow).where(MemberRow.role == "leader").order_by(MemberRow.id)).first()
        assert leader is not None
        for channel in ("telegram", "web"):
            account(session, leader, channel)
        notice = Notice("beijing-1", NoticeKind.REMINDER, {"stop": "d2-xiaomi"})
        scene.server.faults.add("too_many", method="sendMessage", retry_after=7200)
        queue(session, notice, [member_of(person(session, "김민준"))], BEFORE)
    scene.application.ledger.wake()
    mine = select(DeliveryRow).join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
    mine = mine.where(NoticeRow.kind == NoticeKind.PAUSE, DeliveryRow.account_id.is_not(None))
    told = await scene.until(lambda session: session.scalars(mine).first())
    assert told is not None
    channels = dict(tuple(row) for row in scene.rows(AccountRow.id, AccountRow.channel))
    assert channels[told.account_id] == "web"
    assert len(texts(kim)) == 1


async def test_an_urgent_notice_that_nobody_confirms_ends_on_the_call_list(scene: Scene) -> None:
    leader = await scene.joined(1, _leader(scene))
    kim = await scene.joined(2)
    with scene.application.database.unit() as session:
        text = {"asks": True, "text": {"ko": "버스로 오세요"}, "sent_at": BEFORE.isoformat(), "stop": "d2-xiaomi"}
        notice = Notice("beijing-1", NoticeKind.REMINDER, text, urgent=True)
        number = queue(session, notice, [member_of(person(session, "김민준"))], BEFORE)
    scene.application.ledger.wake()
    await scene.shown(kim, 2)
    done = select(DeliveryRow.id).where(DeliveryRow.notice_id == number, DeliveryRow.state == DeliveryState.ACCEPTED)
    await scene.until(lambda session: session.scalars(done).first())
    scene.clock.set(BEFORE + UNCONFIRMED_AFTER)
    await scene.application.watch.look()
    (*_, last) = await scene.shown(leader, 2)
    assert last.text.startswith("연락이 닿지 않는 분이 1명 있어요.")
    assert "김민준" in last.text
    report = await scene.tapped(leader, last, "발송 현황")
    assert report.text.startswith("보냄, 확인 전 1명")


def _leader(scene: Scene) -> str:
    """Give who leads 김민준's bus."""
    with scene.application.database.reading() as session:
        mine = person(session, "김민준").group
        rows = select(MemberRow.name).where(MemberRow.role == "leader", MemberRow.group == mine)
        return str(session.scalars(rows).first())
