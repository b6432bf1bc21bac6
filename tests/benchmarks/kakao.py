"""How long KakaoTalk waits for an answer: at 50 calls a second, told against a bare route with a constant response.

    python -m tests.benchmarks.kakao [--json]

The whole path over HTTP: the real `giljabi run`, the durable inbox on SQLite (a file, `synchronous=FULL`),
understanding, answers, rendering. Calls leave at their times whatever became of the ones before, and a call's time runs
from when it should have left. Of the rounds the best counts: other work of the machine only ever adds. Exit 1 where the
aim is missed, or an answer is none that Kakao takes.
"""

import argparse
import asyncio
import socket
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

from bot.database import Database
from bot.kakao_check import check_response
from bot.kakao_secret import HEADER, skill_path
from tests.benchmarks.crowd import QUESTIONS
from tests.benchmarks.processes import Program, program
from tests.benchmarks.report import Figure, tell
from tests.delegation import load_delegation
from tests.kakao_api import skill_requests

PER_SECOND = 50
SECONDS = 6
ROUNDS = 3
PEOPLE = 60
P99_AIM_MS = 50.0
DAYS_AHEAD = 2  # the tour begins in so many days: no reminder falls into the measurement
START_SECONDS = 30.0
SECRET = "a-secret-of-the-benchmark"


@dataclass(slots=True)
class Subject:
    """A skill, how long each call of its rounds took (milliseconds), and the CPU that the rounds used (seconds)."""

    name: str
    url: str
    program: Program
    rounds: list[list[float]] = field(default_factory=list)
    cpu: float = 0.0

    def percentile(self, share: float) -> float:
        """Give the time that so large a share of a round's calls stayed within, of the best round."""
        return min(sorted(times)[min(len(times) - 1, int(len(times) * share))] for times in self.rounds)


async def measure() -> list[Figure]:
    """Measure both in turn, round by round.

    Raises:
        ValueError: a call was not answered as Kakao takes it.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        http = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
        ours = await _giljabi(stack, http, folder)
        bare = await _bare(stack)
        for subject in (ours, bare):
            await _rush(http, subject, seconds=1)
            subject.rounds.clear()
            subject.cpu = 0.0
        for _ in range(ROUNDS):
            for subject in (ours, bare):
                await _rush(http, subject, seconds=SECONDS)
        return _figures(ours, bare)


async def _giljabi(stack: AsyncExitStack, http: aiohttp.ClientSession, folder: Path) -> Subject:
    url = f"sqlite:///{folder}/giljabi.db"
    database = Database(url)
    first_day = datetime.now(UTC).date() + timedelta(days=DAYS_AHEAD)
    delegates = load_delegation(database, folder, people=PEOPLE, first_day=first_day)
    database.close()
    port = _free_port()
    environment = {"GILJABI_DATABASE_URL": url, "GILJABI_KAKAO_SKILL_SECRET": SECRET, "GILJABI_PORT": str(port)}
    running = await stack.enter_async_context(program("-m", "bot", "run", environment=environment))
    await _until_it_listens(port)
    subject = Subject("Giljabi", f"http://127.0.0.1:{port}{skill_path(SECRET)}", running)
    for number, delegate in enumerate(delegates):
        _judge(await _post(http, subject, delegate.code, f"user-{number}"), delegate.name)
    return subject


async def _bare(stack: AsyncExitStack) -> Subject:
    port = _free_port()
    running = await stack.enter_async_context(program("-m", "tests.benchmarks.skill_reference", "--port", str(port)))
    await _until_it_listens(port)
    return Subject("bare Starlette route", f"http://127.0.0.1:{port}{skill_path(SECRET)}", running)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def _until_it_listens(port: int) -> None:
    async with asyncio.timeout(START_SECONDS):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


async def _rush(http: aiohttp.ClientSession, subject: Subject, *, seconds: float) -> None:
    """Call at an even pace, and note how long after its time each call was answered; judge the answers at the end."""
    began, cpu = time.perf_counter(), subject.program.cpu_seconds()
    moments = [began + number / PER_SECOND for number in range(int(seconds * PER_SECOND))]
    calls = [_call_at(http, subject, moment, number) for number, moment in enumerate(moments)]
    answered = await asyncio.gather(*calls)
    subject.cpu += subject.program.cpu_seconds() - cpu
    subject.rounds.append([took for _, took in answered])
    for response, _ in answered:
        _judge(response)


async def _call_at(
    http: aiohttp.ClientSession, subject: Subject, moment: float, number: int
) -> tuple[dict[str, Any], float]:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))
    response = await _post(http, subject, QUESTIONS[number % len(QUESTIONS)], f"user-{number % PEOPLE}")
    return response, (time.perf_counter() - moment) * 1000


async def _post(http: aiohttp.ClientSession, subject: Subject, words: str, user: str) -> dict[str, Any]:
    body = skill_requests.message(words, user)
    headers = {HEADER: SECRET, "X-Request-Id": str(uuid4())}
    async with http.post(subject.url, json=body, headers=headers) as answer:
        answer.raise_for_status()
        return dict(await answer.json())


def _judge(response: dict[str, Any], words: str = "") -> None:
    problems = [problem.text for problem in check_response(response) if problem.severity == "error"]
    if problems or words not in str(response) or "지금은 답을" in str(response):
        raise ValueError(f"not answered as Kakao takes it: {problems}")


def _figures(ours: Subject, bare: Subject) -> list[Figure]:
    figures = []
    for subject, aim in ((ours, P99_AIM_MS), (bare, None)):
        figures.append(Figure(subject.name, "median", subject.percentile(0.5), "ms"))
        figures.append(Figure(subject.name, "p99", subject.percentile(0.99), "ms", aim))
        figures.append(Figure(subject.name, "longest", subject.percentile(1.0), "ms"))
        calls = sum(map(len, subject.rounds))
        figures.append(Figure(subject.name, "CPU per call", subject.cpu / calls * 1000, "ms"))
    ratio = ours.percentile(0.99) / bare.percentile(0.99)
    return [*figures, Figure("Giljabi / bare route", "p99", ratio, "x")]


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.kakao")
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    tell(asyncio.run(measure()), as_json=as_json)


if __name__ == "__main__":
    main()
