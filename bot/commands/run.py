"""`giljabi run`: the real thing, from the environment."""

import asyncio
import gc
import signal
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated

import structlog
import typer
from starlette.routing import BaseRoute

from bot.application import Application
from bot.clock import Clock
from bot.database_file import demand_database
from bot.logs import set_up_logs
from bot.settings import read_settings

app = typer.Typer()
log = structlog.get_logger()

GARBAGE_AFTER = 10_000  # new objects; Python's own 700 would have it searched for several times with every answer


class Part(StrEnum):
    """What one process may be limited to."""

    WEB = "web"
    WORKER = "worker"


@app.command()
def run(
    only: Annotated[
        Part | None, typer.Option(help="Run only this part in this process; another runs the other.")
    ] = None,
) -> None:
    """Answer, remind and serve until told to stop (Ctrl-C or SIGTERM); what is under way is finished first."""
    settings = read_settings()
    demand_database(settings)
    set_up_logs()
    application = Application(settings, Clock(), serves=only is not Part.WORKER, works=only is not Part.WEB)
    asyncio.run(until_stopped(application, ready=lambda: _ready(application)))
    log.info("stopped")


def _ready(application: Application) -> None:
    """Say so, spare what was loaded by now from every later search for garbage, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)
    log.info("running", url=application.url)


async def until_stopped(
    application: Application, routes: Sequence[BaseRoute] = (), *, ready: Callable[[], None]
) -> None:
    """Run an application until SIGINT or SIGTERM."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, application.stopping.set)
    await application.run(routes, ready)
