"""Reminders over the wire: at their time, once, with the minutes that are really left."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.reminders import ReminderAlarm
from handlers.tables import AttendanceRow, DeliveryRow, DeliveryState, PlannedReminderRow, ReminderRow
from schedule_data.snapshots import Snapshots
from tests.bot.telegram_scene import Scene, telegram_scene, texts
from tests.bot_api import BotApiServer
from tests.bot_api.people import Person
from tests.build import BEFORE, beijing

pytestmark = pytest.mark.both_databases

XIAOMI = "d2-xiaomi"  # gathers at 08:20, reminds 60, 30 and 10 minutes before


@pytest.fixture
async def scene(sample_url: str, server: BotApiServer) -> AsyncIterator[Scene]:
    async with telegram_scene(sample_url, server, BEFORE) as running:
        yield running


def fired(scene: Scene) -> list[int]:
    """Give the offsets of the gathering that fell due, the latest first."""
    rows = scene.rows(ReminderRow.stop_id, ReminderRow.minutes)
    return sorted((row.minutes for row in rows if row.stop_id == XIAOMI), reverse=True)


async def reminded(scene: Scene, someone: Person, count: int) -> str:
    """Wait until somebody was reminded so often, the welcome not counted; give the last reminder."""
    shown = await scene.shown(someone, 1 + count)
    assert len(shown) == 1 + count
    return shown[-1].text


async def test_reminder_comes_at_its_time_and_is_confirmed_by_its_button(scene: Scene) -> None:
    kim = await scene.joined()
    scene.clock.set(beijing("09-23 07:20"))
    assert "1시간" in await reminded(scene, kim, 1)
    assert "호텔 로비" in texts(kim)[1].text
    await scene.until(lambda session: session.query(DeliveryRow).filter_by(state=DeliveryState.ACCEPTED).count())
    answer = await scene.tapped(kim, texts(kim)[1], texts(kim)[1].buttons[0])
    assert "샤오미" in answer.text
    told = [row for row in scene.rows(DeliveryRow.acknowledged_at, DeliveryRow.state) if row.state == "accepted"]
    assert [row.acknowledged_at for row in told] == [beijing("09-23 07:20")]
    assert [row.state for row in scene.rows(AttendanceRow.state)] == ["here"]


async def test_each_offset_is_told_once(scene: Scene) -> None:
    kim = await scene.joined()
    for count, (at, left) in enumerate((("07:20", "1시간"), ("07:50", "30분"), ("08:10", "10분")), start=1):
        scene.clock.set(beijing(f"09-23 {at}"))
        assert left in await reminded(scene, kim, count)
    scene.clock.set(beijing("09-23 08:19"))
    await scene.answer(kim, "다음 일정")
    assert fired(scene) == [60, 30, 10]


async def test_running_clock_rings_by_itself(scene: Scene) -> None:
    kim = await scene.joined()
    due = beijing("09-23 07:20")
    scene.clock.set(due - timedelta(seconds=30), speed=60)
    await reminded(scene, kim, 1)
    assert due <= scene.clock.now() < due + timedelta(minutes=10)


async def test_after_downtime_one_reminder_says_what_is_left(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, BEFORE) as scene:
        kim = await scene.joined()
    async with telegram_scene(sample_url, server, beijing("09-23 08:12")) as scene:
        assert "8분" in await reminded(scene, kim, 1)
        assert fired(scene) == [60, 30, 10]


async def test_after_the_gathering_nothing_is_said_of_it(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, BEFORE) as scene:
        kim = await scene.joined()
    async with telegram_scene(sample_url, server, beijing("09-23 08:21")) as scene:
        await scene.until(lambda session: session.query(ReminderRow).filter_by(stop_id=XIAOMI).count())
        await scene.answer(kim, "다음 일정")
        notices = [row.notice_id for row in scene.rows(ReminderRow.stop_id, ReminderRow.notice_id) if row[0] == XIAOMI]
        assert notices == [None] * 3
        assert len(texts(kim)) == 2


async def test_restart_repeats_nothing_and_goes_on(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, BEFORE) as scene:
        kim = await scene.joined()
        scene.clock.set(beijing("09-23 07:20"))
        await reminded(scene, kim, 1)
    async with telegram_scene(sample_url, server, beijing("09-23 07:21")) as scene:
        await scene.answer(kim, "다음 일정")
        assert fired(scene) == [60]
        scene.clock.set(beijing("09-23 07:50"))
        assert "30분" in (await scene.shown(kim, 4))[-1].text


async def test_failure_is_tried_again_at_the_next_ring(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, beijing("09-23 08:12"), begun=False) as scene:
        heard: list[int] = []
        database = scene.application.database
        alarm = ReminderAlarm(database, Snapshots(), scene.clock, lambda: heard.append(1))
        renamed = PlannedReminderRow.__tablename__
        with database.unit() as session:
            session.connection().exec_driver_sql(f"ALTER TABLE {renamed} RENAME TO away")
        await alarm.ring()
        assert heard == []
        with database.unit() as session:
            session.connection().exec_driver_sql(f"ALTER TABLE away RENAME TO {renamed}")
        await alarm.ring()
        assert heard == [1]
