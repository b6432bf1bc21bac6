"""An urgent change waits for its confirmation the longer, the more time there is until people have to go."""

from datetime import timedelta
from typing import Any

import pytest

from handlers.changes.stop_json import stop_to_json
from handlers.patience import LONGEST, UNCONFIRMED_AFTER, patience
from handlers.tables import NoticeKind, NoticeRow
from schedule_data.itinerary import Itinerary
from schedule_data.itinerary_file import build_itinerary
from tests.build import beijing, document, stop

GATHERS = beijing("09-22 10:00")


def _plan(time: str = "10:30-12:00", gather: str = "10:00") -> Itinerary:
    return build_itinerary(document(stop("walk", time, gather={"time": gather, "place": "Lobby"})), 1)


def _notice(*was: Itinerary, kind: NoticeKind = NoticeKind.CHANGE) -> NoticeRow:
    known: dict[str, Any] = {"walk": None} if not was else {"walk": stop_to_json(was[0].stop_by_id["walk"])}
    return NoticeRow(kind=kind, payload={"was": known, "asks": True})


@pytest.mark.parametrize(("ahead", "minutes"), [(5, 3), (12, 3), (20, 5), (60, 15), (120, 30), (600, 30), (-5, 3)])
def test_it_is_a_part_of_the_time_that_is_left(ahead: int, minutes: int) -> None:
    sent = GATHERS - timedelta(minutes=ahead)
    assert patience(_notice(_plan()), _plan(), sent) == timedelta(minutes=minutes)


def test_who_does_not_know_that_a_stop_moved_later_leaves_at_the_old_hour() -> None:
    later = _plan("14:30-16:00", "14:00")
    assert patience(_notice(_plan()), later, GATHERS - timedelta(minutes=20)) == timedelta(minutes=5)


def test_the_plan_as_it_stands_counts_not_the_one_that_was_announced() -> None:
    notice, sent = _notice(_plan("16:30-18:00", "16:00")), GATHERS - timedelta(minutes=40)
    assert patience(notice, _plan("16:30-18:00", "15:30"), sent) == LONGEST
    assert patience(notice, _plan(), sent) == timedelta(minutes=10)


def test_a_cancelled_stop_counts_as_it_was_and_a_new_one_as_it_is() -> None:
    sent = GATHERS - timedelta(minutes=40)
    elsewhere = build_itinerary(document(stop("park", "20:00")), 2)
    assert patience(_notice(_plan()), elsewhere, sent) == timedelta(minutes=10)
    assert patience(_notice(), _plan(), sent) == timedelta(minutes=10)


def test_what_is_no_change_of_plan_waits_the_shortest() -> None:
    sent = GATHERS - timedelta(minutes=120)
    assert patience(_notice(_plan(), kind=NoticeKind.BROADCAST), _plan(), sent) == UNCONFIRMED_AFTER
    assert patience(_notice(_plan()), None, sent) == UNCONFIRMED_AFTER
