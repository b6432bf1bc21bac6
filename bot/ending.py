"""Ending in steps: each is taken, whatever became of the ones before it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

log = structlog.get_logger()

Step = Callable[[], Awaitable[None]]


async def take_all(*steps: Step) -> None:
    """Take the steps in turn; one that fails is logged, and keeps none of the others from being taken."""
    for step in steps:
        try:
            await step()
        except Exception:
            log.exception("a step of the ending failed")


async def cancel(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
