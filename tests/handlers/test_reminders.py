from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from handlers import reminders
from handlers.reminders import next_due, next_due_after, plan
from schedule_data.itinerary_file import build_itinerary
from schedule_data.publishing import publish
from tests.build import BEFORE, beijing, document, load, member, sample_document, seoul, stop
from tests.handlers.reminder_scene import due_at, planned

pytestmark = pytest.mark.both_databases


def test_the_tour_s_offsets_count_back_from_the_gathering_else_the_start(session: Session) -> None:
    load(
        session, document(stop("walk", "14:30-16:30", gather={"time": "13:40", "place": "로비"}), stop("tea", "17:00"))
    )
    assert planned(session) == {"walk": [60, 10], "tea": [60, 10]}
    assert due_at(session, "walk", 60) == beijing("09-22 12:40")
    assert due_at(session, "tea", 10) == beijing("09-22 16:50")


def test_a_stop_s_own_list_replaces_the_tour_s(session: Session) -> None:
    load(session, document(stop("airport", "14:00", remind=[720, 120]), stop("tea", "17:00")))
    assert planned(session) == {"airport": [720, 120], "tea": [60, 10]}


def test_an_empty_list_means_none_whoever_asks(session: Session) -> None:
    load(session, document())
    member(session, remind=[30])
    load(session, document(stop("sleep", "22:00", remind=[]), stop("tea", "17:00")))
    assert planned(session) == {"tea": [60, 30, 10]}


def test_everybody_s_own_offsets_are_planned_beside_the_tour_s(session: Session) -> None:
    load(session, document())
    member(session, "김하나", remind=[15])
    member(session, "이둘", remind=[90, 10])
    member(session, "박셋", remind=[5], left_at=BEFORE)
    load(session, document(tour="city-2"))
    member(session, "최넷", tour="city-2", remind=[45])
    load(session, document(stop("tea", "17:00"), stop("airport", "19:00", remind=[120])))
    assert planned(session) == {"tea": [90, 60, 15, 10], "airport": [120]}


def test_the_gathering_on_day_one_is_reminded_in_its_own_zone(session: Session) -> None:
    load(session, sample_document())
    assert planned(session, "beijing-1")["d1-meet"] == [720, 120]
    assert due_at(session, "d1-meet", 720) == seoul("09-21 18:30")
    assert due_at(session, "d1-meet", 120) == seoul("09-22 04:30") == beijing("09-22 03:30")


def test_flights_are_reminded_in_the_zone_they_leave_from(session: Session) -> None:
    load(session, sample_document())
    offsets = planned(session, "beijing-1")
    assert "d1-flight" not in offsets
    assert offsets["d3-flight"] == [150]
    assert due_at(session, "d3-flight", 150) == beijing("09-24 16:30")


def test_a_reminder_may_fall_due_on_the_day_before(session: Session) -> None:
    load(session, document(stop("dawn", "00:05", day=23)))
    assert due_at(session, "dawn", 10) == beijing("09-22 23:55")
    assert due_at(session, "dawn", 60) == beijing("09-22 23:05")


def test_a_stop_that_ends_after_midnight_counts_from_its_start(session: Session) -> None:
    load(session, document(stop("night", "23:30-01:00+1")))
    assert due_at(session, "night", 10) == beijing("09-22 23:20")


def test_a_gathering_that_moves_takes_its_reminders_along(session: Session) -> None:
    load(session, document(stop("walk", "09:00", gather={"time": "08:00", "place": "로비"})))
    load(session, document(stop("walk", "09:00", gather={"time": "07:00", "place": "로비"})))
    assert due_at(session, "walk", 60) == beijing("09-22 06:00")


def test_a_change_moves_what_has_not_been_sent(session: Session) -> None:
    load(session, document(stop("tea", "17:00")))
    load(session, document(stop("tea", "18:30")))
    assert planned(session) == {"tea": [60, 10]}
    assert due_at(session, "tea", 60) == beijing("09-22 17:30")


def test_a_removed_stop_has_no_plan(session: Session) -> None:
    load(session, document(stop("tea", "17:00"), stop("walk", "14:00")))
    load(session, document(stop("walk", "14:00")))
    assert planned(session) == {"walk": [60, 10]}


def test_planning_leaves_other_tours_alone(session: Session) -> None:
    load(session, document(stop("tea", "17:00")))
    load(session, document(stop("walk", "14:00"), tour="city-2"))
    load(session, document())
    assert planned(session) == {}
    assert planned(session, "city-2") == {"walk": [60, 10]}


def test_planning_again_changes_nothing(session: Session) -> None:
    itinerary = load(session, sample_document())
    before = planned(session, "beijing-1")
    plan(session, itinerary)
    assert planned(session, "beijing-1") == before


def test_a_plan_from_an_old_revision_uses_the_newest(session: Session) -> None:
    old = load(session, document(stop("tea", "17:00")))
    load(session, document(stop("tea", "18:30")))
    plan(session, old)
    assert due_at(session, "tea", 10) == beijing("09-22 18:20")


def test_a_tour_that_is_not_stored_yet_is_planned_as_given(session: Session) -> None:
    empty = build_itinerary(document(), 1)
    plan(session, empty)
    assert planned(session) == {}


def test_next_due_is_the_earliest_of_all_tours(session: Session) -> None:
    assert next_due(session) is None
    load(session, document(stop("tea", "17:00")))
    load(session, document(stop("walk", "14:00"), tour="city-2"))
    assert next_due(session) == beijing("09-22 13:00")
    assert next_due_after(session, BEFORE, "city-1") == beijing("09-22 16:00")
    assert next_due_after(session, beijing("09-22 16:00"), "city-1") == beijing("09-22 16:50")
    assert next_due_after(session, beijing("09-22 16:50"), "city-1") is None


def test_due_gives_one_entry_for_each_stop(session: Session) -> None:
    load(session, document(stop("walk", "14:00"), stop("tea", "14:30-15:00", optional=True)))
    found = reminders.due(session, beijing("09-22 13:55"))
    assert [(one.stop, one.minutes, one.due_at, one.leaves_at) for one in found] == [
        ("walk", (60, 10), beijing("09-22 13:50"), beijing("09-22 14:00")),
        ("tea", (60,), beijing("09-22 13:30"), beijing("09-22 14:30")),
    ]
    assert reminders.due(session, beijing("09-22 13:55"), "city-2") == []
    assert [one.stop for one in reminders.due(session, beijing("09-22 13:00"), "city-1")] == ["walk"]


def test_publishing_alone_leaves_the_plan(session: Session) -> None:
    load(session, document(stop("tea", "17:00")))
    publish(session, document(stop("tea", "18:00")), BEFORE + timedelta(1), reason="test")
    assert due_at(session, "tea", 10) == beijing("09-22 16:50")
