import pytest
from sqlalchemy.orm import Session

from schedule_data.inserting import insert_new
from schedule_data.publishing import publish
from schedule_data.tables import MemberRow, RevisionRow, TourRow
from tests.build import BEFORE, document

pytestmark = pytest.mark.both_databases


def test_only_what_is_new_is_inserted_and_given(session: Session) -> None:
    rows = [{"id": name, "revision": 0} for name in ("city-1", "city-2")]
    assert insert_new(session, TourRow, [], [TourRow.id]) == []
    assert [row.id for row in insert_new(session, TourRow, rows[:1], [TourRow.id])] == ["city-1"]
    assert [row.id for row in insert_new(session, TourRow, rows, [TourRow.id])] == ["city-2"]
    assert insert_new(session, TourRow, rows, [TourRow.id]) == []


def test_of_two_alike_in_one_batch_one_is_inserted(session: Session) -> None:
    rows = [{"id": "city-1", "revision": 0}, {"id": "city-1", "revision": 9}]
    assert len(insert_new(session, TourRow, rows, [TourRow.id])) == 1


def test_many_rows_are_inserted_at_once(session: Session) -> None:
    rows = [{"id": f"city-{number}", "revision": number} for number in range(3000)]
    assert len(insert_new(session, TourRow, rows, [TourRow.id])) == 3000


def test_what_is_inserted_is_left_as_it_was(session: Session) -> None:
    publish(session, document(), BEFORE, reason="test")
    insert_new(session, TourRow, [{"id": "city-1", "revision": 9}], [TourRow.id])
    session.expire_all()
    assert session.get_one(TourRow, "city-1").revision == 1
    assert session.get_one(RevisionRow, ("city-1", 1)).document["tour"] == "city-1"


def test_rows_may_refer_to_what_is_only_pending_and_name_columns_as_classes_do(session: Session) -> None:
    session.add(TourRow(id="city-1", revision=0))
    row = {"tour_id": "city-1", "name": "김하늘", "company": "", "role": "participant", "group": "1호차"}
    given = insert_new(session, MemberRow, [row], [MemberRow.tour_id, MemberRow.group])
    assert [(one.tour_id, one.group) for one in given] == [("city-1", "1호차")]
