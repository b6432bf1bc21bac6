"""The sender that replies and notices share: one line per channel, each at its messenger's pace.

Whoever owns a job (the inbox a reply, the ledger a notice) submits it and is told how it ended:

| the messenger | what follows |
|---|---|
| accepts | the job's next call, or its end |
| asks for a pause | everything waits, or the one chat; nothing is lost, the pace falls (bot/pacing.py) |
| can't be reached | everything waits with growing, random pauses; one call tries, then all go on |
| may have accepted | tried again a few times, told each time |
| refuses for good | the end: unreachable, rejected, moved; the owner decides what comes next |

Within a chat the order of submission is kept, but for replies, which overtake what has not begun.
"""

import asyncio
import random
import time
from collections.abc import Callable, Collection, Mapping

from bot.channel import Channel
from bot.clock import Clock
from bot.dispatch_job import Ended, Job, Pause, Waiting
from bot.dispatch_line import Line, Surroundings
from bot.pacing import Pace
from handlers.tables import Lane

__all__ = ["Dispatcher", "Ended", "Job", "Lane", "Pause", "Waiting"]

# At 30 a second this is three seconds' worth of calls without an answer.
MOST_UNDER_WAY = 100
# How often jobs are looked for whose time ran out while they could not be sent.
SWEEP_SECONDS = 15.0


class Dispatcher:
    """Sends jobs over `channels`, each at its pace (none: without limits).

    `on_end` hears how jobs and attempts end, `on_pause` of every pause that a messenger asks for (hours have been
    seen: the leader should know). Both are called in the event loop and must not block. `clock` tells what has expired;
    pauses and paces are real time, by `monotonic`.
    """

    def __init__(  # noqa: PLR0913 - the first four are the contract, the rest are for metrics and tests
        self,
        channels: Mapping[str, Channel],
        paces: Mapping[str, Pace],
        clock: Clock,
        on_end: Callable[[Ended], None],
        *,
        on_pause: Callable[[Pause], None] = lambda _: None,
        monotonic: Callable[[], float] = time.monotonic,
        rng: random.Random | None = None,
        most_under_way: int = MOST_UNDER_WAY,
    ) -> None:
        rng = rng or random.Random()  # noqa: S311 - spreads retries, no secret
        around = Surroundings(clock, monotonic, rng, on_end, on_pause, most_under_way)
        self._lines = {
            name: Line(channel, paces.get(name) or Pace.unlimited(), around) for name, channel in channels.items()
        }
        self._running: list[asyncio.Task[None]] = []

    def submit(self, job: Job) -> None:
        """Queue a job; after `drain` it stays queued.

        Raises:
            KeyError: there is no such channel.
        """
        self._lines[job.channel].submit(job)

    async def run(self) -> None:
        """Send until cancelled or drained. Calls under way when it is cancelled are told as of unknown outcome."""
        async with asyncio.TaskGroup() as group:
            sweep = group.create_task(self._sweep())
            self._running = [group.create_task(line.run()) for line in self._lines.values()]
            await asyncio.wait(self._running)
            sweep.cancel()

    async def drain(self, seconds: float) -> None:
        """Begin nothing new and finish what is under way or half sent; what takes longer than `seconds` is let go."""
        for line in self._lines.values():
            line.close()
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=seconds)
            for task in late:
                task.cancel()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            for line in self._lines.values():
                line.end_expired()

    def withdraw(self, keys: Collection[str]) -> None:
        """Take back jobs that have not begun: they end as expired."""
        wanted = frozenset(keys)
        for line in self._lines.values():
            line.withdraw(wanted)

    def waiting(self) -> Mapping[str, Waiting]:
        """Tell what each channel has before it."""
        return {name: line.waiting() for name, line in self._lines.items()}
