# ruff: noqa: D102 - a rule's name says what happens
"""Whatever happens in whatever order: everybody is counted once, counts add up, and nobody is left without a reason."""

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from bot.database import Database
from handlers.reply import Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.roll_call.bus_codes import bus_codes
from handlers.roll_call.calls import open_calls
from handlers.roll_call.roll import Roll, roll
from handlers.roll_call.states import Reason, Standing
from tests.build import beijing, caller, document, load, member, stop, tap
from tests.tours import open_tours

pytestmark = pytest.mark.both_databases

PEOPLE = 6
WHO = st.integers(0, PEOPLE - 1)
BUSES = st.sampled_from(["bus-1", "bus-2"])
AT = beijing("09-22 08:50")


class RollCallMachine(RuleBasedStateMachine):
    """Two leaders and six people at one stop, in one transaction that is never kept."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._unit = database.engine.connect()
        self.session = Session(self._unit)
        self.tours = open_tours()

    def teardown(self) -> None:
        self.session.close()
        self._unit.close()

    @initialize()
    def begin(self) -> None:
        self.itinerary = load(self.session, document(stop("walk", "09:00-10:00")))
        self.people = [
            member(self.session, f"사람 {number}", group=f"bus-{number % 2 + 1}") for number in range(PEOPLE)
        ]
        self.leaders = [member(self.session, f"인솔자 {number}", role="leader") for number in range(2)]
        self.codes = bus_codes(self.session, self.itinerary, AT)

    def _does(self, who: int, intent: str, **slots: str) -> Reply:
        somebody = [*self.people, *self.leaders][who]
        asker = caller(self.session, self.itinerary, somebody)
        reply = respond(self.session, tap(intent, AT, **slots), asker, self.tours)
        self.session.flush()
        return reply

    def _roll(self, group: str = "") -> Roll:
        return roll(self.session, self.itinerary, self.itinerary.stops[0], group)

    def _call(self, pick: int) -> str:
        calls = open_calls(self.session, "city-1")
        return str(calls[pick % len(calls)].id) if calls else "0"

    @rule(leader=st.integers(0, 1), group=st.sampled_from(["", "bus-1", "bus-2"]))
    def open(self, leader: int, group: str) -> None:
        preview = self._does(PEOPLE + leader, "rollcall.open", stop="walk", **({"group": group} if group else {}))
        action = preview.buttons[0].action
        if action is not None and action.intent == "confirm":
            self._does(PEOPLE + leader, action.intent, **action.slots)

    @rule(who=WHO, state=st.sampled_from(["here", "late", "absent"]))
    def answer(self, who: int, state: str) -> None:
        self._does(who, f"attendance.{state}", stop="walk", minutes="5")
        wanted = {"here": Standing.PRESENT, "late": Standing.LATE, "absent": Standing.ABSENT}[state]
        entry = self._roll().of(self.people[who].id)
        assert entry is not None
        assert entry.standing is wanted

    @rule(who=WHO, bus=BUSES)
    def scan(self, who: int, bus: str) -> None:
        asker = caller(self.session, self.itinerary, self.people[who])
        respond(self.session, Request("telegram", "at-1", AT, code=self.codes[bus]), asker, self.tours)
        entry = self._roll().of(self.people[who].id)
        assert entry is not None
        assert (entry.standing, entry.bus) == (Standing.PRESENT, bus)

    @rule(who=WHO, pick=st.integers(0, 2), back=st.booleans())
    def tick(self, who: int, pick: int, back: bool) -> None:  # noqa: FBT001 - drawn by the machine
        slots = {"call": self._call(pick), "member": str(self.people[who].id)}
        before = self._roll().of(self.people[who].id)
        self._does(PEOPLE, "rollcall.tick", **slots)
        if back:
            self._does(PEOPLE, "rollcall.untick", **slots)
            after = self._roll().of(self.people[who].id)
            assert before is not None
            assert after is not None
            assert (after.standing, after.minutes, after.reason) == (before.standing, before.minutes, before.reason)

    @rule(who=WHO, pick=st.integers(0, 2), why=st.sampled_from(list(Reason)))
    def resolve(self, who: int, pick: int, why: Reason) -> None:
        self._does(PEOPLE, "rollcall.resolve", call=self._call(pick), member=str(self.people[who].id), why=why.value)

    @rule(pick=st.integers(0, 2))
    def close(self, pick: int) -> None:
        calls = {str(call.id): call for call in open_calls(self.session, "city-1")}
        call = calls.get(self._call(pick))
        self._does(PEOPLE + 1, "rollcall.close", call=self._call(pick))
        if call is not None:
            assert (call.closed_at is not None) == (not self._roll(call.group).unresolved)

    @invariant()
    def everybody_is_counted_once(self) -> None:
        everybody = self._roll()
        assert [entry.member.id for entry in everybody.entries] == [one.id for one in self.people]
        assert sum(everybody.counts.values()) == PEOPLE

    @invariant()
    def the_buses_add_up(self) -> None:
        buses = [self._roll(bus) for bus in ("bus-1", "bus-2")]
        everybody = self._roll()
        assert sum(len(bus.entries) for bus in buses) == PEOPLE
        for standing in Standing:
            assert sum(bus.counts[standing] for bus in buses) == everybody.counts[standing]

    @invariant()
    def of_one_scope_at_most_one_is_open(self) -> None:
        scopes = [(call.stop_id, call.group) for call in open_calls(self.session, "city-1")]
        assert len(scopes) == len(set(scopes))


@pytest.mark.no_cover
@pytest.mark.timeout(90)
def test_roll_calls_hold_whatever_happens(database: Database) -> None:
    bounded = settings(
        max_examples=12,
        stateful_step_count=25,
    )

    class OnThisDatabase(RollCallMachine):
        def __init__(self) -> None:
            super().__init__(database)

    run_state_machine_as_test(OnThisDatabase, settings=bounded)
