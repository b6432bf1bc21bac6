"""From 'count now' to a correct list of who is missing, for 40 and for 400 people, over the local Bot API server.

    python -m tests.benchmarks.rollcall [--json]

The real `giljabi run` on a SQLite file. A leader opens a roll call by a tap; everybody but every twentieth person
answers as soon as the question is on their screen. The clock stops when the leader's live message has the right count
and the numbers of just those who said nothing. Then it is checked that everybody was asked once and answered once, and
that the live message was edited no faster than its limit. The last rows keep Telegram's own limit of thirty messages a
second.
Exit 1 where an aim is missed.
"""

import argparse
import asyncio
import re
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import String, cast, select, update

from bot.database import Database
from bot.live_rows import EDIT_GAP
from handlers.invitations import invite
from handlers.tables import AttendanceRow
from schedule_data.people import Role
from schedule_data.tables import MemberRow
from tests.benchmarks.crowd import FIRST
from tests.benchmarks.processes import giljabi, program
from tests.benchmarks.report import Figure, tell
from tests.bot_api import BotApiServer, Person, Seen
from tests.delegation import TOUR, load_delegation

SIZES = (40, 400)
SILENT_EVERY = 20
LEADER = 999
MOST_SECONDS = 10.0
WAIT_SECONDS = 120.0
TELEGRAM_PER_SECOND = 30  # core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
_PHONE = re.compile(r"\+82-\d+")


@dataclass(frozen=True, slots=True)
class Called:
    """What a roll call took: seconds until all were asked, and until the list was right; and its message's edits."""

    asked: float
    right: float
    edits: int


async def measure() -> list[Figure]:
    """Measure each size, and the larger one at Telegram's pace; give the figures.

    Raises:
        ValueError: somebody was lost, asked twice or counted wrong, or the live message was edited too often.
    """
    figures = []
    for people in SIZES:
        called = await _call(people, per_second=0)
        figures += _figures(f"{people} people", called, MOST_SECONDS)
    called = await _call(SIZES[-1], per_second=TELEGRAM_PER_SECOND)
    return figures + _figures(f"{SIZES[-1]} people, {TELEGRAM_PER_SECOND} messages a second", called, None)


def _figures(subject: str, called: Called, aim: float | None) -> list[Figure]:
    return [
        Figure(subject, "all are asked", called.asked, "s"),
        Figure(subject, "correct missing list", called.right, "s", aim),
        Figure(subject, "edits of the message", called.edits, ""),
    ]


async def _call(people: int, per_second: int) -> Called:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = await stack.enter_async_context(BotApiServer())
        url = f"sqlite:///{folder}/giljabi.db"
        codes, phones = _load(url, folder, people)
        environment = giljabi(server, url) | {"GILJABI_TELEGRAM_PER_SECOND": str(per_second)}
        running = await stack.enter_async_context(program("-m", "bot", "run", environment=environment))
        crowd = [server.user(FIRST + number) for number in range(people)]
        leader = server.user(LEADER)
        for person, code in zip([leader, *crowd], codes, strict=True):
            await person.start(code)
        await server.wait_for(lambda: all(one.messages for one in (leader, *crowd)), WAIT_SECONDS)
        await leader.send("점호 시작")
        await server.wait_for(lambda: _with(leader, "확인"), WAIT_SECONDS)
        called = await _answer(server, leader, leader.last, crowd, phones)
        await asyncio.sleep(EDIT_GAP.total_seconds() * 2)  # everything that is under way arrives
        await running.stop()
        _check(url, crowd, leader, called)
        return called


def _load(url: str, folder: Path, people: int) -> tuple[list[str], list[str]]:
    """Load a tour that begins tomorrow; give the codes of a leader and everybody, and everybody's phone number."""
    database = Database(url)
    tomorrow = datetime.now(UTC).date() + timedelta(days=2)
    delegates = load_delegation(database, folder, people=people, first_day=tomorrow)
    with database.unit() as session:
        session.execute(update(MemberRow).values(phone="+82-" + cast(MemberRow.id + 10_000, String)))
        leader = MemberRow(tour_id=TOUR, name="인솔자", role=Role.LEADER, phone="")
        session.add(leader)
        session.flush()
        code = invite(session, leader.id, datetime.now(UTC))
    database.close()
    phones = [f"+82-{one.member + 10_000}" for one in delegates]
    return [code, *(one.code for one in delegates)], phones


async def _answer(
    server: BotApiServer, leader: Person, preview: Seen, crowd: list[Person], phones: list[str]
) -> Called:
    """Confirm, have everybody but the silent answer as soon as they are asked, and wait for the right list."""
    silent = {phone for number, phone in enumerate(phones) if number % SILENT_EVERY == 0}
    waiting = dict(enumerate(crowd))
    began = time.perf_counter()
    await leader.tap(preview, "확인")
    while waiting:
        asked = await server.wait_for(lambda: _asked(waiting), WAIT_SECONDS)
        for number, question in asked.items():
            person = waiting.pop(number)
            if number % SILENT_EVERY:
                await person.tap(question, "도착했어요")
    all_asked = time.perf_counter() - began
    there = len(crowd) - len(silent)
    board = await server.wait_for(lambda: _counted(leader, f"{there}/{len(crowd)}", silent), WAIT_SECONDS)
    if board is not None and set(_PHONE.findall(board.text)) != silent:  # it names the first, and lists all on a tap
        await leader.tap(board, "미도착자 명단")
        await server.wait_for(lambda: _listed(leader, silent), WAIT_SECONDS)
    right = time.perf_counter() - began
    edits = sum(call.method == "editMessageText" and call.chat == LEADER for call in server.calls.records)
    return Called(all_asked, right, edits)


def _asked(waiting: dict[int, Person]) -> dict[int, Seen]:
    found = ((number, _with(person, "도착했어요")) for number, person in waiting.items())
    return {number: question for number, question in found if question}


def _with(person: Person, button: str) -> Seen | None:
    return next((message for message in reversed(person.messages) if button in message.buttons), None)


def _counted(leader: Person, count: str, silent: set[str]) -> Seen | None:
    """Give the live message where it has the right count, and numbers of none but the silent."""
    boards = (one for one in reversed(leader.messages) if count in one.text)
    return next((one for one in boards if set() < set(_PHONE.findall(one.text)) <= silent), None)


def _listed(leader: Person, silent: set[str]) -> Seen | None:
    """Give the list of the missing where it has the numbers of just the silent."""
    return next((one for one in reversed(leader.messages) if set(_PHONE.findall(one.text)) == silent), None)


def _check(url: str, crowd: list[Person], leader: Person, called: Called) -> None:
    """See that nobody was lost or asked twice, and that the edits kept their distance; raises ValueError."""
    for number, person in enumerate(crowd):
        questions = sum("인원 확인 중이에요" in one.text for one in person.messages)
        answers = sum("확인했어요" in one.text for one in person.messages)
        if (questions, answers) != (1, int(number % SILENT_EVERY > 0)):
            raise ValueError(f"person {number} was asked {questions} times and answered {answers} times")
    if called.edits > called.right / EDIT_GAP.total_seconds() + 1:
        raise ValueError(f"the live message was edited {called.edits} times in {called.right:.1f} s")
    if not any("인원 확인 · " in one.text for one in leader.messages):
        raise ValueError("the leader has no live message")
    database = Database(url)
    with database.reading() as session:
        noted = session.scalars(select(AttendanceRow.member_id)).all()
    database.close()
    if len(noted) != len(set(noted)):
        raise ValueError("somebody was noted twice")


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rollcall")
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    tell(asyncio.run(measure()), as_json=as_json)


if __name__ == "__main__":
    main()
