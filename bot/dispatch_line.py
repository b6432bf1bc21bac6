"""The line to one messenger: who is next, when, and what follows from what the messenger said."""

import asyncio
import math
import random
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.channel import Channel
from bot.clock import Clock
from bot.dispatch_chat import Chat
from bot.dispatch_job import Ended, Job, Pause, Waiting, Work
from bot.dispatch_outage import Outage
from bot.dispatch_queue import Queue
from bot.dispatch_retry import Suspicion, pause_after_unavailable, pause_after_unknown
from bot.outcomes import CallProblem, Expired, OutcomeUnknown, Paused, Unavailable
from bot.pacing import Pace, Slot
from handlers.tables import Lane

log = structlog.get_logger()

# Of the calls under way, so many are kept for people who wait.
KEPT_FOR_REPLIES = 0.2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a line knows of the world: two clocks, chance, who listens, and how many calls may be under way."""

    clock: Clock
    monotonic: Callable[[], float]
    rng: random.Random
    on_end: Callable[[Ended], None]
    on_pause: Callable[[Pause], None]
    most_under_way: int


class Line:
    """Jobs for one channel. Every method is called from the event loop's thread."""

    def __init__(self, channel: Channel, pace: Pace, around: Surroundings) -> None:
        self._channel = channel
        self._pace = pace
        self._around = around
        self._now = around.monotonic
        self._most_bulk = max(1, int(around.most_under_way * (1 - KEPT_FOR_REPLIES)))
        self._outage = Outage(around.rng)
        self._queue = Queue(pace.limits, around.monotonic)
        self._under_way: dict[Chat, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._ending: Job | None = None
        self._suspicion = Suspicion()
        self._answered_at = -math.inf
        self._closing = False

    def submit(self, job: Job) -> None:
        """Queue a job. One that is handed in anew while its own end is told keeps its place in its chat."""
        ending = self._ending
        if self._queue.add(job, first=ending is not None and (ending.key, ending.address) == (job.key, job.address)):
            self._wake.set()

    async def run(self) -> None:
        """Work until closed and done, or cancelled."""
        loop = asyncio.get_running_loop()
        try:
            while not (self._closing and not self._under_way and not self._queue):
                self._wake.clear()
                wait = self._start_all() - self._now()
                alarm = None if wait == math.inf else loop.call_later(max(0.0, wait), self._wake.set)
                await self._wake.wait()
                if alarm:
                    alarm.cancel()
        finally:
            self._abandon()

    def close(self) -> None:
        """Begin nothing new: only what is under way or half sent is finished, then `run` returns."""
        self._closing = True
        self._queue.close()
        self._wake.set()

    def end_expired(self) -> None:
        """End the jobs whose time ran out, wherever they wait: a pause may be longer than their time."""
        now = self._around.clock.now()
        self._take_out(lambda work: work.is_late(now))

    def withdraw(self, keys: Collection[str]) -> None:
        """End the jobs of these keys that have not begun."""
        self._take_out(lambda work: work.job.key in keys)

    def _take_out(self, unwanted: Callable[[Work], bool]) -> None:
        for work in self._queue.take_out(unwanted):
            self._report(work.ended(Expired()))

    def waiting(self) -> Waiting:
        """Tell what there is to do."""
        now = self._now()
        jobs = dict.fromkeys(Lane, 0)
        oldest = dict.fromkeys(Lane, 0.0)
        for work in self._queue:
            jobs[work.job.lane] += 1
            oldest[work.job.lane] = max(oldest[work.job.lane], now - work.since)
        down_since = now if self._outage.since is None else self._outage.since
        paused = max(0.0, self._pace.paused_until - now)
        return Waiting(jobs, oldest, len(self._under_way), self._pace.rate, paused, now - down_since)

    def _start_all(self) -> float:
        """Start every call that may leave now; give when the next may, as far as time alone decides."""
        while True:
            now = self._now()
            if self._outage.try_at > now:
                return self._outage.try_at
            chat = self._next_chat(now)
            if chat is None or self._is_full(chat.lane):
                return self._queue.rest_ends_at()
            free_at = self._free_at(chat, now)
            if free_at > now:
                return min(free_at, self._queue.rest_ends_at())
            self._queue.take(chat)
            self._start(chat, now)

    def _free_at(self, chat: Chat, now: float) -> float:
        if not chat.is_counted:
            return self._pace.paused_until
        return self._pace.free_at(now, hurry=chat.lane is Lane.REPLY)

    def _is_full(self, lane: Lane) -> bool:
        return len(self._under_way) >= (self._around.most_under_way if lane is Lane.REPLY else self._most_bulk)

    def _next_chat(self, now: float) -> Chat | None:
        """Give the chat whose turn it is, after ending what need not be sent at all."""
        while (chat := self._queue.next_chat(now, least_tried=self._outage.since is not None)) is not None:
            work = chat.waiting[0]
            if work.job.calls and not work.is_late(self._around.clock.now()):
                return chat
            self._queue.take(chat)
            self._end(chat, work, Expired() if work.job.calls else None)
            self._queue.place(chat, now)
        return None

    def _start(self, chat: Chat, now: float) -> None:
        work = chat.waiting[0]
        work.attempts += 1
        chat.under_way = True
        self._outage.leave()
        is_hurried, pace = chat.lane is Lane.REPLY, self._pace
        slot = pace.leave(now, hurry=is_hurried) if chat.is_counted else pace.leave_uncounted(now)
        self._under_way[chat] = asyncio.create_task(self._call(chat, work, slot))

    async def _call(self, chat: Chat, work: Work, slot: Slot) -> None:
        job, number = work.job, len(work.refs)
        ref, problem = "", None
        try:
            ref = await self._channel.make(job.address, job.calls[number], f"{job.key}:{number}")
        except CallProblem as told:
            problem = told
        except Exception as bug:
            log.exception("a channel raised what no channel should", channel=job.channel)
            problem = OutcomeUnknown(type(bug).__name__)
        self._settle(chat, slot, ref, problem)

    def _settle(self, chat: Chat, slot: Slot, ref: str, problem: CallProblem | None) -> None:
        """Draw the conclusions from one call's end."""
        now = self._now()
        del self._under_way[chat]
        chat.under_way = False
        if isinstance(problem, Paused):
            self._pause(chat, slot, problem, now)
        else:
            self._arrived(chat, slot, now, accepted=problem is None)
        match problem:
            case Unavailable():
                self._unavailable(chat, slot, problem, now)
            case OutcomeUnknown():
                self._outage.unanswered(slot.left_at, now)
                self._retry(chat, problem, now, pause_after_unknown(chat.waiting[0]))
            case _:
                self._heard(now)
                self._advance(chat, ref, problem)
        self._queue.place(chat, now)
        self._wake.set()

    def _arrived(self, chat: Chat, slot: Slot, now: float, *, accepted: bool) -> None:
        if slot.counted:
            chat.pace.answered(now)
            self._pace.answered(slot, now, accepted=accepted)

    def _advance(self, chat: Chat, ref: str, problem: CallProblem | None) -> None:
        work = chat.waiting[0]
        if problem is None:
            work.refs.append(ref)
            if len(work.refs) == len(work.job.calls):
                self._end(chat, work, None)
        elif not isinstance(problem, Paused):
            self._end(chat, work, problem)

    def _heard(self, now: float) -> None:
        self._answered_at = now
        if self._outage.since is not None:
            log.info("messenger answers again", channel=self._channel.name, seconds=round(now - self._outage.since, 1))
        self._outage.answered()

    def _pause(self, chat: Chat, slot: Slot, problem: Paused, now: float) -> None:
        wait, chat_only = problem.wait.total_seconds(), problem.chat_only
        if chat_only is None:
            chat_only = self._suspicion.falls_on(chat, slot, now)
        if chat_only:
            chat.pace.pause(now, wait)
            self._pace.answered(slot, now, accepted=False)
        else:
            self._pace.refused(slot, now, wait)
        self._report(chat.waiting[0].ended(problem, retrying=True))
        self._report_pause(chat.address if chat_only else None, problem.wait)

    def _unavailable(self, chat: Chat, slot: Slot, problem: CallProblem, now: float) -> None:
        if self._outage.since is None:
            log.warning("messenger can't be reached", channel=self._channel.name, why=type(problem).__name__)
        self._outage.failed(slot.left_at, now)
        wait = pause_after_unavailable(chat.waiting[0], now, self._answered_at)
        self._retry(chat, problem, now, wait)

    def _retry(self, chat: Chat, problem: CallProblem, now: float, wait: float | None) -> None:
        if wait is None:
            self._end(chat, chat.waiting[0], problem)
            return
        try_at = self._outage.try_at
        chat.waiting[0].retry_at = (try_at if now < try_at < math.inf else now) + wait
        self._report(chat.waiting[0].ended(problem, retrying=True))

    def _end(self, chat: Chat, work: Work, problem: CallProblem | None) -> None:
        chat.remove_first()
        self._ending = work.job
        self._report(work.ended(problem))
        self._ending = None

    def _report(self, end: Ended) -> None:
        try:
            self._around.on_end(end)
        except Exception:
            # The line serves everybody: one owner's mistake must not stop it.
            log.exception("the end of a job could not be noted", channel=self._channel.name, key=end.job.key)

    def _report_pause(self, address: str | None, wait: timedelta) -> None:
        try:
            self._around.on_pause(Pause(self._channel.name, address, wait))
        except Exception:
            log.exception("a pause could not be noted", channel=self._channel.name)

    def _abandon(self) -> None:
        """Let go of calls whose end nobody waits for any more: they may have been accepted."""
        for chat, task in self._under_way.items():
            task.cancel()
            self._report(chat.waiting[0].ended(OutcomeUnknown("stopped while it was under way"), retrying=True))
        self._under_way.clear()
