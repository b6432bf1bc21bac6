"""Fetching updates while networks, tokens, databases and other programs are as they are."""

import asyncio

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs
from telegram import Bot
from telegram.error import Conflict

from bot.clock import Clock
from bot.database import Database
from bot.errors import GiljabiError
from bot.tables import UpdateRow
from bot.telegram_poller import updates_of
from tests.bot.telegram_scene import SECONDS, Scene, telegram_scene, texts
from tests.bot_api import BotApiServer
from tests.bot_api.people import Person


def rename(database: Database, old: str, new: str) -> None:
    with database.unit() as session:
        session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


async def asked(scene: Scene, someone: Person) -> None:
    """Ask, and see that one answer comes."""
    before = len(texts(someone))
    await scene.answer(someone, "다음 일정")
    assert len(texts(someone)) == before + 1


@pytest.mark.both_databases
async def test_updates_that_come_twice_are_answered_once(scene: Scene) -> None:
    kim = await scene.joined()
    scene.server.faults.add("duplicate", method="getUpdates", times=3)
    await asked(scene, kim)
    await asked(scene, kim)
    assert [row.update_key for row in scene.rows(UpdateRow.update_key)] == sorted(
        {row.update_key for row in scene.rows(UpdateRow.update_key)}
    )


async def test_update_that_is_given_again_after_a_restart_is_not_answered_again(
    sample_url: str, server: BotApiServer
) -> None:
    async with telegram_scene(sample_url, server) as scene:
        kim = await scene.joined()
        await scene.end()
    repeated = {"update_id": 100_000_001, "message": {**kim.chat.messages[1], "text": "다음 일정"}}
    async with telegram_scene(sample_url, server, begun=False) as scene:
        server.updates.push(repeated)
        await scene.begin()
        await asked(scene, kim)
        assert len(texts(kim)) == 2


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("reset", {}), ("server_error", {"status": 502}), ("too_many", {"retry_after": 1}), ("answer_lost", {})],
)
async def test_trouble_of_the_network_is_waited_for(scene: Scene, kind: str, rule: dict[str, int]) -> None:
    kim = await scene.joined()
    scene.server.faults.add(kind, method="getUpdates", **rule)
    await asked(scene, kim)


async def test_server_that_is_away_at_the_start_is_waited_for(sample_url: str) -> None:
    async with BotApiServer() as there:
        port = int(there.url.rpartition(":")[2])
    with capture_logs() as logs:
        async with telegram_scene(sample_url, there, begun=False) as scene:
            scene.running = asyncio.create_task(scene.application.run())
            async with asyncio.timeout(SECONDS):
                while not any(entry.get("why") == "NotSentError" for entry in logs):
                    await scene.application.database.run(lambda session: session.execute(text("SELECT 1")))
            async with BotApiServer(port=port) as back:
                scene.server = back
                kim = await scene.joined()
                await asked(scene, kim)
                await scene.end()


async def test_menus_that_cannot_be_set_keep_nobody_waiting(sample_url: str, server: BotApiServer) -> None:
    server.faults.add("bad_request", method="setMyCommands")
    async with telegram_scene(sample_url, server) as scene:
        await asked(scene, await scene.joined())


async def test_refused_token_ends_the_application(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, begun=False, telegram_token="1:" + "x" * 35) as scene:
        with pytest.raises(GiljabiError, match="GILJABI_TELEGRAM_TOKEN"):
            await scene.application.run()


async def test_second_program_that_polls_is_told_and_outlasted(scene: Scene) -> None:
    kim = await scene.joined()
    with capture_logs() as logs:
        async with Bot(scene.server.token, base_url=f"{scene.server.url}/bot") as other:
            with pytest.raises(Conflict):
                await other.get_updates(timeout=10)
        await asked(scene, kim)
    assert any("another program" in entry.get("why", "") for entry in logs)


@pytest.mark.both_databases
async def test_database_that_fails_keeps_updates_unconfirmed(scene: Scene) -> None:
    kim = await scene.joined()
    database = scene.application.database
    rename(database, "updates", "away")
    with capture_logs() as logs:
        await kim.send("다음 일정")
        async with asyncio.timeout(SECONDS):
            while not any(entry["event"] == "updates can't be taken" for entry in logs):
                await database.run(lambda session: session.execute(text("SELECT 1")))
    assert [queued.text for queued in scene.server.updates.queue]
    rename(database, "away", "updates")
    await scene.shown(kim, 2)
    await asked(scene, kim)
    assert len(texts(kim)) == 3


async def test_tap_that_cannot_be_confirmed_is_answered(scene: Scene) -> None:
    kim = await scene.joined()
    scene.server.faults.add("bad_request", method="answerCallbackQuery", description="query is too old")
    kim.tap_data(kim.messages[0], "attendance.here")
    await scene.shown(kim, 2)


def test_updates_for_nobody_are_left_out() -> None:
    private = {"id": 5, "type": "private"}
    sender = {"id": 5, "is_bot": False}
    bodies = [
        {"update_id": 1, "channel_post": {"text": "x"}},
        {"update_id": 2, "message": {"chat": private, "from": sender, "text": "hi"}},
        {"update_id": 3, "message": {"chat": {"id": -7, "type": "group"}, "from": sender, "text": "hi"}},
        {"update_id": 4, "message": {"chat": {"id": -7, "type": "group"}, "from": sender, "text": "@gil_bot hi"}},
    ]
    kept = updates_of(bodies, Clock(), "gil_bot")
    assert [(one.key, one.sender, one.body) for one in kept] == [("2", "5", bodies[1]), ("4", "-7", bodies[3])]
