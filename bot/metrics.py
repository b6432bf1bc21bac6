"""What Prometheus is told: counts and ages, never who or what. Counters in memory; queues are looked at when asked."""

from collections import Counter as Counts
from collections.abc import Iterable, Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.channel import Update
from bot.claims import Claim
from bot.delivery_results import reason_of
from bot.dispatch_job import Ended, Pause, Waiting
from handlers.tables import NoticeKind

LATENESS_BUCKETS = (0.5, 1, 2, 5, 10, 30, 60, 300, 1800)  # seconds after a reminder was due


class Metrics:
    """The counters of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._sent = self._counter("messages_sent", "Messages that a messenger accepted", "channel", "owner")
        self._tries = self._counter("tries_failed", "Tries that a messenger did not accept", "channel", "reason")
        self._settled = self._counter("deliveries_unsent", "Deliveries closed without sending", "reason")
        self._pauses = self._counter("flood_waits", "Answers of 429", "channel", "scope")
        self._received = self._counter("updates_received", "Updates stored", "channel")
        self._answered = self._counter(
            "updates_answered", "Updates whose answer was handed over or given up", "channel"
        )
        self._guesses = self._counter(
            "guesses", "Unclear questions, by what came of asking a language model", "outcome"
        )
        self._lateness = Histogram(
            "giljabi_reminder_lateness_seconds",
            "From when a reminder was due until a messenger accepted it",
            buckets=LATENESS_BUCKETS,
            registry=self.registry,
        )

    def _counter(self, name: str, help_: str, *labels: str) -> Counter:
        return Counter(f"giljabi_{name}", help_, labels, registry=self.registry)

    def job_ended(self, end: Ended) -> None:
        """Count how a job, or a try of it, ended; its owner is what its key begins with."""
        if end.problem is None:
            self._sent.labels(end.job.channel, end.job.key.partition(":")[0]).inc()
        elif not end.expired:
            self._tries.labels(end.job.channel, reason_of(end.problem)).inc()

    def delivery_ended(self, claim: Claim, end: Ended, at: datetime) -> None:
        """Note how late a reminder was."""
        if end.problem is None and claim.notice.kind == NoticeKind.REMINDER:
            self._lateness.observe(max(0.0, (at - claim.due).total_seconds()))

    def settled(self, reasons: Mapping[str, int]) -> None:
        """Count deliveries that were closed without sending."""
        for reason, count in reasons.items():
            if count:
                self._settled.labels(reason).inc(count)

    def paused(self, pause: Pause) -> None:
        """Count a 429."""
        self._pauses.labels(pause.channel, "all" if pause.address is None else "chat").inc()

    def received(self, updates: Iterable[Update]) -> None:
        """Count updates that were stored."""
        for channel, count in Counts(update.channel for update in updates).items():
            self._received.labels(channel).inc(count)

    def guessed(self, outcome: str, count: int = 1) -> None:
        """Count unclear questions: chosen, none, refused, timeout, broken, over_budget."""
        if count:
            self._guesses.labels(outcome).inc(count)

    def answered(self, channel: str) -> None:
        """Count an update that is done with."""
        self._answered.labels(channel).inc()


class Queues(Collector):
    """The queues as they are when looked at: `waiting` in this process, by channel and lane."""

    def __init__(self, waiting: Mapping[str, Waiting]) -> None:
        self._waiting = waiting

    def collect(self) -> list[Metric]:
        """Give the gauges."""
        jobs = _gauge("queue_jobs", "Messages handed to the sender and not settled", "channel", "lane")
        oldest = _gauge("queue_oldest_seconds", "Age of the oldest of them", "channel", "lane")
        rate = _gauge("pace_per_second", "The pace found so far; +Inf without a limit", "channel")
        paused = _gauge("paused_seconds", "For how much longer the messenger wants nothing", "channel")
        down = _gauge("down_seconds", "For how long the messenger has not answered", "channel")
        for channel, one in self._waiting.items():
            for lane, count in one.jobs.items():
                jobs.add_metric([channel, lane.name.lower()], count)
                oldest.add_metric([channel, lane.name.lower()], one.oldest[lane])
            rate.add_metric([channel], one.rate)
            paused.add_metric([channel], one.paused)
            down.add_metric([channel], one.down)
        return [jobs, oldest, rate, paused, down]


def _gauge(name: str, help_: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"giljabi_{name}", help_, labels=labels)
