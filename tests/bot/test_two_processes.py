"""`giljabi run` in two parts on one SQLite file: what is served answers itself, what works reminds and sends."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select, update

from bot.database import Database
from bot.kakao_secret import HEADER, skill_path
from bot.tables import PushRow, UpdateRow, UpdateState
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind
from schedule_data.members import members_of
from tests.benchmarks.processes import Program, program
from tests.delegation import TOUR, Delegate, load_delegation
from tests.kakao_api import skill_requests
from tests.kakao_api.server import KakaoServer
from tests.kakao_api.skill_caller import SkillCaller

SECRET = "a-secret-of-the-two-processes"
PEOPLE = 5
SECONDS = 40.0
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Hall:
    """A database with a delegation, and a local Kakao beside it."""

    def __init__(self, folder: Path, kakao: KakaoServer, http: aiohttp.ClientSession) -> None:
        self.url = f"sqlite:///{folder}/giljabi.db"
        self.database = Database(self.url)
        first_day = datetime.now(UTC).date() + timedelta(days=2)  # no reminder falls into the test
        self.delegates: list[Delegate] = load_delegation(self.database, folder, people=PEOPLE, first_day=first_day)
        self.kakao = kakao
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        kakao.skill = SkillCaller(http, f"http://127.0.0.1:{self.port}{skill_path(SECRET)}", {HEADER: SECRET})
        self.caller = kakao.skill

    def part(self, *words: str) -> AbstractAsyncContextManager[Program]:
        """Run `giljabi run` with these words."""
        environment = {
            "GILJABI_DATABASE_URL": self.url,
            "GILJABI_KAKAO_SKILL_SECRET": SECRET,
            "GILJABI_KAKAO_BOT_ID": self.kakao.bot_id,
            "GILJABI_KAKAO_REST_KEY": self.kakao.rest_key,
            "GILJABI_KAKAO_API_URL": self.kakao.url,
            "GILJABI_PORT": str(self.port),
        }
        return program("-m", "bot", "run", *words, environment=environment)

    async def listening(self) -> None:
        """Wait until the web part takes calls."""
        async with asyncio.timeout(SECONDS):
            while True:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                except OSError:
                    await asyncio.sleep(0.05)
                else:
                    writer.close()
                    return

    async def join(self) -> None:
        """Have everybody join on KakaoTalk."""
        for number, delegate in enumerate(self.delegates):
            turn = await self.caller.call(skill_requests.message(delegate.code, f"user-{number}"))
            assert delegate.name in turn.text()

    def announce(self) -> int:
        """Queue a reminder for everybody; give the notice."""
        with self.database.unit() as session:
            reminder = Notice(TOUR, NoticeKind.REMINDER, {"stop": "d2-xiaomi"})
            return queue(session, reminder, members_of(session, TOUR), datetime.now(UTC))

    def states(self) -> set[str]:
        """Give the states that deliveries are in."""
        with self.database.reading() as session:
            return set(session.scalars(select(DeliveryRow.state)))

    def outcomes(self) -> set[str]:
        """Give what became of pushes."""
        with self.database.reading() as session:
            return set(session.scalars(select(PushRow.outcome)))

    async def until(self, look: Callable[[], object], told: object) -> None:
        """Wait until a look at the database gives `told`."""
        async with asyncio.timeout(SECONDS):
            while look() != told:  # noqa: ASYNC110 - another process writes, which sets no event here
                await asyncio.sleep(0.05)


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    kakao = KakaoServer()
    async with kakao.running(), aiohttp.ClientSession() as http:
        made = Hall(tmp_path, kakao, http)
        yield made
        made.database.close()


async def test_each_part_does_its_share(hall: Hall) -> None:
    async with hall.part("--only", "web") as web, hall.part("--only", "worker") as worker:
        await hall.listening()
        await hall.join()
        assert "08:20" in (await hall.caller.call(skill_requests.message("샤오미 몇 시에 모여요?", "user-1"))).text()
        hall.caller.turns.clear()
        hall.announce()
        await hall.until(hall.states, {DeliveryState.ACCEPTED})
        assert [len(event["user"]) for event in hall.kakao.events] == [PEOPLE]
        assert sorted(turn.failure is None and "08:20" in turn.text() for turn in hall.caller.turns) == [True] * PEOPLE
        await hall.until(hall.outcomes, {"reached"})
        await worker.stop()
        assert "08:20" in (await hall.caller.call(skill_requests.message("샤오미 몇 시에 모여요?", "user-2"))).text()
        await web.stop()
        assert (web.process.returncode, worker.process.returncode) == (0, 0)
    with hall.database.reading() as session:
        assert set(session.scalars(select(UpdateRow.state))) == {UpdateState.DONE}


async def test_each_part_recovers_only_what_it_takes_in(hall: Hall) -> None:
    with hall.database.unit() as session:
        session.add_all(
            UpdateRow(
                channel=channel,
                update_key="left-over",
                sender=f"{channel}-1",
                body={"text": "도움말"},
                state=UpdateState.RECEIVED,
                received_at=datetime.now(UTC),
            )
            for channel in ("kakao", "telegram")
        )

    def states() -> dict[str, str]:
        with hall.database.reading() as session:
            return {row.channel: row.state for row in session.execute(select(UpdateRow.channel, UpdateRow.state))}

    async with hall.part("--only", "web"):
        await hall.until(states, {"kakao": UpdateState.DONE, "telegram": UpdateState.RECEIVED})


async def test_killed_between_acceptance_and_result_nothing_is_sent_twice_and_the_result_is_known(hall: Hall) -> None:
    async with hall.part("--only", "web"):
        await hall.listening()
        await hall.join()
        hall.kakao.friends = {"user-0"}
        async with hall.part("--only", "worker") as worker:
            hall.announce()
            await hall.until(hall.outcomes, {""})
            worker.process.send_signal(signal.SIGKILL)
            await worker.process.wait()
        with hall.database.unit() as session:
            session.execute(update(PushRow).values(look_at=LONG_AGO))
        async with hall.part("--only", "worker"):
            await hall.until(hall.outcomes, {"reached", "missed"})
            await hall.until(hall.states, {DeliveryState.ACCEPTED, DeliveryState.FAILED})
    assert [len(event["user"]) for event in hall.kakao.events] == [PEOPLE]
    with hall.database.reading() as session:
        told = select(AccountRow.address).where(AccountRow.unreachable == "")
        assert session.scalars(told).all() == ["user-0"]
