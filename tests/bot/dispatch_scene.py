"""A scene for the dispatcher: time that passes when everybody waits, and a messenger at the end of the wire."""

import asyncio
import random
import selectors
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channel import Call, Update
from bot.clock import Clock
from bot.dispatch import Dispatcher, Ended, Job, Lane, Pause
from bot.outcomes import CallProblem, Paused
from bot.pacing import Pace
from handlers.reply import Reply
from handlers.request import Request
from tests.bot_api.errors import RefusedError
from tests.bot_api.flood import Flood

START = datetime(2025, 9, 22, 0, 0, tzinfo=UTC)


class _Leap(selectors.SelectSelector):
    """Leaps to the next timer instead of waiting for it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise AssertionError("everybody waits and no timer is set")
        self.now += max(0.0, timeout)
        return super().select(0)


class _LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leap = _Leap()
        super().__init__(self._leap)

    def time(self) -> float:
        return self._leap.now


class SceneClock(Clock):
    """Tells START plus the seconds that passed on the leaping loop."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._from = monotonic()

    def now(self) -> datetime:
        """Give this moment."""
        return START + timedelta(seconds=self._monotonic() - self._from)


@dataclass(slots=True)
class Arrival:
    """A call as the messenger saw it, in seconds from the scene's begin."""

    at: float
    address: str
    key: str
    text: str
    accepted: bool


class Messenger:
    """The outermost wire: takes calls as long as `flood` allows, or does what `say` raises for (address, key)."""

    name = "telegram"

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._begin = monotonic()
        self._rng = random.Random(7)  # noqa: S311 - a reproducible wire, no secret
        self.flood = Flood(monotonic)
        self.latency = 0.004
        self.say: Callable[[str, str], CallProblem | Exception | None] = lambda _address, _key: None
        self.arrivals: list[Arrival] = []
        self.under_way = 0
        self.most_under_way = 0

    def read(self, update: Update) -> Request | None:
        """Not asked of a wire."""
        raise NotImplementedError

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Not asked of a wire."""
        raise NotImplementedError

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Not asked of a wire."""
        raise NotImplementedError

    async def make(self, address: str, call: Call, key: str) -> str:
        """Take one call: it travels, is judged, and the answer travels back."""
        self.under_way += 1
        self.most_under_way = max(self.under_way, self.most_under_way)
        try:
            await asyncio.sleep(self._rng.uniform(0, self.latency))
            problem = self._problem(address, key)
            text = str(call.params.get("text", ""))
            self.arrivals.append(Arrival(self._monotonic() - self._begin, address, key, text, problem is None))
            await asyncio.sleep(self._rng.uniform(0, self.latency))
        finally:
            self.under_way -= 1
        if problem:
            raise problem
        return f"ref-{key}"

    def _problem(self, address: str, key: str) -> Exception | None:
        problem = self.say(address, key)
        if problem is None:
            try:
                self.flood.check("sendMessage", int(address))
            except RefusedError as refused:
                problem = Paused(timedelta(seconds=refused.parameters["retry_after"]))
        return problem

    @property
    def order(self) -> list[str]:
        """The keys of the calls it took, as they arrived."""
        return [arrival.key for arrival in self.accepted]

    @property
    def accepted(self) -> list[Arrival]:
        """The calls it took."""
        return [arrival for arrival in self.arrivals if arrival.accepted]

    @property
    def refused(self) -> list[Arrival]:
        """The calls it did not take."""
        return [arrival for arrival in self.arrivals if not arrival.accepted]


@dataclass(slots=True)
class Scene:
    """A dispatcher at work before a messenger."""

    messenger: Messenger
    clock: SceneClock
    pace: Pace
    ends: list[Ended] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    on_end: Callable[[Ended], None] = lambda _: None
    on_pause: Callable[[Pause], None] = lambda _: None
    most_under_way: int = 100
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _dispatcher: Dispatcher | None = None
    _running: asyncio.Task[None] | None = None

    @property
    def dispatcher(self) -> Dispatcher:
        """The dispatcher, made when it is first asked for."""
        if self._dispatcher is None:
            self._dispatcher = Dispatcher(
                {"telegram": self.messenger},
                {"telegram": self.pace},
                self.clock,
                self._ended,
                on_pause=self._paused,
                monotonic=asyncio.get_running_loop().time,
                rng=random.Random(11),  # noqa: S311 - reproducible jitter, no secret
                most_under_way=self.most_under_way,
            )
        return self._dispatcher

    def _ended(self, end: Ended) -> None:
        self.ends.append(end)
        self._news.set()
        self.on_end(end)

    def _paused(self, pause: Pause) -> None:
        self.pauses.append(pause)
        self.on_pause(pause)

    def begin(self) -> asyncio.Task[None]:
        """Set the dispatcher to work."""
        self._running = asyncio.create_task(self.dispatcher.run())
        return self._running

    async def stop(self) -> None:
        """Cancel it."""
        if self._running:
            self._running.cancel()
            await asyncio.wait([self._running])

    def send(self, *jobs: Job) -> None:
        """Submit jobs."""
        for one in jobs:
            self.dispatcher.submit(one)

    async def until_ended(self, count: int, seconds: float = 3600) -> None:
        """Wait until so many jobs have ended."""
        async with asyncio.timeout(seconds):
            while len(self.final) < count:
                self._news.clear()
                await self._news.wait()

    @property
    def final(self) -> list[Ended]:
        """How jobs ended."""
        return [end for end in self.ends if not end.retrying]

    @property
    def outcome(self) -> dict[str, str]:
        """How each job ended, by key."""
        return {end.job.key: type(end.problem).__name__ if end.problem else "accepted" for end in self.final}

    @property
    def attempts(self) -> list[Ended]:
        """How attempts ended that were not the last."""
        return [end for end in self.ends if end.retrying]

    def seconds(self) -> float:
        """How long the scene has been going."""
        return (self.clock.now() - START).total_seconds()


def play(act: Callable[[Scene], Coroutine[Any, Any, None]], pace: Pace | None = None) -> Scene:
    """Play an act in leaping time, and give the scene as it was left."""

    async def scene() -> Scene:
        now = asyncio.get_running_loop().time
        made = Scene(Messenger(now), SceneClock(now), pace or Pace.telegram())
        try:
            await act(made)
        finally:
            await made.stop()
        return made

    with asyncio.Runner(loop_factory=_LeapingLoop) as runner:
        return runner.run(scene())


def job(
    key: str,
    address: str = "1",
    lane: Lane = Lane.NOTICE,
    *,
    texts: Sequence[str] = ("hello",),
    expires_in: float | None = None,
) -> Job:
    """Make a job of one call per text."""
    expires_at = None if expires_in is None else START + timedelta(seconds=expires_in)
    calls = tuple(Call("sendMessage", {"text": text}) for text in texts)
    return Job(key, lane, "telegram", address, calls, expires_at)
