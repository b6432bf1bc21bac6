import pytest
from sqlalchemy.orm import Session

from schedule_data.members import member_of, members_of, named
from schedule_data.people import Member, Role
from tests.build import BEFORE, document, load, member

pytestmark = pytest.mark.both_databases


def test_a_row_becomes_a_value(session: Session) -> None:
    load(session, document())
    row = member(
        session, role="leader", group="bus-1", company="회사", room={"hotel": "801"}, remind=[15], muted_until=BEFORE
    )
    session.commit()
    session.expire_all()
    assert member_of(row) == Member(
        row.id,
        "city-1",
        "김하나",
        Role.LEADER,
        "bus-1",
        company="회사",
        room={"hotel": "801"},
        remind=(15,),
        muted_until=BEFORE,
    )


def test_what_is_not_known_is_empty(session: Session) -> None:
    load(session, document())
    row = member(session)
    session.commit()
    session.expire_all()
    assert member_of(row) == Member(row.id, "city-1", "김하나")


def test_everybody_is_given_in_the_roster_s_order_but_who_left(session: Session) -> None:
    load(session, document())
    load(session, document(tour="city-2"))
    for name in ("하나", "가나", "나라"):
        member(session, name)
    member(session, "다라", left_at=BEFORE)
    member(session, "마바", tour="city-2")
    assert [one.name for one in members_of(session, "city-1")] == ["하나", "가나", "나라"]
    assert members_of(session, "nowhere") == []


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("김하나", ["가 회사", "나 회사"]),
        (" 김하나 / 나 회사 ", ["나 회사"]),
        ("Kim Hana", ["가 회사"]),
        ("김하나/다 회사", []),
        ("김하", []),
        ("", []),
        ("/가 회사", []),
    ],
)
def test_people_are_found_by_name_and_company(session: Session, who: str, found: list[str]) -> None:
    load(session, document())
    member(session, company="가 회사", name_en="Kim Hana")
    member(session, company="나 회사", name_en="Kim Ha-na")
    assert [one.company for one in named(session, "city-1", who)] == found
