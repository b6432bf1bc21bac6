"""The reference echoes every text once and measures more than nothing."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from tests.bot_api import BotApiServer

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("backend", "concurrent"), [("aiohttp", 8), ("httpx", 0)])
async def test_every_text_is_echoed_once(backend: str, concurrent: int) -> None:
    async with BotApiServer() as server:
        for number in range(40):
            await server.user(1 + number % 10).send(f"text {number}")
        command = ["-m", "tests.benchmarks.echo_reference", "--url", server.url, "--token", server.token]
        command += ["--echoes", "40", "--backend", backend, "--concurrent", str(concurrent)]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE
        )
        report = json.loads((await process.communicate())[0])
        echoed = sorted(message.text for number in range(10) for message in server.user(1 + number).messages)
    assert echoed == sorted(f"text {number}" for number in range(40))
    assert (report["answered"], report["failed"], report["backend"]) == (40, 0, backend)
    assert report["cpu_seconds"] > 0
