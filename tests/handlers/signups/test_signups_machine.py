# ruff: noqa: D102 - a rule's name says what happens
"""Whatever happens in whatever order: one place a person, never more than there are, none left while people wait."""

from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import Database
from handlers.signups import offer_freed, offering
from handlers.signups.places import give_up, places, take
from handlers.tables import SignUpRow, SignUpState
from schedule_data.itinerary import Stop
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.build import beijing, document, load, member, stop

pytestmark = pytest.mark.both_databases

CAPACITY, PEOPLE = 3, 8
WHO = st.integers(0, PEOPLE - 1)


class SignUpMachine(RuleBasedStateMachine):
    """People who take and give up the places of one stop, in one transaction that is never kept."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._unit = database.engine.connect()
        self.session = Session(self._unit)
        self.at: datetime = beijing("09-22 07:00")

    def teardown(self) -> None:
        self.session.close()
        self._unit.close()

    @initialize()
    def begin(self) -> None:
        walk = stop("walk", "20:00", signup={"capacity": CAPACITY})
        self.itinerary = load(self.session, document(walk), self.at)
        self.people: list[MemberRow] = [member(self.session, f"사람 {number}") for number in range(PEOPLE)]

    @property
    def stop(self) -> Stop:
        return self.itinerary.stops[0]

    @rule(who=WHO)
    def sign_up(self, who: int) -> None:
        if self.people[who].left_at is None:
            offering.offer(self.session, self.itinerary, self.stop, self.at)
            take(self.session, "city-1", self.stop, self.people[who].id, self.at)

    @rule(who=WHO)
    def give_it_up(self, who: int) -> None:
        give_up(self.session, "city-1", "walk", self.people[who].id)
        offering.offer(self.session, self.itinerary, self.stop, self.at)

    @rule(minutes=st.integers(1, 40))
    def time_passes(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)
        offer_freed(self.session, self.at, Snapshots())

    @rule(who=WHO)
    def somebody_leaves_the_tour(self, who: int) -> None:
        self.people[who].left_at = self.at
        self.session.flush()
        offering.offer(self.session, self.itinerary, self.stop, self.at)

    @invariant()
    def nobody_has_two_places_and_no_place_two_people(self) -> None:
        taken = list(self.session.scalars(select(SignUpRow.place).where(SignUpRow.place.is_not(None))))
        assert len(taken) == len(set(taken))
        assert set(taken) <= set(range(1, CAPACITY + 1))

    @invariant()
    def states_and_places_agree(self) -> None:
        for row in self.session.scalars(select(SignUpRow)):
            assert (row.place is not None) == (row.state in {SignUpState.HELD, SignUpState.OFFERED})
            assert (row.offer_until is not None) == (row.state == SignUpState.OFFERED)

    @invariant()
    def numbers_add_up(self) -> None:
        stand = places(self.session, "city-1", self.stop)
        everybody = [*stand.held, *stand.offered, *stand.waiting]
        assert len(everybody) == len(set(everybody))
        assert len(stand.held) + len(stand.offered) + stand.free == CAPACITY
        if self.at < self.stop.leaves_at:
            assert not (stand.free and stand.waiting)


@pytest.mark.no_cover
@pytest.mark.timeout(60)
def test_places_hold_whatever_happens(database: Database) -> None:
    bounded = settings(
        max_examples=20,
        stateful_step_count=30,
    )

    class OnThisDatabase(SignUpMachine):
        def __init__(self) -> None:
            super().__init__(database)

    run_state_machine_as_test(OnThisDatabase, settings=bounded)
