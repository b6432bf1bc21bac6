"""What `giljabi run` logs of people: nothing. A real process, marked names, numbers and words, all that it wrote."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.database import Database
from handlers.invitations import invite
from handlers.notices import Notice, queue
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind
from schedule_data.members import members_of
from schedule_data.people import Role
from tests.bot_api import BotApiServer, Kind
from tests.build import document, load, member, stop

ROOT = Path(__file__).parents[2]
NAMES = ("표식이름하나", "표식이름둘", "표식이름셋")
PHONE = "+82-10-7777-0"
WORDS = "표식낱말"
TOKEN = "7000000001:AAE-marked-token-marked-token-marked"
WAIT = 30.0
MARKS = (*NAMES, PHONE, PHONE.replace("-", ""), WORDS, TOKEN, TOKEN.partition(":")[2], "표식회사")


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(TOKEN) as running:
        yield running


def _fill(url: str) -> list[str]:
    """Load a tour of marked people, and give their invitations."""
    at = datetime.now(UTC)
    days = [(at.date() + timedelta(days=number)).isoformat() for number in range(3)]
    content = document() | {"starts": days[0], "ends": days[2], "days": {days[1]: [stop("walk", "09:00")]}}
    database = Database(url)
    with database.unit() as session:
        load(session, content, at)
        roles = (Role.LEADER, Role.PARTICIPANT, Role.PARTICIPANT)
        people = [
            member(session, name, role=role, phone=f"{PHONE}{number}", company="표식회사")
            for number, (name, role) in enumerate(zip(NAMES, roles, strict=True))
        ]
        codes = [invite(session, one.id, at) for one in people]
    database.close()
    return codes


def _notice(url: str, kind: NoticeKind = NoticeKind.REMINDER) -> None:
    """Queue a notice to everybody: one that can be told, and one whose words fail."""
    database = Database(url)
    with database.unit() as session:
        people = members_of(session, "city-1")
        for payload in ({"stop": "walk", "said": WORDS}, {"odd": WORDS}):
            queue(session, Notice("city-1", kind, payload, urgent=True), people, datetime.now(UTC))
    database.close()


async def _settled(url: str) -> None:
    database = Database(url)
    open_ = select(DeliveryRow.id).where(DeliveryRow.state.in_((DeliveryState.QUEUED, DeliveryState.SENDING)))
    async with asyncio.timeout(WAIT):
        while await database.run(lambda session: session.scalars(open_).first()):  # noqa: ASYNC110 - the rows say it
            await asyncio.sleep(0.1)
    database.close()


async def _talk(server: BotApiServer, codes: list[str]) -> None:
    """Join, ask, send nonsense, let the messenger make every kind of trouble."""
    people = [server.user(number) for number in range(1, 4)]
    for one, code in zip(people, codes, strict=True):
        one.chat.name = NAMES[0]
        await one.start(code)
    await server.wait_for(lambda: server.calls.count("sendMessage") >= 3, WAIT)
    for kind in (Kind.TOO_MANY, Kind.SERVER_ERROR, Kind.ANSWER_LOST, Kind.BAD_REQUEST):
        server.faults.add(kind, method="sendMessage", description=f"{WORDS} {PHONE}1")
    said = (f"{WORDS} 어디예요?", "샤오미 몇 시예요?", f"공지 {WORDS}", f"{PHONE}9", "다음 일정")
    before = server.calls.count("sendMessage")
    for one in people:
        for text in said:
            await one.send(text)
    await people[2].block()
    await server.wait_for(lambda: server.calls.count("sendMessage") >= before + 8, WAIT)


async def test_nothing_of_people_is_logged(tmp_path: Path, server: BotApiServer) -> None:
    url = f"sqlite:///{tmp_path}/logs.db"
    codes = _fill(url)
    environment = {
        **os.environ,
        "GILJABI_DATABASE_URL": url,
        "GILJABI_TELEGRAM_TOKEN": TOKEN,
        "GILJABI_TELEGRAM_API_URL": server.url,
        "GILJABI_PORT": "0",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        await _talk(server, codes)
        _notice(url)
        await _settled(url)
    finally:
        process.terminate()
        written, _ = await asyncio.wait_for(process.communicate(), WAIT)
    text = written.decode()
    assert process.returncode == 0
    assert '"event": "running"' in text
    assert "notice can't be put into words" in text
    assert [mark for mark in (*MARKS, *codes) if mark in text] == []
