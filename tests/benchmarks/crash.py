"""SIGKILL in the middle of the work: who is missed, who is told twice; beside plain python-telegram-bot.

    python -m tests.benchmarks.crash [--json]

A notice for 500 people is sent by `giljabi run`, which is killed at 20 random moments (seeded) and started again. Then
300 people's messages wait, and the program that answers them is killed in the middle and started again; once more with
python-telegram-bot as its manual shows it (the reference). All against the local Bot API server as a process of its
own. About two minutes. Exits with 1 where an aim is missed.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from sqlalchemy import func, insert, select

from bot.database import Database
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, AttendanceRow, DeliveryRow, DeliveryState, NoticeKind
from schedule_data.members import members_of
from schedule_data.tables import MemberRow
from tests.benchmarks.pacing import FIRST, local_server
from tests.benchmarks.report import Figure, tell
from tests.bot_api import TOKEN
from tests.build import document, load, stop

ROOT = Path(__file__).parents[2]
PEOPLE, KILLS, WAITING = 500, 20, 300
SEED = 20250922
PER_SECOND = 40  # so that the notice lasts for twenty lives
LATENCY = 0.05  # seconds; calls are under way for so long
LONGEST_LIFE = 0.6  # seconds of sending before a kill
# A call is under way from when it arrives until its row is committed: the latency, the ledger's linger, a commit.
UNDER_WAY = LATENCY + 0.07  # seconds
WAIT_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What came of the notice: people whom it missed, messages too many, and how many were under way at the kills."""

    missed: int
    repeated: int
    under_way: int
    kills: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of the waiting messages: people without an answer, people whose message was acted on twice."""

    unanswered: int
    twice: int
    answered_twice: int


Control = Callable[..., Awaitable[Mapping[str, Any]]]


def controlling(session: ClientSession, url: str) -> Control:
    """Give a way to ask things of the server."""

    async def ask(what: str, **body: object) -> Mapping[str, Any]:
        async with session.post(f"{url}/control/{what}", json=body) as response:
            answer: Mapping[str, Any] = await response.json()
        return answer

    return ask


async def start(command: Sequence[str], environment: Mapping[str, str]) -> Process:
    """Start `python COMMAND…`."""
    return await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env={**os.environ, **environment}, stdout=DEVNULL, stderr=DEVNULL
    )


async def kill(process: Process) -> None:
    """End it as a power cut does.

    Raises:
        ChildProcessError: it had ended by itself.
    """
    if process.returncode is not None:
        raise ChildProcessError(f"the program ended by itself with {process.returncode}")
    process.send_signal(signal.SIGKILL)
    await process.wait()


def giljabi(url: str, database: str, per_second: float) -> dict[str, str]:
    """Give the environment of `giljabi run --only worker`."""
    return {
        "GILJABI_DATABASE_URL": database,
        "GILJABI_TELEGRAM_TOKEN": TOKEN,
        "GILJABI_TELEGRAM_API_URL": url,
        "GILJABI_TELEGRAM_PER_SECOND": str(per_second),
    }


RUN = ("-m", "bot", "run", "--only", "worker")


def fill(database: Database, people: int) -> None:
    """Load a tour that gathers tomorrow, and people with their Telegram accounts."""
    at = datetime.now(UTC)
    days = [(at.date() + timedelta(days=number)).isoformat() for number in range(3)]
    content = document() | {
        "starts": days[0],
        "ends": days[2],
        "remind": [],
        "days": {days[1]: [stop("walk", "09:00")]},
    }
    with database.unit() as session:
        load(session, content, at)
        session.execute(
            insert(MemberRow),
            [{"tour_id": "city-1", "name": f"사람 {number}", "group": ""} for number in range(people)],
        )
        accounts = [
            {"channel": "telegram", "address": str(FIRST + number), "member_id": one.id, "created_at": at}
            for number, one in enumerate(members_of(session, "city-1"))
        ]
        session.execute(insert(AccountRow), accounts)


async def broadcast(folder: Path) -> Broadcast:
    """Send one notice through many lives."""
    rng = random.Random(SEED)  # noqa: S311 - reproducible moments, no secret
    address = f"sqlite:///{folder}/broadcast.db"
    database = Database(address)
    fill(database, PEOPLE)
    async with local_server({}) as (url, session):
        control = controlling(session, url)
        await control("latency", seconds=LATENCY)
        with database.unit() as unit:
            people = members_of(unit, "city-1")
            queue(unit, Notice("city-1", NoticeKind.REMINDER, {"stop": "walk"}), people, datetime.now(UTC))
        kills, under_way = 0, 0
        environment = giljabi(url, address, PER_SECOND)
        while kills < KILLS:
            before = await _sent(control)
            process = await start(RUN, environment)
            await control("wait", method="sendMessage", count=before + 1, timeout=WAIT_SECONDS)
            await asyncio.sleep(rng.uniform(0, LONGEST_LIFE))
            sent = await _sent(control)
            await asyncio.sleep(UNDER_WAY)
            await kill(process)
            kills += 1
            under_way += await _sent(control) - sent
        process = await start(RUN, environment)
        await _until(lambda: _settled(database) == PEOPLE)
        await kill(process)
        counts = (await control("counts"))["stored"]
    database.close()
    stored = [int(counts.get(str(FIRST + number), 0)) for number in range(PEOPLE)]
    missed, repeated = sum(count == 0 for count in stored), sum(max(0, count - 1) for count in stored)
    return Broadcast(missed, repeated, under_way, kills)


async def _sent(control: Control) -> int:
    return sum((await control("counts"))["calls"].get("sendMessage", {}).values())


def _settled(database: Database) -> int:
    with database.reading() as session:
        accepted = DeliveryRow.state == DeliveryState.ACCEPTED
        return session.scalar(select(func.count()).select_from(DeliveryRow).where(accepted)) or 0


async def _until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not await asyncio.to_thread(reached):  # noqa: ASYNC110 - another process makes it true
            await asyncio.sleep(0.1)


async def answers(folder: Path) -> Answers:
    """Have the messages that wait answered by Giljabi in two lives."""
    address = f"sqlite:///{folder}/answers.db"
    database = Database(address)
    fill(database, WAITING)
    async with local_server({}) as (url, session):
        control = controlling(session, url)
        await control("latency", seconds=LATENCY)
        environment = giljabi(url, address, 0)
        first = await _two_lives(control, RUN, environment, "10분 늦어요")
        await _until(lambda: _acted(database) >= WAITING)
        counts = await _quiet(control)
    with database.reading() as unit:
        rows = unit.execute(select(AttendanceRow.member_id, func.count()).group_by(AttendanceRow.member_id)).all()
    database.close()
    await kill(first)
    stored = [int(counts.get(str(FIRST + number), 0)) for number in range(WAITING)]
    return Answers(sum(n == 0 for n in stored), sum(n > 1 for _, n in rows), sum(n > 1 for n in stored))


def _acted(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(AttendanceRow)) or 0


async def _two_lives(control: Control, command: Sequence[str], environment: Mapping[str, str], text: str) -> Process:
    """Let the messages wait, kill who answers them after the first answers, start again; give the second life."""
    await control("crowd", people=WAITING, first=FIRST, text=text)
    process = await start(command, environment)
    await control("wait", method="sendMessage", count=20, timeout=WAIT_SECONDS)
    await kill(process)
    return await start(command, environment)


async def _quiet(control: Control, seconds: float = 3.0) -> Mapping[str, int]:
    """Give what each chat was sent, once nothing has come for a while."""
    seen, since = -1, time.monotonic()
    while time.monotonic() - since < seconds:
        sent = await _sent(control)
        if sent != seen:
            seen, since = sent, time.monotonic()
        await asyncio.sleep(0.2)
    stored: Mapping[str, int] = (await control("counts"))["stored"]
    return stored


async def reference() -> Answers:
    """The same with an application of python-telegram-bot that answers each message."""
    async with local_server({}) as (url, session):
        control = controlling(session, url)
        await control("latency", seconds=LATENCY)
        command = ["-m", "tests.benchmarks.echo_reference", "--url", url, "--token", TOKEN]
        command += ["--echoes", "1000000", "--concurrent", "0"]  # one by one, as it does by default
        process = await _two_lives(control, command, {}, "hello")
        await asyncio.sleep(2)
        counts = await _quiet(control)
        await kill(process)
    stored = [int(counts.get(str(FIRST + number), 0)) for number in range(WAITING)]
    return Answers(sum(n == 0 for n in stored), 0, sum(n > 1 for n in stored))


async def measure() -> list[Figure]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as folder:
        told = await broadcast(Path(folder))
        ours = await answers(Path(folder))
    plain = await reference()
    name, waiting = f"{PEOPLE} people, {told.kills} kills", f"{WAITING} wait, 1 kill"
    return [
        Figure(name, "people missed", told.missed, "", 0),
        Figure(name, "messages under way at kills", told.under_way, ""),
        Figure(name, "messages repeated", told.repeated, "", told.under_way),
        Figure(f"{waiting}: Giljabi", "people unanswered", ours.unanswered, "", 0),
        Figure(f"{waiting}: Giljabi", "acted on twice", ours.twice, "", 0),
        Figure(f"{waiting}: Giljabi", "answered twice", ours.answered_twice, ""),
        Figure(f"{waiting}: PTB", "people unanswered", plain.unanswered, ""),
        Figure(f"{waiting}: PTB", "answered twice", plain.answered_twice, ""),
    ]


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crash", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    as_json = parser.parse_args().json
    tell(asyncio.run(measure()), as_json=as_json)


if __name__ == "__main__":
    main()
