"""How soon `giljabi run` asks for updates, and what memory it takes, told against a bare echo measured in the same run.

    python -m tests.benchmarks.startup [--json]

From the start of the process to the first getUpdates that the local Bot API server sees, on a database that is there
(the median of several starts); resident memory after answering two hundred people. Exit 1 where an aim is missed.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.database import Database
from tests.benchmarks.crowd import FIRST, ask
from tests.benchmarks.processes import Program, echo, giljabi, program
from tests.benchmarks.report import Figure, tell
from tests.bot_api import BotApiServer
from tests.delegation import Delegate, load_delegation

STARTS = 5
PEOPLE = 200
EACH = 5
DAYS_AHEAD = 2  # the tour begins in so many days: no reminder falls into the measurement
MOST_SECONDS = 1.5
MOST_MIB = 120.0
WAIT_SECONDS = 30.0

Start = Callable[[], AbstractAsyncContextManager[Program]]


async def measure() -> list[Figure]:
    """Start both programs in turn, then have both answer the same people."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours, theirs = [await stack.enter_async_context(BotApiServer()) for _ in range(2)]
        url = f"sqlite:///{folder}/giljabi.db"
        delegates = _prepare(url, folder)
        start: Start = lambda: program("-m", "bot", "run", environment=giljabi(ours, url))  # noqa: E731
        start_echo: Start = lambda: program(*echo(theirs, "aiohttp"))  # noqa: E731
        seconds = [(await _seconds(ours, start), await _seconds(theirs, start_echo)) for _ in range(STARTS)]
        memory = await _memory(ours, start, delegates)
        echo_memory = await _memory(theirs, start_echo, [])
    figures = [
        Figure("Giljabi", "start to first getUpdates", median(each for each, _ in seconds), "s", MOST_SECONDS),
        Figure("bare echo", "start to first getUpdates", median(each for _, each in seconds), "s"),
        Figure("Giljabi", "memory after answers", memory, "MiB", MOST_MIB),
        Figure("bare echo", "memory after answers", echo_memory, "MiB"),
    ]
    return [*figures, Figure("Giljabi / bare echo", "start", median(our / other for our, other in seconds), "x")]


def _prepare(url: str, folder: Path) -> list[Delegate]:
    database = Database(url)
    first_day = datetime.now(UTC).date() + timedelta(days=DAYS_AHEAD)
    delegates = load_delegation(database, folder, people=PEOPLE, first_day=first_day)
    database.close()
    return delegates


async def _seconds(server: BotApiServer, start: Start) -> float:
    server.calls.clear()
    began = time.perf_counter()
    async with start():
        await server.wait_for(lambda: server.updates.polling, WAIT_SECONDS)
        return time.perf_counter() - began


async def _memory(server: BotApiServer, start: Start, delegates: list[Delegate]) -> float:
    """Give the memory after everybody has joined and asked."""
    async with start() as running:
        await server.wait_for(lambda: server.updates.polling, WAIT_SECONDS)
        server.calls.clear()
        for number, delegate in enumerate(delegates):
            await server.user(FIRST + number).start(delegate.code)
        await server.wait_for(lambda: server.calls.count("sendMessage") >= len(delegates), WAIT_SECONDS)
        await ask(server, running, people=PEOPLE, each=EACH)
        return running.memory_mib()


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.startup")
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    tell(asyncio.run(measure()), as_json=as_json)


if __name__ == "__main__":
    main()
