"""`giljabi run` as a process: killed, stopped, misconfigured."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.database import Database
from bot.dispatch import MOST_UNDER_WAY
from bot.tables import UpdateRow, UpdateState
from handlers.tables import AttendanceRow
from tests.benchmarks.processes import giljabi, program
from tests.bot.telegram_scene import texts
from tests.bot_api import BotApiServer
from tests.delegation import Delegate, load_delegation

ROOT = Path(__file__).parents[2]
PEOPLE = 30
EACH = 10
SECONDS = 60.0


class Hall:
    """A database with a delegation, and its people on the server."""

    def __init__(self, server: BotApiServer, folder: Path) -> None:
        self.server = server
        self.url = f"sqlite:///{folder}/giljabi.db"
        self.database = Database(self.url)
        first_day = date.today() + timedelta(days=2)  # noqa: DTZ011 - any day to come will do
        self.delegates: list[Delegate] = load_delegation(self.database, folder, people=PEOPLE, first_day=first_day)
        self.people = [server.user(1000 + number) for number in range(PEOPLE)]

    async def joined(self) -> None:
        """Have everybody join, and wait for the welcomes."""
        for person, delegate in zip(self.people, self.delegates, strict=True):
            await person.start(delegate.code)
        await self.server.wait_for(lambda: self.server.calls.count("setMyCommands") >= PEOPLE, SECONDS)

    def tap(self) -> None:
        """Have everybody say ten times how late they come, by a button: 1, 2, ... 10 minutes."""
        for minutes in range(1, EACH + 1):
            for person in self.people:
                person.tap_data(person.messages[0], f"attendance.late?stop=d1-4paradigm&minutes={minutes}")

    def said(self) -> dict[int, list[int]]:
        """Give the minutes that each member said, in the order they were noted."""
        minutes: dict[int, list[int]] = {}
        with self.database.reading() as session:
            for row in session.execute(
                select(AttendanceRow.member_id, AttendanceRow.minutes).order_by(AttendanceRow.id)
            ):
                minutes.setdefault(row.member_id, []).append(row.minutes)
        return minutes

    def left(self) -> int:
        """Count the updates that are not done."""
        with self.database.reading() as session:
            query = select(func.count()).select_from(UpdateRow).where(UpdateRow.state != UpdateState.DONE)
            return session.scalar(query) or 0

    def answered(self) -> bool:
        """Tell whether everybody was shown the welcome and an answer to each tap."""
        return all(len({message.text for message in texts(person)}) >= 1 + EACH for person in self.people)

    def run(self) -> Any:
        """Run `giljabi run` on it."""
        return program("-m", "bot", "run", environment=giljabi(self.server, self.url))


@pytest.fixture
async def hall(server: BotApiServer, tmp_path: Path) -> AsyncIterator[Hall]:
    made = Hall(server, tmp_path)
    yield made
    made.database.close()


@pytest.mark.parametrize("sent_before", [20, 150])
async def test_killed_in_the_middle_nothing_is_lost_or_done_twice(hall: Hall, sent_before: int) -> None:
    async with hall.run() as first:
        await hall.joined()
        hall.server.latency = 0.02
        hall.tap()
        await hall.server.wait_for(lambda: hall.server.calls.count("sendMessage") >= PEOPLE + sent_before, SECONDS)
        first.process.send_signal(signal.SIGKILL)
        await first.process.wait()
    hall.server.latency = 0.0
    assert not hall.answered()
    async with hall.run() as second:
        await hall.server.wait_for(hall.answered, SECONDS)
        await second.stop()
    assert hall.said() == {delegate.member: list(range(1, EACH + 1)) for delegate in hall.delegates}
    assert hall.left() == 0
    shown = [Counter(message.text for message in texts(person)) for person in hall.people]
    assert [len(each) for each in shown] == [1 + EACH] * PEOPLE
    assert sum(each.total() - len(each) for each in shown) <= MOST_UNDER_WAY


async def test_stopped_it_finishes_what_is_under_way_and_goes_on_later(hall: Hall) -> None:
    async with hall.run() as first:
        await hall.joined()
        hall.server.latency = 0.02
        hall.tap()
        await hall.server.wait_for(lambda: hall.server.calls.count("sendMessage") >= PEOPLE + 20, SECONDS)
        await first.stop()
        assert first.process.returncode == 0
    hall.server.latency = 0.0
    async with hall.run() as second:
        await hall.server.wait_for(hall.answered, SECONDS)
        await second.stop()
    assert [len(texts(person)) for person in hall.people] == [1 + EACH] * PEOPLE
    assert hall.said() == {delegate.member: list(range(1, EACH + 1)) for delegate in hall.delegates}
    assert hall.left() == 0


async def _run(environment: dict[str, str]) -> tuple[int, str]:
    """Run `giljabi run` to its end; give the exit code and what it said."""
    process: Process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), cwd=ROOT, env={**os.environ, **environment}, stderr=PIPE
    )
    async with asyncio.timeout(SECONDS):
        _, said = await process.communicate()
    return int(process.returncode or 0), said.decode()


async def test_refused_token_is_told_and_ends_the_run(server: BotApiServer, tmp_path: Path) -> None:
    Database(url := f"sqlite:///{tmp_path}/x.db").close()
    environment = giljabi(server, url) | {"GILJABI_TELEGRAM_TOKEN": "1:" + "x" * 35}
    code, said = await _run(environment)
    assert code == 1
    assert "Telegram refuses the token" in said
    assert "GILJABI_TELEGRAM_TOKEN" in said
    assert "Traceback" not in said


async def test_busy_port_is_told_and_ends_the_run(server: BotApiServer, tmp_path: Path) -> None:
    Database(url := f"sqlite:///{tmp_path}/x.db").close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = await _run(giljabi(server, url) | {"GILJABI_PORT": str(port)})
    assert code == 1
    assert f"127.0.0.1:{port} can't be listened on" in said
    assert "GILJABI_PORT" in said
    assert "Traceback" not in said
