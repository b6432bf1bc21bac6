"""Programs as processes of their own, and what they use: CPU and memory as the system counts them."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from tests.bot_api import BotApiServer

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 15.0
KEEPS_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"  # with it every start compiles our sources anew; an installation has them


class Program:
    """A running program."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._seen = psutil.Process(process.pid)

    def cpu_seconds(self) -> float:
        """Give the CPU used so far by all its threads, in user and system mode."""
        times = self._seen.cpu_times()
        return times.user + times.system

    def memory_mib(self) -> float:
        """Give the resident memory."""
        return float(self._seen.memory_info().rss) / 1024**2

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self.process.returncode is None:
            self.process.terminate()
        async with asyncio.timeout(STOP_SECONDS):
            await self.process.wait()


@asynccontextmanager
async def program(*command: str, environment: Mapping[str, str] | None = None) -> AsyncIterator[Program]:
    """Start `python COMMAND…` at the project's root, as it starts where it is installed; end it at the end."""
    inherited = {name: value for name, value in os.environ.items() if name != KEEPS_NO_BYTECODE}
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env=inherited | dict(environment or {}), stdout=DEVNULL, stderr=DEVNULL
    )
    running = Program(process)
    try:
        yield running
    finally:
        await running.stop()


def giljabi(server: BotApiServer, database_url: str) -> dict[str, str]:
    """Give the environment of `giljabi run` against a local Bot API server; the system chooses the web port."""
    return {
        "GILJABI_DATABASE_URL": database_url,
        "GILJABI_TELEGRAM_TOKEN": server.token,
        "GILJABI_TELEGRAM_API_URL": server.url,
        "GILJABI_TELEGRAM_PER_SECOND": "0",  # the server sets no limits
        "GILJABI_PORT": "0",
    }


def echo(server: BotApiServer, backend: str) -> list[str]:
    """Give the command of the reference, echoing until it is ended."""
    command = ["-m", "tests.benchmarks.echo_reference", "--url", server.url, "--token", server.token]
    return [*command, "--backend", backend, "--echoes", str(10**9), "--timeout", str(10**6)]
