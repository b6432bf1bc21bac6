# ruff: noqa: D102 - a rule's name says what happens
"""Whatever happens in whatever order: nobody is reminded twice, too late, or of what was cancelled."""

from datetime import datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import Database
from handlers import reminders
from handlers.reminders import Fired, offsets_of
from handlers.respond import respond
from handlers.tables import DeliveryRow, PlannedReminderRow, ReminderRow
from handlers.tours import Tours
from schedule_data.itinerary import Itinerary
from schedule_data.members import member_of
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.build import beijing, caller, document, load, member, stop, tap

pytestmark = pytest.mark.both_databases

NAMES = ("walk", "lunch", "tea")
PEOPLE = (("김하나", "participant", "bus-1"), ("이둘", "participant", "bus-2"), ("박지도", "leader", ""))
HOURS = st.integers(0, 26 * 4 - 1)  # quarters of an hour: the 22nd from 08:00, then the 23rd
TOPICS = ("15", "60,10", "45 20", "default", "on", "off")


class RemindersMachine(RuleBasedStateMachine):
    """A tour that is changed, asked, slept through and started again, in one transaction that is never kept."""

    session: Session
    at: datetime
    itinerary: Itinerary

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._unit = database.engine.connect()
        self.session = Session(self._unit)
        self.stops: dict[str, dict[str, Any]] = {}
        self.reminded: set[tuple[int, str, object, int]] = set()
        self.seen = 0
        self.snapshots = Snapshots()

    def teardown(self) -> None:
        self.session.close()
        self._unit.close()

    @initialize()
    def begin(self) -> None:
        self.at = beijing("09-22 07:00")
        self.stops = {"walk": stop("walk", "10:00"), "lunch": stop("lunch", "12:00", groups=["bus-1"])}
        self._load()
        self.people = [member(self.session, name, role=role, group=group) for name, role, group in PEOPLE]

    def _load(self) -> None:
        self.itinerary = load(self.session, document(*self.stops.values()), self.at)

    @rule(name=st.sampled_from(NAMES), quarter=HOURS, own=st.sampled_from([None, [], [120, 5]]))
    def set_stop(self, name: str, quarter: int, own: list[int] | None) -> None:
        day, hour = (22, 8 + quarter // 4) if quarter < 16 * 4 else (23, quarter // 4 - 16)
        changed = self.stops.get(name, {}) | stop(name, f"{hour:02}:{quarter % 4 * 15:02}", day=day)
        self.stops[name] = changed if own is None else changed | {"remind": own}
        self._load()

    @rule(name=st.sampled_from(NAMES))
    def cancel(self, name: str) -> None:
        self.stops.pop(name, None)
        self._load()

    @rule(minutes=st.integers(1, 200))
    def pass_time(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)

    @rule()
    def restart(self) -> None:
        self.snapshots = Snapshots()
        self._load()

    @rule(who=st.integers(0, 2), topic=st.sampled_from(TOPICS))
    def choose(self, who: int, topic: str) -> None:
        asker = caller(self.session, self.itinerary, self.people[who])
        respond(self.session, tap("reminder.settings", self.at, topic=topic), asker, Tours(self.snapshots))
        self.session.expire_all()

    @rule()
    def ring(self) -> None:
        for fired in reminders.fire(self.session, self.at, self.snapshots):
            self._check(fired)
        again = reminders.fire(self.session, self.at, self.snapshots)
        assert again == []

    def _check(self, fired: Fired) -> None:
        told = list(self.session.scalars(select(DeliveryRow).where(DeliveryRow.id > self.seen)).all())
        here = [row for row in told if self._is_of(row, fired)]
        assert len(here) == (fired.people or 0)
        if fired.people is None:
            return
        kept = self.itinerary.stop_by_id[fired.due.stop]  # a cancelled stop would not be found
        assert self.at < kept.leaves_at == fired.due.leaves_at
        for row in here:
            somebody = member_of(self.session.get_one(MemberRow, row.member_id))
            minutes = set(offsets_of(somebody, kept)) & set(fired.due.minutes)
            keys = {(row.member_id, fired.due.stop, fired.due.day, one) for one in minutes}
            assert keys
            assert kept.is_for(somebody.group)
            assert not keys & self.reminded
            self.reminded |= keys

    def _is_of(self, row: DeliveryRow, fired: Fired) -> bool:
        named = (ReminderRow.stop_id == fired.due.stop, ReminderRow.day == fired.due.day)
        of = select(ReminderRow.notice_id).where(*named, ReminderRow.minutes.in_(fired.due.minutes))
        return row.notice_id in self.session.scalars(of).all()

    @invariant()
    def the_plan_is_of_what_stands(self) -> None:
        if not self.stops:
            assert self.session.scalars(select(PlannedReminderRow)).all() == []
        for row in self.session.scalars(select(PlannedReminderRow)):
            assert row.leaves_at == self.itinerary.stop_by_id[row.stop_id].leaves_at
            assert row.due_at == row.leaves_at - timedelta(minutes=row.minutes)


@pytest.mark.no_cover
@pytest.mark.timeout(60)
def test_reminders_hold_whatever_happens(database: Database) -> None:
    bounded = settings(
        max_examples=25,
        stateful_step_count=25,
    )

    class OnThisDatabase(RemindersMachine):
        def __init__(self) -> None:
            super().__init__(database)

    run_state_machine_as_test(OnThisDatabase, settings=bounded)
