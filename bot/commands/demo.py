"""`giljabi demo`: three phones on a page, with no account and no token."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot.application import Application, StandIns
from bot.clock import SettableClock
from bot.commands.run import until_stopped
from bot.demo import KEEP_SECONDS, DemoState, demo_settings, prepare
from bot.demo_play import play
from bot.errors import GiljabiError
from bot.settings import read_settings
from bot.web.demo import demo_routes
from bot.web.demo_looks import Look, Phones
from handlers import reminders

app = typer.Typer()

HEARTBEAT_SECONDS = 0.5  # of real time: minutes pass in a second here


@app.command()
def demo(
    reset: Annotated[bool, typer.Option("--reset", help="Forget what was done in the demo, and end.")] = False,
    play_through: Annotated[
        bool,
        typer.Option("--play", help="Play the whole tour through quickly and list every reminder, without the page."),
    ] = False,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its database and its clock.")] = Path("var"),
) -> None:
    """Show the sample tour on three phones, with a clock to move. Ctrl-C ends it; the next start goes on from there."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(30))  # the page shows what happens
    if play_through:
        asyncio.run(play(typer.echo))
        return
    state = DemoState(folder)
    if reset:
        state.forget()
        typer.echo("The demo starts afresh next time: make demo")
        return
    asyncio.run(_show(state))


async def _show(state: DemoState) -> None:
    clock = state.clock()
    phones = Phones(clock)
    application = _application(state, clock, StandIns({Look.TELEGRAM: phones.telegram}, lambda: phones.kakao))
    phones.kakao.connect(application.skill)
    with application.database.unit() as session:
        members = prepare(session, clock.now())
    routes = demo_routes(application.site, clock, reminders.next_due, members, phones)
    clock.on_change(partial(state.keep_ahead, clock))
    keeping = asyncio.create_task(_keep(state, clock))
    try:
        await until_stopped(application, routes, ready=lambda: _tell(application))
    finally:
        keeping.cancel()
        state.keep(clock)


def _application(state: DemoState, clock: SettableClock, stand_ins: StandIns) -> Application:
    """Give the demo's application: on the port of the settings, or where that is taken on any that is free."""
    given = read_settings()
    try:
        return Application(
            demo_settings(state, given.port), clock, heartbeat_seconds=HEARTBEAT_SECONDS, stand_ins=stand_ins
        )
    except GiljabiError:
        return Application(demo_settings(state), clock, heartbeat_seconds=HEARTBEAT_SECONDS, stand_ins=stand_ins)


def _tell(application: Application) -> None:
    typer.echo(f"\n  Giljabi demo: open {application.url}/")
    typer.echo("  Three phones (participant, leader, staff) and a clock to move. Ctrl-C ends it.\n")


async def _keep(state: DemoState, clock: SettableClock) -> None:
    """Write the clock down again and again, so that even a killed demo goes on from where it was."""
    while True:
        state.keep_ahead(clock)
        await asyncio.sleep(KEEP_SECONDS)
