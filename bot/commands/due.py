"""`giljabi due`: the reminders that would go out, as a dry run."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from bot.commands.opening import moment, named_tour, opened_database
from handlers import reminders
from handlers.wording import minutes_between
from schedule_data.itinerary import Itinerary
from schedule_data.members import members_of
from schedule_data.snapshots import Snapshots

app = typer.Typer()


@app.command()
def due(
    tour: Annotated[str, typer.Option(help="The tour's name.")],
    at: Annotated[
        str | None, typer.Option(help="A time such as 2025-09-23T07:50, in the tour's zone. Default: now.")
    ] = None,
) -> None:
    """Print the reminders that would go out at a time, and when the next one falls due. Sends and changes nothing."""
    with opened_database() as database, database.reading() as session:
        itinerary = named_tour(session, Snapshots(), tour)
        then = moment(at, itinerary)
        people = members_of(session, tour)
        table = Table("stop", "title", "offset", "leaves at", "minutes left", "people", box=box.SIMPLE)
        for one in reminders.due(session, then, tour):
            if one.leaves_at <= then:
                continue  # begun: it would be marked as missed, not sent
            stop = itinerary.stop_by_id[one.stop]
            table.add_row(
                one.stop,
                stop.title.to(itinerary.languages[0]),
                ", ".join(map(str, one.minutes)),
                stop.local_leaves_at().strftime("%Y-%m-%d %H:%M %Z"),
                str(minutes_between(then, one.leaves_at)),
                str(len(reminders.audience(one, stop, people, then))),
            )
        following = reminders.next_due_after(session, then, tour)
    console = Console(width=None if Console().is_terminal else 160)
    console.print(table if table.row_count else "No reminder is due.")
    console.print(f"Next: {_local(following, itinerary)}" if following else "No reminder follows.")


def _local(following: datetime, itinerary: Itinerary) -> str:
    return following.astimezone(ZoneInfo(itinerary.timezone)).strftime("%Y-%m-%d %H:%M %Z")
