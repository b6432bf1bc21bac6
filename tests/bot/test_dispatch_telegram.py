"""The dispatcher on Telegram's channel over HTTP, against the local Bot API server. Real time: seconds, no more."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable

import pytest

from bot.channel import Call
from bot.clock import Clock
from bot.dispatch import Dispatcher, Ended, Job, Lane
from bot.outcomes import Moved, OutcomeUnknown, Paused, Unavailable, Unreachable
from bot.pacing import Pace
from bot.telegram_bot import TelegramBot
from bot.telegram_channel import TelegramChannel
from tests.bot_api import TELEGRAM, BotApiServer, Kind


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer() as running:
        running.flood.set(TELEGRAM)
        yield running


def _job(address: int, text: str = "hello", lane: Lane = Lane.NOTICE) -> Job:
    call = Call("sendMessage", {"text": text, "parse_mode": "HTML"})
    return Job(f"{address}/{text}", lane, "telegram", str(address), (call,))


async def _send(server: BotApiServer, jobs: list[Job], on_end: Callable[[Dispatcher, Ended], bool]) -> list[Ended]:
    """Send over HTTP until `on_end` says that it was the last."""
    ends: list[Ended] = []
    done = asyncio.Event()

    def note(end: Ended) -> None:
        ends.append(end)
        if on_end(dispatcher, end):
            done.set()

    async with TelegramBot(server.token, server.url) as bot:
        channels = {"telegram": TelegramChannel(bot)}
        rng = random.Random(3)  # noqa: S311 - reproducible jitter, no secret
        dispatcher = Dispatcher(channels, {"telegram": Pace.telegram()}, Clock(), note, rng=rng)
        for job in jobs:
            dispatcher.submit(job)
        running = asyncio.create_task(dispatcher.run())
        async with asyncio.timeout(30):
            await done.wait()
            await dispatcher.drain(5)
            await running
    return ends


async def test_every_kind_of_trouble_ends_as_it_should(server: BotApiServer) -> None:
    for person in range(1, 9):
        await server.user(person).start()
    await server.user(2).block()
    server.migrate(server.group(-5), -1005)
    server.faults.add(Kind.ANSWER_LOST, method="sendMessage", chat=5)
    server.faults.add(Kind.SERVER_ERROR, method="sendMessage", chat=6)
    server.faults.add(Kind.TOO_MANY, method="sendMessage", chat=7, retry_after=1)
    server.faults.add(Kind.RESET, method="sendMessage", chat=8)
    left = {1, 2, 3, 4, 5, 6, 7, 8, -1005, 99}

    def follow(dispatcher: Dispatcher, end: Ended) -> bool:
        if isinstance(end.problem, Moved):
            dispatcher.submit(_job(int(end.problem.address)))
        if not end.retrying:
            left.discard(int(end.job.address))
        return not left

    jobs = [_job(chat, "<b>broken" if chat == 4 else "hello") for chat in (1, 2, 3, 4, 5, 6, 7, 8, -5, 99)]
    ends = await _send(server, jobs, follow)
    final = {int(end.job.address): type(end.problem) for end in ends if not end.retrying}
    tried = {int(end.job.address): type(end.problem) for end in ends if end.retrying}
    fine = dict.fromkeys((1, 3, 4, 5, 6, 7, 8, -1005), type(None))
    assert final == fine | {2: Unreachable, -5: Moved, 99: Unreachable}
    assert tried == {5: OutcomeUnknown, 6: Unavailable, 7: Paused, 8: OutcomeUnknown}
    # Only the message whose answer was lost came twice.
    assert {chat: number for chat, number in server.calls.stored_per_chat.items() if number != 1} == {5: 2}


async def test_burst_over_http_keeps_within_the_limits(server: BotApiServer) -> None:
    people = 75
    for person in range(1, people + 1):
        await server.user(person).start()
    left = {str(person) for person in range(1, people + 1)}

    def count(_: Dispatcher, end: Ended) -> bool:
        left.discard(end.job.address)
        return not left

    began = server.now()
    await _send(server, [_job(person) for person in range(1, people + 1)], count)
    assert server.calls.count("sendMessage", 429) == 0
    assert server.calls.count("sendMessage", 200) == people
    assert server.now() - began < 2 * people / 30
