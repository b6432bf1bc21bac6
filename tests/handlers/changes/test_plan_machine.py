# ruff: noqa: D102 - the name of a rule or invariant says what it is
"""Whatever two leaders do to a plan, in whatever order, some things always hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, cast

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.database import Database
from handlers import reminders
from handlers.reply import Reply
from handlers.tables import DeliveryRow, DeliveryState, NoticeKind, NoticeRow, PlannedReminderRow
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.itinerary_file import build_itinerary, itinerary_problems
from schedule_data.knock_on import share_people
from schedule_data.tables import MemberRow, RevisionRow
from tests.build import beijing
from tests.databases import Engine
from tests.handlers.changes.talk import PEOPLE, Talk, begin

pytestmark = pytest.mark.both_databases

LEADERS = {"이끔이": ("확인", "그만두기", "겹침"), "두리": ("Confirm", "Don't do it", "Conflict")}
STOPS = st.sampled_from(["breakfast", "factory", "lunch", "talk", "walk", "train", "dinner", "museum", "added-2"])
CLOCKS = st.times().map(lambda one: f"{one:%H:%M}")
BOUNDED = settings(
    max_examples=15,
    stateful_step_count=10,
)


@pytest.mark.no_cover
def test_invariants_hold_whatever_leaders_do(engine: Engine, migrated: str) -> None:
    databases: list[Database] = []

    def machine() -> "Plan":
        databases.append(Database(engine.fresh(migrated)))
        return Plan(databases[-1])

    try:
        run_state_machine_as_test(cast("type[Plan]", machine), settings=BOUNDED)  # it calls what it is given
    finally:
        for database in databases:
            database.close()


class Plan(RuleBasedStateMachine):
    """Two leaders change a plan while time goes by, reminders fall due and messages go out."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.talk: Talk = begin(database)
        self.at: datetime = beijing("09-22 06:00")

    @rule(who=st.sampled_from(list(LEADERS)), stop=STOPS, minutes=st.integers(-90, 240), yes=st.booleans())
    def delay(self, who: str, stop: str, minutes: int, *, yes: bool) -> None:
        self.change(who, "change.delay", {"stop": stop, "minutes": str(minutes)}, yes=yes)

    @rule(who=st.sampled_from(list(LEADERS)), stop=STOPS, time=CLOCKS, yes=st.booleans())
    def move(self, who: str, stop: str, time: str, *, yes: bool) -> None:
        self.change(who, "change.move", {"stop": stop, "time": time}, yes=yes)

    @rule(who=st.sampled_from(list(LEADERS)), stop=STOPS, place=st.sampled_from(["정문", "Lobby"]))
    def place(self, who: str, stop: str, place: str) -> None:
        self.change(who, "change.place", {"stop": stop, "place": place}, yes=True)

    @rule(who=st.sampled_from(list(LEADERS)), stop=STOPS)
    def cancel(self, who: str, stop: str) -> None:
        self.change(who, "change.cancel", {"stop": stop}, yes=True)

    @rule(who=st.sampled_from(list(LEADERS)), time=CLOCKS, group=st.sampled_from(["bus-1", "bus-2", ""]))
    def insert(self, who: str, time: str, group: str) -> None:
        slots = {"title": "커피", "time": time, "place": "-", "group": group}
        self.change(who, "change.insert", slots, yes=True)

    @rule(who=st.sampled_from(list(LEADERS)), one=STOPS, other=STOPS)
    def swap(self, who: str, one: str, other: str) -> None:
        self.change(who, "change.swap", {"stop": one, "other": other}, yes=True)

    @rule(who=st.sampled_from(list(LEADERS)))
    def undo(self, who: str) -> None:
        if self.change(who, "change.undo", {}, yes=True):
            *_, restored, _undone, now = [row.document for row in self.talk.revisions()]
            assert now == restored

    @rule(minutes=st.integers(1, 90))
    def go_on(self, minutes: int) -> None:
        """Let time pass: reminders fall due."""
        self.at += timedelta(minutes=minutes)
        with self.talk.database.unit() as session:
            reminders.fire(session, self.at, self.talk.tours.snapshots)

    @rule(who=st.sampled_from([str(one["name"]) for one in PEOPLE]))
    def deliver(self, who: str) -> None:
        """Have everything that waits for a person accepted by the messenger."""
        with self.talk.database.unit() as session:
            rows = select(DeliveryRow).join(MemberRow, MemberRow.id == DeliveryRow.member_id)
            for row in session.scalars(rows.where(MemberRow.name == who, DeliveryRow.state == DeliveryState.QUEUED)):
                row.state = DeliveryState.ACCEPTED

    def change(self, who: str, intent: str, slots: Mapping[str, str], *, yes: bool) -> bool:
        """Preview a change, and decide it where there is something to decide; tell whether it was made."""
        before, deliveries = self.plan(), self._newest_delivery()
        preview = self.talk.act(self.at, intent, who, **slots)
        confirm, discard, conflict = LEADERS[who]
        if confirm not in {button.label for button in preview.buttons}:
            return False
        self.talk.tap(self.at, confirm if yes else discard, who)
        after = self.plan()
        assert after.revision == before.revision + yes
        told = self._told_since(deliveries)
        assert told == (_concerned(before, after, who) if yes else [])
        if yes:
            _overlaps_are_told(before, after, preview, conflict)
        return yes

    def plan(self) -> Itinerary:
        """Give the plan as it stands."""
        newest = self.talk.revisions()[-1]
        return build_itinerary(newest.document, newest.number)

    def _newest_delivery(self) -> int:
        with self.talk.database.reading() as session:
            return session.scalar(select(DeliveryRow.id).order_by(DeliveryRow.id.desc()).limit(1)) or 0

    def _told_since(self, delivery: int) -> list[str]:
        with self.talk.database.reading() as session:
            names = select(MemberRow.name).join(DeliveryRow, DeliveryRow.member_id == MemberRow.id)
            names = names.join(NoticeRow, NoticeRow.id == DeliveryRow.notice_id)
            changes = names.where(DeliveryRow.id > delivery, NoticeRow.kind == NoticeKind.CHANGE)
            return sorted(session.scalars(changes))

    @invariant()
    def fixed_stops_never_move(self) -> None:
        assert self.talk.hours().get("train", "15:00-17:00") == "15:00-17:00"

    @invariant()
    def no_reminder_is_planned_or_waits_for_a_cancelled_stop(self) -> None:
        stops = {stop.id: stop.leaves_at for stop in self.plan().stops}
        with self.talk.database.reading() as session:
            planned = session.execute(select(PlannedReminderRow.stop_id, PlannedReminderRow.leaves_at)).all()
            waiting = session.scalars(
                select(NoticeRow.payload["stop"].as_string())
                .join(DeliveryRow, DeliveryRow.notice_id == NoticeRow.id)
                .where(NoticeRow.kind == NoticeKind.REMINDER, DeliveryRow.state == DeliveryState.QUEUED)
                .where(NoticeRow.expires_at > self.at)
            ).all()
        assert all(stops[stop] == leaves_at for stop, leaves_at in planned)
        assert set(waiting) <= set(stops)

    @invariant()
    def the_plan_can_be_read_back_and_only_overlaps(self) -> None:
        plan = dict(self.talk.revisions()[-1].document)
        sentences = [problem.sentence for problem in itinerary_problems(plan)]
        assert [one for one in sentences if "still lasts" not in one and "lasts into" not in one] == []

    @invariant()
    def every_change_has_an_author_and_a_reason(self) -> None:
        rows: Sequence[RevisionRow] = self.talk.revisions()
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert all(row.author_id is not None and row.reason.startswith("change.") for row in rows[1:])


def _concerned(before: Itinerary, after: Itinerary, author: str) -> list[str]:
    """Give who has to be told, worked out from the plans alone."""
    ids = before.stop_by_id.keys() | after.stop_by_id.keys()
    changed = [
        stop
        for one in ids
        if before.stop_by_id.get(one) != after.stop_by_id.get(one)
        for stop in (before.stop_by_id.get(one), after.stop_by_id.get(one))
        if stop is not None
    ]
    return sorted(one["name"] for one in PEOPLE if one["name"] != author and _has_to_know(one, changed))


def _has_to_know(person: Mapping[str, Any], changed: Sequence[Stop]) -> bool:
    return "role" in person or any(not stop.groups or person["group"] in stop.groups for stop in changed)


def _overlaps_are_told(before: Itinerary, after: Itinerary, preview: Reply, conflict: str) -> None:
    new = _overlapping(after) - _overlapping(before)
    told = [words for words in preview.paragraphs if words.startswith(conflict)]
    assert len(told) >= len(new)


def _overlapping(plan: Itinerary) -> set[frozenset[str]]:
    """Give the pairs of stops that one person can't both be at."""
    lasting = [(stop, stop.start, stop.end) for stop in plan.stops if stop.end]
    return {
        frozenset((one.id, other.id))
        for (one, start, end), (other, other_start, other_end) in combinations(lasting, 2)
        if share_people(one, other) and start < other_end and other_start < end
    }
