"""Updates whose answer waits for a guess: asked about side by side, outside every unit of work, then let go again.

Each stays stored as received until it is answered, so that a crash loses none and answers none twice.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Protocol

import structlog

from bot.channel import Update
from handlers.reply import Action
from handlers.request import Guessing
from handlers.unclear import Unclear

log = structlog.get_logger()

SETTLE_SECONDS = 5.0  # a guess takes at most three, and a unit of work follows


class Guesser(Protocol):
    """Chooses what an unclear question asks."""

    def daily(self) -> int:
        """Give how many questions a person has on a day; 0 while nobody is to be asked."""
        ...

    async def choose(self, unclear: Unclear) -> Action | None:
        """Choose from the lists within a time of its own, None where nothing is chosen. Raises nothing."""
        ...


class PutOff:
    """The updates that are being asked about, and those that were and can be answered: `wake` is called for each.

    Without a guesser no update is ever put off.
    """

    def __init__(self, guesser: Guesser | None, wake: Callable[[], None]) -> None:
        self._guesser = guesser
        self._wake = wake
        self._asking: set[asyncio.Task[None]] = set()
        self._asked: dict[int, Guessing] = {}
        self._free: list[Update] = []
        self._none_left = asyncio.Event()

    def guessing_of(self, update: Update) -> Guessing | None:
        """Give what was chosen for an update, else leave to ask about it; any thread may ask for it."""
        asked, daily = self._asked.get(update.id), self._guesser.daily() if self._guesser else 0
        return asked or (Guessing(daily) if daily else None)

    def begin(self, update: Update, unclear: Unclear) -> None:
        """Ask about an update."""
        task = asyncio.create_task(self._ask(update, unclear))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _ask(self, update: Update, unclear: Unclear) -> None:
        chosen = None
        try:
            chosen = await self._guesser.choose(unclear) if self._guesser else None
        except Exception:
            log.exception("a guess failed", channel=update.channel, update=update.id)
        self._asked[update.id] = Guessing(0, asked=True, chosen=chosen)
        self._free.append(update)
        self._wake()

    def freed(self) -> list[Update]:
        """Take the updates that can be answered since this was asked last."""
        freed, self._free = self._free, []
        return freed

    def answered(self, updates: Iterable[Update]) -> None:
        """Forget what was chosen for updates that are answered now."""
        for one in updates:
            self._asked.pop(one.id, None)
        if not self._asking and not self._asked:
            self._none_left.set()

    async def settle(self) -> None:
        """Put nothing off any more, and wait until what was is answered, or a little while."""
        self._guesser = None
        self._none_left.clear()
        self.answered(())
        try:
            await asyncio.wait_for(self._none_left.wait(), SETTLE_SECONDS)
        except TimeoutError:
            return

    async def drop(self) -> None:
        """Ask no more; what was put off waits for the next start."""
        tasks = list(self._asking)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._free.clear()
