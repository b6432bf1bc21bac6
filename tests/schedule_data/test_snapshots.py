import pytest
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from schedule_data.publishing import publish
from schedule_data.snapshots import Snapshots, itinerary_at
from tests.build import BEFORE, beijing, document, sample_document, stop

pytestmark = pytest.mark.both_databases


def _publish(session: Session, time: str, tour: str = "city-1") -> int:
    return publish(session, document(stop("tea", time), tour=tour), BEFORE, reason="test")


def test_a_snapshot_is_built_once(session: Session) -> None:
    _publish(session, "17:00")
    snapshots = Snapshots()
    first = snapshots.current(session, "city-1")
    assert first is not None
    assert first.stop_by_id["tea"].start == beijing("09-22 17:00")
    assert snapshots.current(session, "city-1") is first
    assert snapshots.at(session, "city-1", 1) is first


def test_a_change_is_seen_and_old_revisions_can_be_read(session: Session) -> None:
    snapshots = Snapshots()
    for time in ("17:00", "18:30"):
        _publish(session, time)
        snapshots.current(session, "city-1")
    newest = snapshots.current(session, "city-1")
    old = snapshots.at(session, "city-1", 1)
    assert newest is not None
    assert (old.revision, newest.revision) == (1, 2)
    assert old.stop_by_id["tea"].start == beijing("09-22 17:00")
    assert snapshots.at(session, "city-1", 2) is newest  # reading an old one forgets nothing


def test_a_snapshot_tells_when_a_stop_was_changed(session: Session) -> None:
    _publish(session, "17:00")
    _publish(session, "18:30")
    assert itinerary_at(session, "city-1", 1).changed == {}
    assert itinerary_at(session, "city-1", 2).changed == {"tea": BEFORE}


def test_a_tour_that_is_not_loaded_has_none(session: Session) -> None:
    assert Snapshots().current(session, "city-1") is None
    with pytest.raises(NoResultFound):
        Snapshots().at(session, "city-1", 1)


def test_all_tours_are_given_the_earliest_first(session: Session) -> None:
    assert Snapshots().all(session) == []
    _publish(session, "17:00")
    publish(session, {**sample_document(), "starts": "2025-09-21"}, BEFORE, reason="test")
    assert [one.tour for one in Snapshots().all(session)] == ["beijing-1", "city-1"]
