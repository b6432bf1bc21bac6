"""Notices over the wire, and what becomes of their rows."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.tables import WebMessageRow
from handlers.delivery_reasons import Reason
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind
from schedule_data.members import member_of
from tests.bot.telegram_scene import SECONDS, Scene, telegram_scene, texts
from tests.bot_api import BotApiServer
from tests.build import BEFORE, beijing, person

pytestmark = pytest.mark.both_databases

NAMES = ("김민준", "이서연", "박도윤")
AT = beijing("09-22 05:00")  # before the tour; what fell due a day before is told when the scene begins
GATHERING = beijing("09-23 08:20")


@pytest.fixture
async def scene(sample_url: str, server: BotApiServer) -> AsyncIterator[Scene]:
    async with telegram_scene(sample_url, server, BEFORE) as running:
        yield running


def tell(scene: Scene, names: Sequence[str] = NAMES, expires: datetime | None = GATHERING, **payload: Any) -> int:
    """Queue a notice of the sample tour's second gathering, and wake the ledger; give its id."""
    with scene.application.database.unit() as session:
        people = [member_of(person(session, name)) for name in names]
        notice = Notice("beijing-1", NoticeKind.REMINDER, payload or {"stop": "d2-xiaomi"}, expires_at=expires)
        number = queue(session, notice, people, scene.clock.now())
    scene.application.ledger.wake()
    return number


async def closed(scene: Scene, notice: int) -> list[tuple[str, str]]:
    """Wait until every copy has ended; give the state and the reason of each, in the order they were queued."""
    open_states = (DeliveryState.QUEUED, DeliveryState.SENDING)
    copies = select(DeliveryRow).where(DeliveryRow.notice_id == notice).order_by(DeliveryRow.id)
    await scene.until(lambda session: not session.scalars(copies.where(DeliveryRow.state.in_(open_states))).first())
    with scene.application.database.reading() as session:
        return [(row.state, row.reason) for row in session.scalars(copies)]


async def test_notice_reaches_everybody_who_has_joined(scene: Scene) -> None:
    people = [await scene.joined(number, name) for number, name in enumerate(NAMES[:2], 1)]
    states = await closed(scene, tell(scene))
    assert states == [("accepted", ""), ("accepted", ""), ("failed", Reason.NO_ACCOUNT)]
    assert [len(texts(one)) for one in people] == [2, 2]
    refs = {row.message_ref.split(",")[0] for row in scene.rows(DeliveryRow.message_ref)} - {""}
    assert refs == {str(texts(one)[1].id) for one in people}


async def test_blocked_account_is_noted_and_not_tried_again(scene: Scene) -> None:
    kim, _ = [await scene.joined(number, name) for number, name in enumerate(NAMES[:2], 1)]
    scene.server.faults.add("forbidden", method="sendMessage", chat=kim.id)
    assert await closed(scene, tell(scene, NAMES[:2])) == [("failed", Reason.UNREACHABLE), ("accepted", "")]
    before = scene.server.calls.count("sendMessage", None)
    assert await closed(scene, tell(scene, NAMES[:1])) == [("failed", Reason.UNREACHABLE)]
    assert scene.server.calls.count("sendMessage", None) == before
    await scene.answer(kim, "다음 일정")
    assert await closed(scene, tell(scene, NAMES[:1])) == [("accepted", "")]


async def test_second_channel_takes_over(scene: Scene) -> None:
    kim = await scene.joined()
    with scene.application.database.unit() as session:
        member = person(session, NAMES[0])
        values = {"channel": "web", "address": "here", "language": "", "unreachable": "", "created_at": BEFORE}
        session.add(AccountRow(member_id=member.id, **values))
    scene.server.faults.add("forbidden", method="sendMessage", chat=kim.id)
    assert [state for state, _ in await closed(scene, tell(scene, NAMES[:1]))] == ["accepted"]
    assert len(scene.rows(WebMessageRow.id)) == 1
    assert len(texts(kim)) == 1


async def test_chat_that_moved_is_followed(scene: Scene) -> None:
    kim = await scene.joined()
    lee = scene.server.user(77)
    lee.chat.started = True
    scene.server.faults.add("migrated", method="sendMessage", chat=kim.id, new_chat_id=77)
    assert [state for state, _ in await closed(scene, tell(scene, NAMES[:1]))] == ["accepted"]
    assert [row.address for row in scene.rows(AccountRow.address)] == ["77"]
    assert len(texts(lee)) == 1


async def test_what_is_over_is_not_sent(scene: Scene) -> None:
    kim = await scene.joined()
    assert await closed(scene, tell(scene, NAMES[:1], expires=BEFORE)) == [("expired", "")]
    assert len(texts(kim)) == 1


async def test_refused_message_fails_with_its_reason(scene: Scene) -> None:
    await scene.joined()
    scene.server.faults.add("bad_request", method="sendMessage")
    assert await closed(scene, tell(scene, NAMES[:1])) == [("failed", Reason.REJECTED)]


async def test_notice_without_words_spoils_no_other(scene: Scene) -> None:
    kim = await scene.joined()
    odd, gone, good = tell(scene, NAMES[:1], odd=1), tell(scene, NAMES[:1], stop="no-such"), tell(scene, NAMES[:1])
    assert await closed(scene, odd) == [("failed", Reason.NO_WORDS)]
    assert await closed(scene, gone) == [("superseded", "")]
    assert await closed(scene, good) == [("accepted", "")]
    assert len(texts(kim)) == 2


async def test_outage_of_the_messenger_is_outlasted(scene: Scene) -> None:
    kim = await scene.joined()
    scene.server.faults.add("server_error", method="sendMessage", times=2)
    assert await closed(scene, tell(scene, NAMES[:1])) == [("accepted", "")]
    assert len(texts(kim)) == 2


async def test_failing_database_loses_no_result(scene: Scene) -> None:
    with capture_logs() as logs:
        kim = await scene.joined()
        database = scene.application.database
        scene.server.latency = 0.2
        notice = tell(scene, NAMES[:1])
        await scene.server.wait_for(lambda: len(texts(kim)) == 2)
        with database.unit() as session:
            session.connection().exec_driver_sql("ALTER TABLE deliveries RENAME TO away")
        failed = "the ledger's work failed and is tried again"
        async with asyncio.timeout(SECONDS):
            while failed not in {one["event"] for one in logs}:  # noqa: ASYNC110 - the log says it
                await asyncio.sleep(0.01)
        with database.unit() as session:
            session.connection().exec_driver_sql("ALTER TABLE away RENAME TO deliveries")
        assert await closed(scene, notice) == [("accepted", "")]
        assert len(texts(kim)) == 2
