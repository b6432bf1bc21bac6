"""The rehearsal's own arithmetic: what should come, by the plans alone, and what is said of what came."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.rehearsal.acting import Telling, untold
from bot.rehearsal.cast import Person, cast_of
from bot.rehearsal.expected import Expected, Plans
from bot.rehearsal.messenger import HERE, Received
from bot.rehearsal.report import IN_TIME, UNDER_WAY, Day, compare
from bot.rehearsal.script import AWAY, Act, disturbed, quiet_from, script
from handlers.reply import Action
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from schedule_data.people import Member, Role
from tests.build import beijing, document, stop

START = beijing("09-22 00:00")
ONE = Person("person-1", Role.PARTICIPANT, "bus-1", "ko")


def plan(revision: int, *stops: dict[str, Any]) -> Itinerary:
    return build_itinerary(document(*stops), revision)


def at(hour: str) -> datetime:
    return beijing(f"09-22 {hour}")


def expected(person: Person, *plans: tuple[datetime, Itinerary]) -> list[tuple[str, datetime]]:
    return [(one.stop, one.at) for one in Plans(list(plans)).expected(person)]


def test_offsets_count_back_from_the_gathering() -> None:
    gathered = stop("walk", "09:20-10:00", gather={"time": "09:00", "place": "문"})
    assert expected(ONE, (START, plan(1, gathered))) == [("walk", at("08:00")), ("walk", at("08:50"))]


@pytest.mark.parametrize(
    ("person", "times"),
    [
        (Person("p", Role.PARTICIPANT, "bus-2", "ko"), []),
        (Person("p", Role.LEADER, None, "ko"), ["08:20", "09:10"]),
        (Person("p", Role.STAFF, None, "ko"), []),
        (Person("p", Role.STAFF, None, "ko", (30,)), ["08:50"]),
        (Person("p", Role.PARTICIPANT, "bus-1", "ko", ()), []),
    ],
)
def test_people_are_reminded_of_what_is_theirs(person: Person, times: list[str]) -> None:
    mine = stop("walk", "09:20-10:00", groups=["bus-1"])
    assert [moment for _, moment in expected(person, (START, plan(1, mine)))] == [at(one) for one in times]


def test_a_stop_s_own_offsets_go_before_a_person_s() -> None:
    fixed = stop("walk", "09:20-10:00", remind=[15])
    assert expected(Person("p", Role.PARTICIPANT, "bus-1", "ko", (30,)), (START, plan(1, fixed))) == [
        ("walk", at("09:05"))
    ]


def test_a_change_moves_what_has_not_come_and_repeats_nothing() -> None:
    before, after = plan(1, stop("walk", "09:20-10:00")), plan(2, stop("walk", "09:40-10:20"))
    assert expected(ONE, (START, before), (at("08:30"), after)) == [("walk", at("08:20")), ("walk", at("09:30"))]


def test_what_a_change_brings_into_the_past_is_due_at_once_and_once() -> None:
    before, after = plan(1, stop("walk", "12:00-13:00")), plan(2, stop("walk", "09:20-10:00"))
    assert expected(ONE, (START, before), (at("09:15"), after)) == [("walk", at("09:15"))]
    assert expected(ONE, (START, before), (at("09:25"), after)) == []


def test_cancelled_stops_remind_of_nothing_more() -> None:
    assert expected(ONE, (START, plan(1, stop("walk", "09:20-10:00"))), (at("08:30"), plan(2))) == [
        ("walk", at("08:20"))
    ]


def came(key: str, hour: str, text: str = "09:20", *, seconds: float = 2, **more: bool) -> Received:
    moment = at(hour) + timedelta(seconds=seconds)
    return Received(f"delivery:{key}:0", "person-1", moment, text, (Action(HERE, {"stop": "walk"}),), **more)


DUE = [Expected("walk", "person-1", at("08:20")), Expected("walk", "person-1", at("09:10"))]
PLANS = Plans([(START, plan(1, stop("walk", "09:20-10:00")))])


def judged(*received: Received, plans: Plans = PLANS) -> Day:
    (day,) = compare(DUE, received, plans).values()
    return day


def test_all_well() -> None:
    day = judged(came("1", "08:20"), came("2", "09:10", seconds=50))
    assert (day.expected, day.received, day.slowest) == (2, 2, timedelta(seconds=50))
    assert (day.missing, day.late, day.twice, day.stale) == (0, 0, 0, 0)


def test_what_did_not_come_is_missing() -> None:
    assert (judged(came("2", "09:10")).missing, judged(came("2", "09:10")).late) == (1, 0)
    assert judged().missing == 2


def test_what_came_late_is_late() -> None:
    late = IN_TIME.total_seconds() + 1
    assert judged(came("1", "08:20", seconds=late), came("2", "09:10", seconds=late - 1)).late == 1


def test_what_came_twice_or_too_early_is_told() -> None:
    twice = judged(came("1", "08:20"), came("1", "08:20", seconds=9, again=True), came("2", "09:10"))
    assert (twice.twice, twice.missing) == (1, 0)
    early = judged(came("1", "08:10"), came("2", "09:10"))
    assert (early.twice, early.missing) == (1, 1)


def test_what_came_again_as_its_answer_was_lost_is_excused() -> None:
    again = came("1", "08:20", seconds=9, again=True, excused=True)
    assert judged(came("1", "08:20"), again, came("2", "09:10")).twice == 0


def test_hours_that_no_longer_hold_are_stale() -> None:
    assert judged(came("1", "08:20", "08:50"), came("2", "09:10")).stale == 1
    moved = Plans([*PLANS.since, (at("09:00"), plan(2, stop("walk", "09:25-10:00")))])
    assert judged(came("1", "08:20"), came("2", "09:10"), plans=moved).stale == 1
    just_now = Plans([*PLANS.since, (at("09:10"), plan(2, stop("walk", "09:25-10:00")))])
    assert judged(came("1", "08:20"), came("2", "09:10"), plans=just_now).stale == 0
    assert judged(came("1", "08:20"), came("2", "09:10", seconds=UNDER_WAY.seconds + 1), plans=just_now).stale == 1


def test_a_reminder_of_a_stop_that_is_off_is_stale() -> None:
    off = Plans([*PLANS.since, (at("09:00"), plan(2))])
    assert judged(came("1", "08:20"), came("2", "09:10"), plans=off).stale == 1


def test_who_was_not_told_is_named() -> None:
    telling = Telling(Act.DELAY, at("08:00"), frozenset({"person-1", "person-2", "person-3"}), ("09:40",))
    told = Received("delivery:9:0", "person-1", at("08:01"), "09:20 → 09:40", ())
    before = Received("delivery:8:0", "person-2", at("07:59"), "09:40", ())
    reminder = Received("delivery:7:0", "person-2", at("08:01"), "09:40", (Action(HERE, {"stop": "walk"}),))
    answer = Received("update:7:0", "person-2", at("08:01"), "09:40", ())
    assert untold(telling, [told, before, reminder, answer], {"person-3"}) == {"person-2"}


def test_the_cast_has_no_names() -> None:
    members = [Member(7, "city-1", "김하나", Role.LEADER, "bus-1", phone="+82-10-1234-5678", language="ko")]
    assert cast_of(members, plan(1)) == [Person("person-1", Role.LEADER, "bus-1", "ko")]


def test_a_cast_is_invented_where_there_is_no_roster() -> None:
    cast = cast_of([], plan(1))
    assert [sum(one.group == group for one in cast) for group in ("bus-1", "bus-2", None)] == [10, 10, 1]
    assert cast[-1].role is Role.LEADER
    assert len({one.address for one in cast}) == 21


def seeded() -> random.Random:
    return random.Random(5)  # noqa: S311 - no secret


def test_acts_keep_away_from_reminders_and_repeat_with_the_seed() -> None:
    itinerary = plan(1, stop("walk", "09:20-10:00"), stop("lunch", "12:30-13:30"), stop("bus", "10:00-11:00", day=23))
    moments = sorted({one.at for one in Plans([(START, itinerary)]).expected(ONE)})
    cues = script(itinerary, moments, seeded())
    assert cues == script(itinerary, moments, seeded())
    assert all(abs(cue.at - moment) >= AWAY for cue in cues for moment in moments)
    assert {cue.act for cue in cues} == set(Act)
    assert [one.at.date().day for one in disturbed(itinerary, moments, seeded())] == [22, 22, 23, 23]
    assert quiet_from(moments, moments[0]) == moments[0] + AWAY / 2
