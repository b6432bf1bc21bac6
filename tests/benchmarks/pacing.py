"""Our pacing beside python-telegram-bot's `AIORateLimiter`, in one run, each before its own copy of the same server.

    python -m tests.benchmarks.pacing [--json]

Three broadcasts at once (they mostly wait), about a minute: one before Telegram's published limits, one before a server
that silently allows less, one during which people ask for replies. Then, without limits, the CPU of a message beside a
bare loop of `Bot.send_message` on the same HTTP backend. Exits with 1 where an aim is missed.
"""

import argparse
import asyncio
import contextlib
import gc
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bot.channel import Call
from bot.clock import Clock
from bot.dispatch import Dispatcher, Ended, Job, Lane
from bot.pacing import Pace
from bot.telegram_bot import TelegramBot
from bot.telegram_channel import TelegramChannel
from bot.telegram_http import AiohttpRequest
from tests.bot_api import TOKEN

ROOT = Path(__file__).parents[2]
FIRST = 1000  # the first person's id
PEOPLE, BULK, REPLIES, REPLY_EVERY = 900, 600, 60, 0.3
PUBLISHED, SILENT = 30, 20
MESSAGES, ROUNDS = 3000, 3  # without limits
TIME_MAX, REFUSED_MAX = 80.0, 15
RETRIES = 10  # AIORateLimiter's own default, 0, drops every message that meets a 429
TEXT = "30분 뒤 08:20에 호텔 로비에서 모여요."

Say = Callable[[int, Lane], Awaitable[bool]]


@dataclass(slots=True)
class Course:
    """What came of one broadcast."""

    delivered: int = 0
    seconds: float = 0.0
    refused: int = 0
    waits: list[float] = field(default_factory=list)

    @property
    def slow_wait(self) -> float:
        """What 95 of 100 replies waited at most; seconds."""
        return sorted(self.waits)[int(len(self.waits) * 0.95)] if self.waits else 0.0


@contextlib.asynccontextmanager
async def local_server(limits: Mapping[str, float]) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """Run the local Bot API server as a process; gives its URL and a session to control it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot_api", "--counts-only", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as control:
            for what, body in (("join", {"people": 2 * MESSAGES, "first": FIRST}), ("limits", limits)):
                (await control.post(f"{url}/control/{what}", json=body)).raise_for_status()
            yield url, control
    finally:
        process.terminate()
        await process.wait()


@contextlib.asynccontextmanager
async def ours(url: str, pace: Pace) -> AsyncIterator[Say]:
    """Say things through the dispatcher."""
    ends: dict[str, asyncio.Future[bool]] = {}

    def on_end(end: Ended) -> None:
        if not end.retrying:
            ends.pop(end.job.key).set_result(end.problem is None)

    async with TelegramBot(TOKEN, url) as bot:
        dispatcher = Dispatcher({"telegram": TelegramChannel(bot)}, {"telegram": pace}, Clock(), on_end)
        running = asyncio.create_task(dispatcher.run())

        def say(person: int, lane: Lane) -> Awaitable[bool]:
            key, calls = f"{lane}:{person}", (Call("sendMessage", {"text": TEXT}),)
            ends[key] = asyncio.get_running_loop().create_future()
            dispatcher.submit(Job(key, lane, "telegram", str(person), calls))
            return ends[key]

        yield say
        await dispatcher.drain(1)
        await running


@contextlib.asynccontextmanager
async def reference(url: str, limiter: AIORateLimiter | None) -> AsyncIterator[Say]:
    """Say things through python-telegram-bot, with its rate limiter or bare."""
    request, polling = AiohttpRequest(), AiohttpRequest()
    async with ExtBot(
        TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=polling, rate_limiter=limiter
    ) as bot:

        async def say(person: int, lane: Lane) -> bool:
            del lane
            try:
                await bot.send_message(person, TEXT, pool_timeout=TIME_MAX)
            except TelegramError:
                return False
            return True

        yield say


async def broadcast(say: Say, people: int, replies: int) -> Course:
    """Write to everybody at once, and to some who ask meanwhile."""
    course, began = Course(), time.perf_counter()

    async def one(person: int, lane: Lane, after: float) -> None:
        await asyncio.sleep(after)
        asked = time.perf_counter()
        if await say(person, lane):
            now = time.perf_counter()
            course.delivered, course.seconds = course.delivered + 1, now - began
            if lane is Lane.REPLY:
                course.waits.append(now - asked)

    bulk = [one(FIRST + number, Lane.NOTICE, 0) for number in range(people)]
    asking = [one(FIRST + people + number, Lane.REPLY, (number + 1) * REPLY_EVERY) for number in range(replies)]
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(TIME_MAX):
            await asyncio.gather(*bulk, *asking)
    return course


async def paced(who: str, limits: Mapping[str, float], people: int, replies: int = 0) -> Course:
    """Play one broadcast before a server with limits."""
    async with local_server(limits) as (url, control):
        speaker = ours(url, Pace.telegram()) if who == "ours" else reference(url, AIORateLimiter(max_retries=RETRIES))
        async with speaker as say:
            course = await broadcast(say, people, replies)
        counts = await (await control.post(f"{url}/control/counts")).json()
    course.refused = counts["calls"]["sendMessage"].get("429", 0)
    return course


async def unlimited() -> tuple[float, float]:
    """Measure without limits, the best of some rounds: our CPU and our time as ratios to those of a bare loop."""
    mine: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    async with (
        local_server({}) as (url, _),
        ours(url, Pace.unlimited()) as say,
        reference(url, None) as say_bare,
    ):
        for _ in range(ROUNDS):
            began = _spent()
            await asyncio.gather(*[say(FIRST + number, Lane.NOTICE) for number in range(MESSAGES)])
            between = _spent()
            for number in range(MESSAGES):
                await say_bare(FIRST + number, Lane.NOTICE)
            ended = _spent()
            mine.append((between[0] - began[0], between[1] - began[1]))
            bare.append((ended[0] - between[0], ended[1] - between[1]))
    return min(cpu for cpu, _ in mine) / min(cpu for cpu, _ in bare), min(t for _, t in mine) / min(t for _, t in bare)


def _spent() -> tuple[float, float]:
    gc.collect()
    return time.process_time(), time.perf_counter()


async def measure() -> list[dict[str, Any]]:
    """Measure everything; gives the rows of the table."""
    published = {"global_per_second": PUBLISHED, "private_per_second": 1}
    silent = published | {"silent_global_per_second": SILENT}
    names = ("ours", "AIORateLimiter")
    runs = [paced(who, limits, PEOPLE) for limits in (published, silent) for who in names]
    runs += [paced(who, published, BULK, REPLIES) for who in names]
    known, known_ref, hidden, hidden_ref, asked, asked_ref = await asyncio.gather(*runs)
    cpu, seconds = await unlimited()
    ideal, ideal_hidden = PEOPLE / PUBLISHED, PEOPLE / SILENT
    return [
        _row("30/s published: messages lost", PEOPLE - known.delivered, PEOPLE - known_ref.delivered, 0),
        _row("30/s published: time / ideal", known.seconds / ideal, known_ref.seconds / ideal, 1.05),
        _row("30/s published: answers of 429", known.refused, known_ref.refused, 0),
        _row("20/s silently: messages lost", PEOPLE - hidden.delivered, PEOPLE - hidden_ref.delivered, 0),
        _row("20/s silently: time / ideal", hidden.seconds / ideal_hidden, hidden_ref.seconds / ideal_hidden, 1.25),
        _row("20/s silently: answers of 429", hidden.refused, hidden_ref.refused, REFUSED_MAX - 1),
        _row("replies in a broadcast: unanswered", REPLIES - len(asked.waits), REPLIES - len(asked_ref.waits), 0),
        _row("replies in a broadcast: 95% wait, s", asked.slow_wait, asked_ref.slow_wait, 1.5),
        _row("no limits: CPU / bare loop", cpu, 1.0, 2.0),
        _row("no limits: time / bare loop", seconds, 1.0, 1.0),
    ]


def _row(what: str, ours_is: float, reference_is: float, aim: float) -> dict[str, Any]:
    met = ours_is <= aim
    return {"what": what, "ours": round(ours_is, 3), "reference": round(reference_is, 3), "aim": aim, "met": met}


def main() -> int:
    """Measure, print, and tell whether every aim is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pacing", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    as_json = parser.parse_args().json
    rows = asyncio.run(measure())
    if as_json:
        print(json.dumps({"benchmark": "pacing", "reference": "AIORateLimiter", "rows": rows}))
    else:
        print(f"{'':38}{'ours':>9}{'reference':>11}{'aim':>5}")
        for row in rows:
            mark = "" if row["met"] else "  MISSED"
            print(f"{row['what']:38}{row['ours']:9g}{row['reference']:11g}  ≤ {row['aim']:<6g}{mark}".rstrip())
    return 0 if all(row["met"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
