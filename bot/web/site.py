"""What the web routes work with, put together by the composition root."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.channel import Update
from bot.clock import Clock
from bot.database import Database
from bot.files import Files
from bot.web.feed import Feed
from bot.web.throttle import Throttle
from schedule_data.snapshots import Snapshots

GUESSES = 20  # wrong links at once from one address: a whole hotel may share it
SECONDS_PER_GUESS = 30.0
MESSAGES = 30  # at once from one chat: an outbox that fills up while there is no network
SECONDS_PER_MESSAGE = 0.5


class Accepting(Protocol):
    """The inbox, as far as the web needs it."""

    async def accept(self, updates: Sequence[Update]) -> None:
        """Store updates; when this returns they are committed."""
        ...


@dataclass(frozen=True)
class Site:
    """The parts behind the routes. `is_https` tells that browsers reach us over HTTPS, whatever a proxy speaks.

    `fetched` gives files that messengers keep; without it, only those sent from a page are there.
    """

    database: Database
    clock: Clock
    inbox: Accepting
    feed: Feed
    snapshots: Snapshots = field(default_factory=Snapshots)
    is_https: bool = False
    guesses: Throttle = field(default_factory=lambda: Throttle(GUESSES, SECONDS_PER_GUESS))
    fetched: Files | None = None
    messages: Throttle = field(default_factory=lambda: Throttle(MESSAGES, SECONDS_PER_MESSAGE))

    @property
    def files(self) -> Files:
        """The files of notices, fetched from messengers where that is possible."""
        return self.fetched or Files(self.database, self.clock)
