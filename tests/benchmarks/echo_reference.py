"""The reference that this project's speed is told against: python-telegram-bot answering with an echo and nothing else.

    python -m tests.benchmarks.echo_reference --url URL --token TOKEN --echoes 1000 --backend aiohttp

Polls the Bot API server at URL, echoes every text, and after the given number of echoes prints one line of JSON: CPU
seconds of this process (user and system) and seconds passed, both from the first update that a handler saw to the last
answer that the server took, so that imports and start-up count for nothing. Updates are best queued beforehand.
"""

import argparse
import asyncio
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram_http import AiohttpRequest

CONNECTIONS = 512  # more than may answer at once, so that no call waits for a connection


@dataclass(slots=True)
class Meter:
    """CPU and time between the first update and the last answer."""

    wanted: int
    done: asyncio.Event = field(default_factory=asyncio.Event)
    answered: int = 0
    failed: int = 0
    began: tuple[float, float] | None = None
    ended: tuple[float, float] = (0.0, 0.0)

    def begin(self) -> None:
        """Note the first update."""
        if self.began is None:
            self.began = _spent()

    def end(self) -> None:
        """Note an answer."""
        self.answered += 1
        if self.answered >= self.wanted:
            self.ended = _spent()
            self.done.set()

    def report(self) -> dict[str, Any]:
        """Give the figures."""
        began = self.began or self.ended
        cpu, seconds = self.ended[0] - began[0], self.ended[1] - began[1]
        return {
            "answered": self.answered,
            "failed": self.failed,
            "cpu_seconds": round(cpu, 6),
            "cpu_ms_per_echo": round(cpu / max(self.answered, 1) * 1000, 4),
            "seconds": round(seconds, 6),
            "peak_memory_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        }


def _spent() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def request_of(backend: str) -> BaseRequest:
    """Give the HTTP backend of that name."""
    if backend == "aiohttp":
        return AiohttpRequest(connections=CONNECTIONS, read_timeout=60.0)
    return HTTPXRequest(connection_pool_size=CONNECTIONS, read_timeout=60.0, pool_timeout=60.0)


def build(options: argparse.Namespace, meter: Meter) -> "Application[Any, Any, Any, Any, Any, Any]":
    """Give the echo bot."""

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        del context
        meter.begin()
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)
            meter.end()

    async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        del update
        meter.failed += 1
        sys.stderr.write(f"{type(context.error).__name__}\n")

    builder = Application.builder().token(options.token).base_url(f"{options.url}/bot")
    builder = builder.request(request_of(options.backend)).get_updates_request(request_of(options.backend))
    application = builder.concurrent_updates(options.concurrent or False).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_error_handler(failed)
    return application


async def run(options: argparse.Namespace) -> dict[str, Any]:
    """Echo until there were enough; raises TimeoutError where they don't come."""
    meter = Meter(options.echoes)
    application = build(options, meter)
    async with application:
        await application.start()
        if application.updater is None:
            raise RuntimeError("an application without an updater can't poll")
        await application.updater.start_polling(timeout=10)
        async with asyncio.timeout(options.timeout):
            await meter.done.wait()
        await application.updater.stop()
        await application.stop()
    return {"backend": options.backend, "concurrent": options.concurrent, **meter.report()}


def main() -> None:
    """Read the command line, echo, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.echo_reference")
    parser.add_argument("--url", required=True, help="of the Bot API server, without /bot")
    parser.add_argument("--token", required=True)
    parser.add_argument("--echoes", type=int, default=1000)
    parser.add_argument("--backend", choices=["aiohttp", "httpx"], default="aiohttp")
    parser.add_argument("--concurrent", type=int, default=256, help="updates handled at once; 0 is one by one")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds")
    print(json.dumps(asyncio.run(run(parser.parse_args()))))


if __name__ == "__main__":
    main()
