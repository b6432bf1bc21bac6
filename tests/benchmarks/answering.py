"""What an answer costs: CPU of the real `giljabi run` for each question answered, told against a bare echo.

    python -m tests.benchmarks.answering [--json]

The whole path: a local Bot API server over HTTP, the durable inbox on SQLite (a file, `synchronous=FULL`),
understanding, answers with their maps. The reference is python-telegram-bot echoing every text on the same HTTP
backend, with the same
people asking as many questions side by side; its own default backend is shown beside it. CPU is the system's count for
the process, from the first question to the last answer. Exit 1 where the aim is missed.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.commands.ask import Desk
from bot.database import Database
from handlers.reply import Outcome
from tests.benchmarks.crowd import FIRST, QUESTIONS, Asked, ask, check_screens
from tests.benchmarks.processes import Program, echo, giljabi, program
from tests.benchmarks.report import Figure, tell
from tests.bot_api import BotApiServer
from tests.delegation import TOUR, Delegate, load_delegation

PEOPLE = 200
EACH = 10
ROUNDS = 3
HTTPX_EACH = 3  # fewer: its CPU grows with the number of calls side by side, and the run is to stay short
MOST_OF_AN_ECHO = 2.0
DAYS_AHEAD = 2  # the tour begins in so many days: no reminder falls into the measurement
JOIN_SECONDS = 30.0


@dataclass(slots=True)
class Subject:
    """A bot with a server of its own, and what its rounds took."""

    name: str
    server: BotApiServer
    program: Program
    rounds: list[Asked] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        """CPU per answer in milliseconds, the median of the rounds."""
        return median(one.cpu_ms for one in self.rounds)

    @property
    def per_second(self) -> float:
        """Answers a second, the median of the rounds."""
        return median(one.per_second for one in self.rounds)


async def measure() -> list[Figure]:
    """Measure all three bots in turn, round by round, and give the figures.

    Raises:
        ValueError: a question isn't answered from records, or somebody didn't get one answer to each.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = await _giljabi(stack, folder)
        bare = await _echo(stack, "aiohttp")
        default = await _echo(stack, "httpx")
        for subject in (ours, bare, default):
            await ask(subject.server, subject.program, people=PEOPLE, each=1)  # everything is warm from here on
        for _ in range(ROUNDS):
            for subject in (ours, bare):
                subject.rounds.append(await ask(subject.server, subject.program, people=PEOPLE, each=EACH))
        default.rounds.append(await ask(default.server, default.program, people=PEOPLE, each=HTTPX_EACH))
        await ours.program.stop()
        check_screens(ours.server, people=PEOPLE, each=1 + 1 + ROUNDS * EACH)  # the welcome, the warming up, the rounds
        return _figures(ours, bare, default)


async def _giljabi(stack: AsyncExitStack, folder: Path) -> Subject:
    server = await stack.enter_async_context(BotApiServer())
    url = f"sqlite:///{folder}/giljabi.db"
    database = Database(url)
    first_day = datetime.now(UTC).date() + timedelta(days=DAYS_AHEAD)
    delegates = load_delegation(database, folder, people=PEOPLE, first_day=first_day)
    _check_answers(Desk(database), delegates[0])
    database.close()
    running = await stack.enter_async_context(program("-m", "bot", "run", environment=giljabi(server, url)))
    for number, delegate in enumerate(delegates):
        await server.user(FIRST + number).start(delegate.code)
    await server.wait_for(lambda: server.calls.count("sendMessage") == PEOPLE, JOIN_SECONDS)
    return Subject("Giljabi", server, running)


def _check_answers(desk: Desk, delegate: Delegate) -> None:
    """See that the questions are answered from the tour's records, so that nothing cheaper is measured."""
    name = f"{delegate.name}/{delegate.company}"
    for question in QUESTIONS:
        reply = desk.answer(question, TOUR, name, None)
        if reply.outcome is not Outcome.ANSWER:
            raise ValueError(f"{question!r} is not answered: {reply.outcome}")


async def _echo(stack: AsyncExitStack, backend: str) -> Subject:
    server = await stack.enter_async_context(BotApiServer())
    running = await stack.enter_async_context(program(*echo(server, backend)))
    await server.wait_for(lambda: server.updates.polling, JOIN_SECONDS)
    return Subject(f"bare echo on {backend}", server, running)


def _figures(ours: Subject, bare: Subject, default: Subject) -> list[Figure]:
    figures = []
    for subject in (ours, bare, default):
        figures.append(Figure(subject.name, "CPU per answer", subject.cpu_ms, "ms"))
        figures.append(Figure(subject.name, "answers a second", subject.per_second, "1/s"))
    aim = MOST_OF_AN_ECHO
    figures.append(Figure("Giljabi / bare echo on aiohttp", "CPU per answer", _ratio(ours, bare), "x", aim))
    figures.append(Figure("Giljabi / bare echo on httpx", "CPU per answer", ours.cpu_ms / default.cpu_ms, "x"))
    return figures


def _ratio(ours: Subject, bare: Subject) -> float:
    """Give the median of the ratios of rounds that were measured one after the other."""
    pairs: Sequence[tuple[Asked, Asked]] = list(zip(ours.rounds, bare.rounds, strict=True))
    return median(one.cpu_ms / other.cpu_ms for one, other in pairs)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.answering")
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    tell(asyncio.run(measure()), as_json=as_json)


if __name__ == "__main__":
    main()
