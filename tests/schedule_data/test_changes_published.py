import pytest
from sqlalchemy.orm import Session

from schedule_data.changes import cancelled, delayed, inserted
from schedule_data.publishing import PlanChanged, current_document, publish
from schedule_data.snapshots import Snapshots, itinerary_at
from schedule_data.tables import RevisionRow
from tests.build import BEFORE, beijing, document, stop

pytestmark = pytest.mark.both_databases

PLAN = document(stop("a", "09:00-10:00"), stop("b", "11:00-12:00"))
SOON, LATER = beijing("09-22 07:00"), beijing("09-22 08:00")


def test_each_stop_carries_when_it_was_last_changed(session: Session) -> None:
    publish(session, PLAN, BEFORE, reason="load")
    late = delayed(PLAN, ["a"], 30)
    publish(session, late, SOON, reason="change.delay")
    entry = {"id": "c", "kind": "free", "title": "커피", "time": "13:00"}
    publish(session, inserted(late, SOON.date(), entry), LATER, reason="change.insert")

    snapshots = Snapshots()
    now = snapshots.current(session, "city-1")
    assert now is not None
    assert (now.revision, now.changed) == (3, {"a": SOON, "c": LATER})
    assert itinerary_at(session, "city-1", 1).changed == {}


def test_a_cancelled_stop_is_not_remembered_as_changed(session: Session) -> None:
    publish(session, PLAN, BEFORE, reason="load")
    publish(session, delayed(PLAN, ["a"], 30), SOON, reason="change.delay")
    publish(session, cancelled(PLAN, "a"), LATER, reason="change.cancel")
    assert itinerary_at(session, "city-1", 3).changed == {}


def test_a_revision_keeps_its_author_and_reason(session: Session) -> None:
    publish(session, PLAN, BEFORE, reason="load")
    publish(session, delayed(PLAN, ["a"], 30), SOON, reason="change.delay stop=a", author_id=7, based_on=1)
    row = session.get_one(RevisionRow, ("city-1", 2))
    assert (row.author_id, row.reason, row.created_at) == (7, "change.delay stop=a", SOON)


def test_nothing_is_published_over_somebody_else_s_change(session: Session) -> None:
    publish(session, PLAN, BEFORE, reason="load")
    late = delayed(PLAN, ["a"], 30)
    publish(session, late, SOON, reason="change.delay", based_on=1)
    with pytest.raises(PlanChanged) as caught:
        publish(session, cancelled(PLAN, "b"), LATER, reason="change.cancel", based_on=1)
    assert (caught.value.revision, current_document(session, "city-1")) == (2, late)


def test_the_same_document_again_makes_no_revision(session: Session) -> None:
    assert [publish(session, PLAN, BEFORE, reason="load"), publish(session, dict(PLAN), LATER, reason="load")] == [1, 1]
