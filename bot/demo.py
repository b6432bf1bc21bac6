"""The demo: the sample tour and its people in a database of its own, and a clock that begins on the first morning."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

import schedule_data
from bot.clock import SettableClock
from bot.errors import GiljabiError
from bot.settings import Settings
from bot.web.accounts import account_of
from handlers import reminders
from schedule_data.itinerary_file import build_itinerary, read_itinerary
from schedule_data.members import members_of
from schedule_data.people import Member, Role
from schedule_data.publishing import current_document, publish
from schedule_data.roster_file import read_roster
from schedule_data.roster_import import import_roster

TOUR = "beijing-1"
TOURS = Path(schedule_data.__file__).parent / "tours"
KEEP_SECONDS = 0.5  # of real time
KEPT_AHEAD = timedelta(seconds=2 * KEEP_SECONDS)  # though keeping is late for once
FIRST_MORNING = datetime(2025, 9, 22, 6, 0, tzinfo=ZoneInfo("Asia/Seoul"))


def prepare(session: Session, at: datetime) -> Sequence[int]:
    """Load the sample tours and the roster where they aren't yet; give the members who own the three phones.

    Everybody has a web account, so that a notice finds all of them; three of the accounts are opened on the page.
    """
    if current_document(session, TOUR) is None:
        for file in sorted(TOURS.glob("*.yaml")):
            document = read_itinerary(file).document
            itinerary = build_itinerary(document, publish(session, document.to_json(), at, reason="demo"))
            reminders.plan(session, itinerary)
            if itinerary.tour == TOUR:
                import_roster(session, TOUR, read_roster(TOURS / f"{TOUR}.roster.csv", itinerary), at)
        for member in members_of(session, TOUR):
            account_of(session, member.id, "", at).member_id = member.id
    return [_first(members_of(session, TOUR), role).id for role in (Role.PARTICIPANT, Role.LEADER, Role.STAFF)]


def _first(members: Sequence[Member], role: Role) -> Member:
    return next(member for member in members if member.role is role)


class DemoState:
    """The files that a demo goes on from: its database, and the clock's time and speed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clock_file = folder / "demo-clock.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise GiljabiError(
                f"{folder} can't be the demo's folder ({error.strerror}); choose another with --folder"
            ) from None

    @property
    def database_url(self) -> str:
        """Where the demo's database is."""
        return f"sqlite:///{self._folder / 'demo.db'}"

    def forget(self) -> None:
        """Remove everything, so that the next start is the first."""
        for file in (self._clock_file, *self._folder.glob("demo.db*")):
            file.unlink(missing_ok=True)

    def clock(self) -> SettableClock:
        """Give the clock as it was left, else on the first morning."""
        try:
            kept = json.loads(self._clock_file.read_text(encoding="utf-8"))
            return SettableClock(datetime.fromisoformat(kept["now"]), float(kept["speed"]))
        except (OSError, ValueError, KeyError, TypeError):
            return SettableClock(FIRST_MORNING.astimezone(UTC))

    def keep(self, clock: SettableClock, ahead: timedelta = timedelta(0)) -> None:
        """Write down what the clock shows, or will show when `ahead` of real time has passed."""
        shown = clock.now() + ahead * clock.speed
        written = self._clock_file.with_suffix(".new")
        written.write_text(json.dumps({"now": shown.isoformat(), "speed": clock.speed}), encoding="utf-8")
        written.replace(self._clock_file)

    def keep_ahead(self, clock: SettableClock) -> None:
        """Write down how far the clock gets until it is kept next.

        A demo that is killed goes on from there: what it stored until then lies in the past, as it must.
        """
        self.keep(clock, KEPT_AHEAD)


def demo_settings(state: DemoState, port: int = 0) -> Settings:
    """Give settings of the demo's own, whatever the environment says: no messenger, this machine only."""
    settings = Settings.model_construct()
    return settings.model_copy(update={"database_url": state.database_url, "port": port})
