from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.audience import Audience, audience, gathering_stop, reachable
from handlers.notices import Notice, queue
from handlers.tables import AccountRow, AttendanceRow, AttendanceState, DeliveryRow, NoticeKind
from schedule_data.itinerary import Itinerary
from schedule_data.members import members_of
from schedule_data.tables import MemberRow
from tests.build import beijing
from tests.handlers.talk_scene import NOON, Talk

pytestmark = pytest.mark.both_databases


def _itinerary(talk: Talk) -> Itinerary:
    found = talk.tours.snapshots.current(talk.session, "beijing-1")
    assert found is not None
    return found


def _audience(talk: Talk, code: str, language: str = "ko") -> Audience:
    found = audience(talk.session, _itinerary(talk), code, language)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "name", "count"),
    [
        ("all", "전체", 44),
        ("bus-1", "1호차", 21),
        ("bus-2", "2호차", 21),
        ("role:participant", "참가자", 40),
        ("role:leader", "인솔자", 2),
        ("role:staff", "운영진", 2),
        ("diet:vegetarian", "채식", 4),
        ("bus-2+diet:vegetarian", "2호차 · 채식", 2),
        ("bus-1+bus-2", "1호차 · 2호차", 0),
        ("missing:d2-xiaomi", "샤오미 슈퍼공장 견학 미도착자", 40),
    ],
)
def test_a_code_names_people(talk: Talk, code: str, name: str, count: int) -> None:
    found = _audience(talk, code)
    assert (found.name, len(found.people), found.code) == (name, count, code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "bus-9",
        "role:boss",
        "people:",
        "people:999999",
        "missing:nowhere",
        "unconfirmed:5",
        "unconfirmed:x",
        "diet:x",
        "bus-9+all",
    ],
)
def test_a_code_of_nothing_names_nobody(talk: Talk, code: str) -> None:
    assert audience(talk.session, _itinerary(talk), code, "ko") is None


def test_named_people_are_named_up_to_three(talk: Talk) -> None:
    ids = [one.id for one in members_of(talk.session, "beijing-1")[:5]]
    assert _audience(talk, f"people:{ids[0]},{ids[1]}").name == "김민준, 이서연"
    five = _audience(talk, f"people:{','.join(map(str, ids))}", "en")
    assert (five.name, len(five.people)) == ("김민준, 이서연, 박도윤 and 2 more", 5)


def test_who_is_there_or_does_not_come_is_not_missing_by_their_newest_word(talk: Talk) -> None:
    first, second, third, fourth = members_of(talk.session, "beijing-1")[:4]
    words = [
        (first, AttendanceState.HERE),
        (second, AttendanceState.ABSENT),
        (third, AttendanceState.LATE),
        (fourth, AttendanceState.HERE),
        (fourth, AttendanceState.LATE),
    ]
    for member, state in words:
        talk.session.add(
            AttendanceRow(
                tour_id="beijing-1", stop_id="d2-xiaomi", member_id=member.id, state=state, evidence="self", at=NOON
            )
        )
    talk.session.flush()
    people = _audience(talk, "missing:d2-xiaomi").people
    assert len(people) == 38
    assert {third.id, fourth.id} < {one.id for one in people}


def test_the_unconfirmed_of_a_notice(talk: Talk) -> None:
    people = members_of(talk.session, "beijing-1")[:3]
    notice = queue(talk.session, Notice("beijing-1", NoticeKind.BROADCAST), people, NOON)
    confirmed = talk.session.scalars(select(DeliveryRow).where(DeliveryRow.member_id == people[0].id)).one()
    confirmed.acknowledged_at = NOON
    talk.session.flush()
    assert list(_audience(talk, f"unconfirmed:{notice}").people) == list(people[1:])


def test_the_stop_that_people_gather_for(talk: Talk) -> None:
    itinerary = _itinerary(talk)
    names = {
        at: stop.id
        for at in ("09-23 07:50", "09-23 08:20", "09-23 08:50", "09-23 08:51")
        if (stop := gathering_stop(itinerary, beijing(at)))
    }
    assert names == {
        "09-23 07:50": "d2-xiaomi",
        "09-23 08:20": "d2-xiaomi",
        "09-23 08:50": "d2-xiaomi",
        "09-23 08:51": "d2-drive",
    }
    last = itinerary.stops[-1]
    late = gathering_stop(itinerary, last.leaves_at + timedelta(minutes=40))
    assert late is not None
    assert late.id == last.id


def test_who_has_an_account_that_takes_messages_is_reachable(talk: Talk) -> None:
    people = members_of(talk.session, "beijing-1")
    names = {one.name for one in people if one.id in reachable(talk.session, people)}
    assert names == {"이서연", "전우진", "정현수", "김도현"}
    row = talk.session.scalars(
        select(AccountRow).join(MemberRow, MemberRow.id == AccountRow.member_id).where(MemberRow.name == "전우진")
    ).one()
    row.unreachable = "blocked"
    talk.session.flush()
    assert len(reachable(talk.session, people)) == 3
