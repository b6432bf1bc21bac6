"""/metrics for Prometheus, and who may read it.

Where GILJABI_SECRET_KEY is set: whoever shows the bearer token that `giljabi metrics-token` prints, from anywhere.
Where it is not: programs of this machine that come directly. A request that a proxy passed on looks as if it came from
this machine; it is told by its Forwarded or X-Forwarded-For header and refused.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from pydantic import SecretStr
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.database import Database
from bot.derived_secrets import derived, same
from bot.dispatch_job import Waiting
from bot.metrics import Metrics, Queues
from bot.web.reading import read
from handlers.tables import DeliveryRow, DeliveryState, Lane

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"  # Prometheus' text format
LOOPBACK = frozenset({"127.0.0.1", "::1"})
PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip")
BEARER = "Bearer "


def metrics_token(secret_key: SecretStr) -> str:
    """Give the bearer token that opens /metrics."""
    return derived(secret_key, "metrics")


def metrics_route(
    metrics: Metrics,
    waiting: Callable[[], Mapping[str, Waiting]],
    database: Database,
    clock: Clock,
    secret_key: SecretStr | None,
) -> Route:
    """Give the route."""

    async def show(request: Request) -> Response:
        if not _may_read(request, secret_key):
            return PlainTextResponse("", HTTPStatus.FORBIDDEN)
        rows = await read(database, _due)
        queues = CollectorRegistry()
        queues.register(Queues(waiting()))
        queues.register(_Ledger(rows, clock.now()))
        text = generate_latest(metrics.registry) + generate_latest(queues)
        return Response(text, media_type=CONTENT_TYPE)

    return Route("/metrics", show)


def _may_read(request: Request, secret_key: SecretStr | None) -> bool:
    if secret_key is not None:
        given = request.headers.get("authorization", "")
        return given.startswith(BEARER) and same(given.removeprefix(BEARER), metrics_token(secret_key))
    direct = not any(header in request.headers for header in PASSED_ON)
    return direct and request.client is not None and request.client.host in LOOPBACK


def _due(session: Session) -> list[Row[Any]]:
    """Count what is queued or being sent, by lane, with when the oldest was to be sent."""
    open_ = DeliveryRow.state.in_((DeliveryState.QUEUED, DeliveryState.SENDING))
    counted, oldest = func.count().label("deliveries"), func.min(DeliveryRow.next_try_at).label("due")
    columns = (DeliveryRow.lane, DeliveryRow.state, counted, oldest)
    return list(session.execute(select(*columns).where(open_).group_by(DeliveryRow.lane, DeliveryRow.state)))


class _Ledger(Collector):
    """The ledger's rows as gauges."""

    def __init__(self, rows: list[Row[Any]], at: datetime) -> None:
        self._rows = rows
        self._at = at

    def collect(self) -> list[GaugeMetricFamily]:
        """Give the gauges."""
        labels = ["lane", "state"]
        count = GaugeMetricFamily("giljabi_ledger_deliveries", "Deliveries queued or being sent", labels=labels)
        oldest = GaugeMetricFamily("giljabi_ledger_oldest_seconds", "How long the oldest has been due", labels=labels)
        for row in self._rows:
            where = [Lane(row.lane).name.lower(), row.state]
            count.add_metric(where, row.deliveries)
            oldest.add_metric(where, max(0.0, (self._at - row.due).total_seconds()))
        return [count, oldest]
