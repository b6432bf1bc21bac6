"""/metrics over HTTP, and what the counters say after a conversation and a notice."""

from collections.abc import Mapping
from datetime import timedelta

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.commands import app
from bot.dispatch import Pause
from bot.metrics import Metrics
from bot.metrics_route import metrics_token
from bot.settings import read_settings
from handlers.notices import Notice, queue
from handlers.tables import NoticeKind
from schedule_data.members import member_of
from tests.bot.telegram_scene import Scene, telegram_scene
from tests.bot_api import BotApiServer
from tests.build import BEFORE, person

pytestmark = pytest.mark.both_databases

KEY = "k3y"
RUN = CliRunner()


async def get(scene: Scene, **headers: str) -> tuple[int, str]:
    """Ask for /metrics."""
    url = f"{scene.application.url}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
        return response.status, await response.text()


def samples(text: str) -> Mapping[tuple[str, ...], float]:
    """Give the samples by name and label values."""
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


async def test_a_conversation_and_a_reminder_are_counted(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, BEFORE) as scene:
        kim = await scene.joined()
        await scene.answer(kim, "다음 일정")
        server.faults.add("too_many", method="sendMessage", chat=kim.id, retry_after=1)
        with scene.application.database.unit() as session:
            people = [member_of(person(session, name)) for name in ("김민준", "이서연")]
            notice = Notice("beijing-1", NoticeKind.REMINDER, {"stop": "d2-xiaomi"})
            due = scene.clock.now() - timedelta(seconds=7)
            queue(session, notice, people, scene.clock.now(), send_at=due)
        scene.application.ledger.wake()
        await scene.shown(kim, 3)
        metrics = scene.application.metrics
        lateness = "giljabi_reminder_lateness_seconds"
        await scene.until(lambda _: metrics.registry.get_sample_value(f"{lateness}_count"))
        status, text = await get(scene)
    assert status == 200
    told = samples(text)
    assert told["giljabi_updates_received_total", "telegram"] == 2
    assert told["giljabi_updates_answered_total", "telegram"] == 2
    assert told["giljabi_messages_sent_total", "telegram", "update"] == 2
    assert told["giljabi_messages_sent_total", "telegram", "delivery"] == 1
    assert told["giljabi_tries_failed_total", "telegram", "paused"] == 1
    assert told["giljabi_deliveries_unsent_total", "no_account"] == 1
    assert told[f"{lateness}_sum",] == 7.0
    assert told["giljabi_queue_jobs", "telegram", "reply"] == 0
    assert sum(value for (name, *_), value in told.items() if name == "giljabi_flood_waits_total") == 1


async def test_what_waits_in_rows_is_told_with_its_age(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, BEFORE) as scene:
        await scene.joined()
        with scene.application.database.unit() as session:
            notice = Notice("beijing-1", NoticeKind.BROADCAST)
            later = scene.clock.now() + timedelta(hours=1)
            queue(session, notice, [member_of(person(session, "김민준"))], scene.clock.now(), send_at=later)
        told = samples((await get(scene))[1])
    assert told["giljabi_ledger_deliveries", "notice", "queued"] == 1
    assert told["giljabi_ledger_oldest_seconds", "notice", "queued"] == 0


async def test_without_a_key_only_direct_requests_of_this_machine_may_read(
    sample_url: str, server: BotApiServer
) -> None:
    async with telegram_scene(sample_url, server, BEFORE) as scene:
        assert (await get(scene))[0] == 200
        assert await get(scene, **{"X-Forwarded-For": "127.0.0.1"}) == (403, "")
        assert await get(scene, Forwarded="for=10.0.0.1") == (403, "")


async def test_with_a_key_the_token_is_needed(sample_url: str, server: BotApiServer) -> None:
    async with telegram_scene(sample_url, server, BEFORE, secret_key=KEY) as scene:
        assert await get(scene) == (403, "")
        assert await get(scene, Authorization="Bearer wrong") == (403, "")
        assert await get(scene, Authorization=metrics_token(SecretStr(KEY))) == (403, "")
        token = metrics_token(SecretStr(KEY))
        assert (await get(scene, Authorization=f"Bearer {token}", **{"X-Forwarded-For": "10.0.0.1"}))[0] == 200


def test_the_command_prints_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GILJABI_SECRET_KEY", KEY)
    key = read_settings().secret_key
    assert key is not None
    assert RUN.invoke(app, ["metrics-token"]).output.strip() == metrics_token(key)
    monkeypatch.delenv("GILJABI_SECRET_KEY")
    assert RUN.invoke(app, ["metrics-token"]).exit_code == 1


def test_pauses_are_counted_by_scope() -> None:
    metrics = Metrics()
    for address in (None, "7", "7"):
        metrics.paused(Pause("telegram", address, timedelta(seconds=3)))
    counts = {
        scope: metrics.registry.get_sample_value("giljabi_flood_waits_total", {"channel": "telegram", "scope": scope})
        for scope in ("all", "chat")
    }
    assert counts == {"all": 1, "chat": 2}
