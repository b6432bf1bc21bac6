"""A tour with three people, the web chat over it, and a clock that is set."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute
from starlette.types import ASGIApp
from uvicorn import Config, Server

import schedule_data
from bot.clock import SettableClock
from bot.database import Database
from bot.web.app import chat_routes, web_app
from bot.web.feed import Feed
from bot.web.site import Site
from bot.web_channel import WebChannel
from handlers.invitations import invite
from schedule_data.itinerary_file import read_itinerary
from schedule_data.people import Role
from schedule_data.publishing import publish
from schedule_data.tables import MemberRow, TourRow
from tests.bot.web.answering import NOW, AnsweringInbox

TOUR = Path(schedule_data.__file__).parent / "tours" / "beijing-1.yaml"
PEOPLE = (("김하늘", Role.PARTICIPANT, "Kim Haneul"), ("이지도", Role.LEADER, ""), ("박사무", Role.STAFF, ""))


@dataclass(frozen=True)
class Scene:
    """The site and what stands behind it; `members` are a participant, a leader and somebody of the staff."""

    site: Site
    database: Database
    clock: SettableClock
    feed: Feed
    channel: WebChannel
    inbox: AnsweringInbox
    members: tuple[int, ...]

    def app(self, *more: BaseRoute) -> ASGIApp:
        """Give the application, with further routes if any."""
        return web_app([*more, *chat_routes(self.site)])

    def link(self, member: int = 0) -> str:
        """Make a personal link for a member."""
        with self.database.unit() as session:
            return f"/j/{invite(session, self.members[member], NOW)}"


@contextmanager
def scene(url: str, **changes: Any) -> Iterator[Scene]:
    """Open a database at `url` and put the tour into it."""
    database = Database(url)
    try:
        with database.unit() as session:
            session.add(TourRow(id="beijing-1", revision=0))
            session.flush()
            publish(session, read_itinerary(TOUR).document.to_json(), NOW, reason="test")
            rows = [
                MemberRow(tour_id="beijing-1", name=name, role=role, name_en=english) for name, role, english in PEOPLE
            ]
            session.add_all(rows)
            session.flush()
            members = tuple(row.id for row in rows)
        clock, feed = SettableClock(NOW, speed=0), Feed()
        channel = WebChannel(database, clock, feed)
        inbox = AnsweringInbox(channel)
        yield Scene(Site(database, clock, inbox, feed, **changes), database, clock, feed, channel, inbox, members)
    finally:
        database.close()


@asynccontextmanager
async def served(app: ASGIApp, feed: Feed) -> AsyncIterator[str]:
    """Serve over real HTTP on a port that the system chooses; give the address."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(Config(app, log_level="warning", lifespan="off", access_log=False, timeout_graceful_shutdown=5))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        feed.close()
        server.should_exit = True
        await task


def cut_off(database: Database) -> None:
    """Make the database of an SQLite scene impossible to reach: a folder stands where its file was."""
    database.engine.dispose()
    file = Path(str(database.engine.url.database))
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()
    file.mkdir()
