"""From the ledger to the messenger, rows and all, beside bare loops of `Bot.send_message`, without limits.

    python -m tests.benchmarks.delivery [--json]

A notice for thousands of people is queued in a SQLite file; the ledger claims, has it put into words, sends it and
settles the rows. The references send the same words to as many people, one by one, on the same aiohttp backend and on
python-telegram-bot's own. All in one process and one run, each round one after the other; the server is another
process. About a minute. Exits with 1 where an aim is missed.
"""

import argparse
import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from pydantic import SecretStr
from sqlalchemy import func, insert, select
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.application import Application
from bot.clock import Clock
from bot.settings import Settings
from bot.telegram_http import AiohttpRequest
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, DeliveryRow, DeliveryState, NoticeKind
from schedule_data.members import members_of
from schedule_data.tables import MemberRow
from tests.benchmarks.pacing import FIRST, local_server
from tests.benchmarks.report import Figure, tell
from tests.bot_api import TOKEN
from tests.build import document, load, stop

MESSAGES, ROUNDS = 3000, 3
WAIT_SECONDS = 60.0
MOST_OF_AIOHTTP, MOST_OF_HTTPX = 2.0, 1.0


@dataclass(slots=True)
class Cost:
    """What rounds cost: CPU in milliseconds a message, and messages a second."""

    cpu_ms: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)

    def add(self, began: tuple[float, float]) -> None:
        """Note a round that began then."""
        cpu, passed = (now - then for now, then in zip(_spent(), began, strict=True))
        self.cpu_ms.append(cpu / MESSAGES * 1000)
        self.per_second.append(MESSAGES / passed)


def _spent() -> tuple[float, float]:
    gc.collect()
    return time.process_time(), time.perf_counter()


def _load(application: Application) -> None:
    """Load a tour whose one stop is tomorrow, and its people with their Telegram accounts."""
    at = datetime.now(UTC)
    days = [(at.date() + timedelta(days=number)).isoformat() for number in range(3)]
    visit = stop("walk", "09:00") | {"gather": {"time": "08:40", "place": "호텔 로비"}}
    content = document() | {"starts": days[0], "ends": days[2], "remind": [], "days": {days[1]: [visit]}}
    with application.database.unit() as session:
        load(session, content, at)
        people = [{"tour_id": "city-1", "name": f"사람 {number}", "group": ""} for number in range(MESSAGES)]
        session.execute(insert(MemberRow), people)
        members = members_of(session, "city-1")
        accounts = [
            {"channel": "telegram", "address": str(FIRST + number), "member_id": one.id, "created_at": at}
            for number, one in enumerate(members)
        ]
        session.execute(insert(AccountRow), accounts)


@asynccontextmanager
async def ledger(url: str, folder: Path) -> AsyncIterator[Application]:
    """Run the whole application over a database in `folder`."""
    settings = Settings.model_construct().model_copy(
        update={
            "database_url": f"sqlite:///{folder}/giljabi.db",
            "telegram_token": SecretStr(TOKEN),
            "telegram_api_url": url,
            "telegram_per_second": 0.0,
            "port": 0,
        }
    )
    application = Application(settings, Clock(), serves=False)
    _load(application)
    running = asyncio.create_task(application.run())
    try:
        yield application
    finally:
        application.stopping.set()
        await running


async def send_notice(application: Application) -> None:
    """Queue a notice for everybody, and wait until its rows say that all of it was accepted."""
    with application.database.unit() as session:
        people = members_of(session, "city-1")
        notice = queue(session, Notice("city-1", NoticeKind.REMINDER, {"stop": "walk"}), people, datetime.now(UTC))
    application.ledger.wake()
    done = select(func.count()).where(DeliveryRow.notice_id == notice, DeliveryRow.state == DeliveryState.ACCEPTED)
    async with asyncio.timeout(WAIT_SECONDS):
        while await application.database.run(lambda session: session.scalar(done)) != MESSAGES:  # noqa: ASYNC110 - the rows say it
            await asyncio.sleep(0.05)


@asynccontextmanager
async def bare(url: str, request: BaseRequest, polling: BaseRequest) -> AsyncIterator[Bot]:
    """Give a Bot of python-telegram-bot on a backend."""
    async with Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=polling) as bot:
        yield bot


async def measure(rounds: int) -> list[Figure]:
    """Measure in rounds, one subject after the other."""
    ours, aiohttp_loop, httpx_loop = Cost(), Cost(), Cost()
    with tempfile.TemporaryDirectory() as folder:
        async with (
            local_server({}) as (url, _),
            ledger(url, Path(folder)) as application,
            bare(url, AiohttpRequest(), AiohttpRequest()) as on_aiohttp,
            bare(url, HTTPXRequest(), HTTPXRequest()) as on_httpx,
        ):
            text = "08:40 호텔 로비에서 모여요."
            for _ in range(rounds):
                began = _spent()
                await send_notice(application)
                ours.add(began)
                for cost, bot in ((aiohttp_loop, on_aiohttp), (httpx_loop, on_httpx)):
                    began = _spent()
                    for number in range(MESSAGES):
                        await bot.send_message(FIRST + number, text, parse_mode="HTML")
                    cost.add(began)
    return _figures(ours, aiohttp_loop, httpx_loop)


def _figures(ours: Cost, on_aiohttp: Cost, on_httpx: Cost) -> list[Figure]:
    figures = []
    for name, cost in (("Giljabi", ours), ("bare loop on aiohttp", on_aiohttp), ("bare loop on httpx", on_httpx)):
        figures.append(Figure(name, "CPU per message", median(cost.cpu_ms), "ms"))
        figures.append(Figure(name, "messages a second", median(cost.per_second), "1/s"))
    for name, cost, aim in (("aiohttp", on_aiohttp, MOST_OF_AIOHTTP), ("httpx", on_httpx, MOST_OF_HTTPX)):
        cpu = median(mine / other for mine, other in zip(ours.cpu_ms, cost.cpu_ms, strict=True))
        speed = median(mine / other for mine, other in zip(ours.per_second, cost.per_second, strict=True))
        figures.append(Figure(f"Giljabi / bare loop on {name}", "CPU per message", cpu, "x", aim))
        figures.append(Figure(f"Giljabi / bare loop on {name}", "messages a second", speed, "x"))
    return figures


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.delivery", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    tell(asyncio.run(measure(options.rounds)), as_json=options.json)


if __name__ == "__main__":
    main()
