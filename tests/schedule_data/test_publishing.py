from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import Database
from schedule_data.publishing import PlanChanged, current_document, publish
from schedule_data.tables import RevisionRow, TourRow
from tests.build import BEFORE, document, sample_document, stop

pytestmark = pytest.mark.both_databases

LATER = BEFORE + timedelta(days=1)
TEA, LATE_TEA = document(stop("tea", "17:00")), document(stop("tea", "18:30"))


def test_a_tour_begins_with_its_first_revision(session: Session) -> None:
    assert current_document(session, "city-1") is None
    assert publish(session, TEA, BEFORE, reason="load", author_id=7) == 1
    assert current_document(session, "city-1") == TEA
    row = session.get_one(RevisionRow, ("city-1", 1))
    assert (row.created_at, row.author_id, row.reason) == (BEFORE, 7, "load")


def test_every_change_is_a_new_revision_and_the_old_ones_stay(session: Session) -> None:
    for number, content in enumerate((TEA, LATE_TEA, TEA), start=1):
        assert publish(session, content, BEFORE, reason="test") == number
    rows = session.scalars(select(RevisionRow).order_by(RevisionRow.number)).all()
    assert [row.document for row in rows] == [TEA, LATE_TEA, TEA]


@pytest.mark.parametrize("content", [TEA, sample_document()], ids=["small", "sample"])
def test_the_same_again_changes_nothing(session: Session, content: dict[str, object]) -> None:
    publish(session, content, BEFORE, reason="load")
    session.commit()
    assert publish(session, content, LATER, reason="load") == 1
    assert len(session.scalars(select(RevisionRow)).all()) == 1


def test_tours_are_counted_apart(session: Session) -> None:
    publish(session, TEA, BEFORE, reason="test")
    assert publish(session, document(tour="city-2"), BEFORE, reason="test") == 1
    assert publish(session, LATE_TEA, BEFORE, reason="test") == 2


def test_a_change_of_an_old_revision_is_refused_and_nothing_written(session: Session) -> None:
    publish(session, TEA, BEFORE, reason="test")
    publish(session, LATE_TEA, BEFORE, reason="test", based_on=1)
    with pytest.raises(PlanChanged) as caught:
        publish(session, TEA, LATER, reason="test", based_on=1)
    assert caught.value.revision == 2
    assert current_document(session, "city-1") == LATE_TEA


def test_when_a_stop_was_last_changed_is_kept(session: Session) -> None:
    walk, tea, late = stop("walk", "10:00"), stop("tea", "17:00"), stop("tea", "18:30")
    contents = (document(walk, tea), document(walk, late), document(walk, late, title="x"), document(late))
    changed = []
    for day, content in enumerate(contents):
        number = publish(session, content, BEFORE + timedelta(days=day), reason="test")
        changed.append(session.get_one(RevisionRow, ("city-1", number)).changed)
    assert changed == [{}, *[{"tea": LATER.isoformat()}] * 3]


def test_of_changes_at_once_none_is_lost(database: Database) -> None:
    with database.unit() as session:
        publish(session, TEA, BEFORE, reason="test")
    together = Barrier(4)

    def change(number: int) -> int:
        together.wait()
        with database.unit() as session:
            return publish(session, document(stop(f"stop-{number}", "17:00")), BEFORE, reason="test")

    with ThreadPoolExecutor(4) as threads:
        numbers = sorted(threads.map(change, range(4)))
    assert numbers == [2, 3, 4, 5]
    with database.reading() as session:
        assert session.get_one(TourRow, "city-1").revision == 5


def test_of_changes_of_one_revision_at_once_one_is_taken(database: Database) -> None:
    with database.unit() as session:
        publish(session, TEA, BEFORE, reason="test")
    together = Barrier(3)

    def change(number: int) -> bool:
        together.wait()
        try:
            with database.unit() as session:
                publish(session, document(stop(f"stop-{number}", "17:00")), BEFORE, reason="test", based_on=1)
        except PlanChanged:
            return False
        return True

    with ThreadPoolExecutor(3) as threads:
        assert sorted(threads.map(change, range(3))) == [False, False, True]
