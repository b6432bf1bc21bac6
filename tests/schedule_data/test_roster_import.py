from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from schedule_data.people import Role
from schedule_data.roster_file import Roster, Traveller, read_roster
from schedule_data.roster_import import Imported, import_roster
from schedule_data.tables import MemberRow
from tests.build import BEFORE, ROSTER, document, load, sample_document

pytestmark = pytest.mark.both_databases

LATER = BEFORE + timedelta(days=1)
HANA = Traveller("김하나", 2, group="bus-1", company="가 회사", phone="+82-10-1234-5678")
DUL = Traveller("이둘", 3, role=Role.LEADER)


@pytest.fixture(autouse=True)
def _tour(session: Session) -> None:
    load(session, document())


def _import(session: Session, *people: Traveller, **more: bool) -> Imported:
    return import_roster(session, "city-1", Roster(people, ()), LATER, **more)


def _rows(session: Session) -> list[MemberRow]:
    session.expire_all()
    return list(session.scalars(select(MemberRow).order_by(MemberRow.id)))


def test_people_are_added_with_all_that_is_known(session: Session) -> None:
    whole = replace(HANA, name_en="Kim Hana", language="en", room={"hotel": "801"}, diet="채식")
    whole = replace(whole, emergency_contact="배우자", note="앞자리")
    assert _import(session, whole, DUL) == Imported(2, 0, 0, 0)
    hana, dul = _rows(session)
    assert (hana.name, hana.name_en, hana.role, hana.group) == ("김하나", "Kim Hana", "participant", "bus-1")
    assert (hana.language, hana.room, hana.diet) == ("en", {"hotel": "801"}, "채식")
    assert (hana.emergency_contact, hana.note) == ("배우자", "앞자리")
    assert (dul.role, dul.group, dul.company, dul.phone, dul.room) == ("leader", "", "", "", {})


def test_the_same_again_changes_nobody(session: Session) -> None:
    _import(session, HANA, DUL)
    session.commit()
    assert _import(session, HANA, DUL) == Imported(0, 0, 2, 0)


def test_a_person_is_known_by_name_company_and_phone(session: Session) -> None:
    _import(session, HANA)
    assert _import(session, replace(HANA, group="bus-2")) == Imported(0, 1, 0, 0)
    assert _import(session, replace(HANA, company="나 회사")) == Imported(1, 0, 0, 0)
    assert _import(session, replace(HANA, phone="+82-10-1234-9999")) == Imported(1, 0, 0, 0)
    assert [(row.company, row.phone[-4:], row.group) for row in _rows(session)] == [
        ("가 회사", "5678", "bus-2"),
        ("나 회사", "5678", "bus-1"),
        ("가 회사", "9999", "bus-1"),
    ]


def test_a_phone_written_otherwise_is_the_same(session: Session) -> None:
    _import(session, HANA)
    assert _import(session, replace(HANA, phone="+82 10 1234 5678")) == Imported(0, 1, 0, 0)
    assert [row.phone for row in _rows(session)] == ["+82 10 1234 5678"]


def test_own_settings_outlive_an_import(session: Session) -> None:
    _import(session, HANA)
    (row,) = _rows(session)
    row.remind, row.muted_until = [15], LATER
    _import(session, replace(HANA, group="bus-2"))
    (row,) = _rows(session)
    assert (row.remind, row.muted_until, row.group) == ([15], LATER, "bus-2")


def test_nobody_is_removed_unless_asked(session: Session) -> None:
    _import(session, HANA, DUL)
    assert _import(session, DUL) == Imported(0, 0, 1, 0)
    assert _import(session, DUL, remove_missing=True) == Imported(0, 0, 1, 1)
    assert [(row.name, row.left_at) for row in _rows(session)] == [("김하나", LATER), ("이둘", None)]
    assert _import(session, DUL, remove_missing=True) == Imported(0, 0, 1, 0)


def test_who_comes_back_is_the_same_person(session: Session) -> None:
    _import(session, HANA, DUL)
    (before, _) = (row.id for row in _rows(session))
    _import(session, DUL, remove_missing=True)
    assert _import(session, HANA) == Imported(0, 1, 0, 0)
    back, _ = _rows(session)
    assert (back.id, back.left_at) == (before, None)


def test_tours_are_apart(session: Session) -> None:
    _import(session, HANA)
    load(session, document(tour="city-2"))
    import_roster(session, "city-2", Roster((DUL,), ()), LATER, remove_missing=True)
    assert [(row.tour_id, row.left_at) for row in _rows(session)] == [("city-1", None), ("city-2", None)]


def test_the_sample_roster_is_imported_whole(session: Session) -> None:
    itinerary = load(session, sample_document())
    people = read_roster(ROSTER, itinerary)
    assert import_roster(session, "beijing-1", people, LATER) == Imported(44, 0, 0, 0)
    session.commit()
    assert import_roster(session, "beijing-1", people, LATER) == Imported(0, 0, 44, 0)
