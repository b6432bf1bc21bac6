from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.broadcast.times import LATEST
from handlers.failover import RECENT, TOGETHER, FailedOver, fail_over
from handlers.patience import UNCONFIRMED_AFTER
from handlers.tables import AccountRow, DeliveryState, DeliveryTryRow, NoticeKind
from schedule_data.people import Role
from schedule_data.snapshots import Snapshots
from tests.build import account, member
from tests.handlers.delivery_scene import AT, MINUTE, Party, party

pytestmark = pytest.mark.both_databases

ACCEPTED, FAILED, QUEUED = DeliveryState.ACCEPTED, DeliveryState.FAILED, DeliveryState.QUEUED
OVERDUE = AT + UNCONFIRMED_AFTER
SNAPSHOTS = Snapshots()  # no notice here is of a change of plan


@pytest.fixture
def tour(session: Session) -> Party:
    return party(session)


def test_unconfirmed_urgent_notices_go_on_to_the_next_channel_or_to_the_call_list(tour: Party) -> None:
    notice = tour.notice()
    tour.settle(notice, ACCEPTED, ACCEPTED, ACCEPTED, message_ref="17")
    assert fail_over(tour.session, OVERDUE - MINUTE, SNAPSHOTS) == FailedOver()
    tour.copies(notice)[0].acknowledged_at = AT
    assert fail_over(tour.session, OVERDUE, SNAPSHOTS) == FailedOver(next_channel=1, to_call=1)
    assert [row.state for row in tour.copies(notice)] == [ACCEPTED, QUEUED, ACCEPTED]
    tried = tour.session.scalars(select(DeliveryTryRow)).one()
    assert (tried.reason, tried.closed, tried.message_ref) == ("unconfirmed", True, "17")
    assert tour.told(NoticeKind.CALL_LIST) == [("이끔", {"notice": notice, "members": [tour.people[2].id]})]
    assert fail_over(tour.session, OVERDUE, SNAPSHOTS) == FailedOver()


def test_who_confirms_on_no_channel_is_called_last(tour: Party) -> None:
    notice = tour.notice()
    tour.settle(notice, ACCEPTED, ACCEPTED, ACCEPTED)
    fail_over(tour.session, OVERDUE, SNAPSHOTS)
    web = tour.session.scalars(select(AccountRow).where(AccountRow.channel == "web")).one()
    second = tour.copies(notice)[1]
    second.state, second.account_id, second.accepted_at = ACCEPTED, web.id, OVERDUE
    assert fail_over(tour.session, OVERDUE + UNCONFIRMED_AFTER, SNAPSHOTS) == FailedOver(to_call=1)
    assert [payload["members"] for _, payload in tour.told(NoticeKind.CALL_LIST)][-1] == [tour.people[1].id]


def test_failed_urgent_notices_are_on_the_call_list_at_once(tour: Party) -> None:
    notice = tour.notice(asks=False)
    tour.settle(notice, FAILED, ACCEPTED, FAILED)
    assert fail_over(tour.session, AT, SNAPSHOTS) == FailedOver(to_call=2)
    ((leader, payload),) = tour.told(NoticeKind.CALL_LIST)
    assert (leader, payload["members"]) == ("이끔", [tour.people[0].id, tour.people[2].id])
    assert fail_over(tour.session, AT + RECENT, SNAPSHOTS) == FailedOver()


@pytest.mark.parametrize(("state", "found"), [(ACCEPTED, FailedOver(1, 2)), (FAILED, FailedOver(0, 3))])
def test_a_notice_set_long_ahead_counts_from_when_it_goes_out(
    tour: Party, state: DeliveryState, found: FailedOver
) -> None:
    notice = tour.notice(written=AT - LATEST)
    tour.settle(notice, state, state, state)
    assert fail_over(tour.session, AT + RECENT, SNAPSHOTS) == FailedOver()
    assert fail_over(tour.session, OVERDUE, SNAPSHOTS) == found


def test_a_notice_that_fails_batch_by_batch_makes_one_list(tour: Party) -> None:
    notice = tour.notice(asks=False)
    tour.settle(notice, FAILED, ACCEPTED, ACCEPTED)
    fail_over(tour.session, AT, SNAPSHOTS)
    tour.copies(notice)[2].state = FAILED
    assert fail_over(tour.session, AT + MINUTE, SNAPSHOTS) == FailedOver(to_call=1)
    ((_, payload),) = tour.told(NoticeKind.CALL_LIST)
    assert payload == {"notice": notice, "members": [tour.people[0].id, tour.people[2].id]}
    tour.copies(notice)[1].state = FAILED
    fail_over(tour.session, AT + TOGETHER, SNAPSHOTS)
    assert [one["members"] for _, one in tour.told(NoticeKind.CALL_LIST)][1:] == [[tour.people[1].id]]


@pytest.mark.parametrize(("urgent", "payload"), [(False, {}), (True, {"asks": False}), (True, {"withdrawn": True})])
def test_other_notices_are_left_alone(tour: Party, urgent: bool, payload: dict[str, Any]) -> None:  # noqa: FBT001
    notice = tour.notice(urgent=urgent, **payload)
    tour.settle(notice, ACCEPTED, ACCEPTED, ACCEPTED)
    assert fail_over(tour.session, OVERDUE, SNAPSHOTS) == FailedOver()


def test_an_unreachable_account_is_no_next_channel(tour: Party) -> None:
    notice = tour.notice()
    tour.settle(notice, ACCEPTED, ACCEPTED, ACCEPTED)
    for account_ in tour.session.scalars(select(AccountRow).where(AccountRow.channel == "web")):
        account_.unreachable = "left"
    assert fail_over(tour.session, OVERDUE, SNAPSHOTS) == FailedOver(to_call=3)


def test_leaders_of_a_group_hear_of_their_people_only(tour: Party) -> None:
    for row, group in zip(tour.people, ("bus-1", "bus-2", "bus-2"), strict=True):
        row.group = group
    tour.leader.group = "bus-1"
    other = member(tour.session, "다른끔", role=Role.LEADER, group="bus-2")
    account(tour.session, other)
    notice = tour.notice(asks=False)
    tour.settle(notice, FAILED, FAILED, FAILED)
    fail_over(tour.session, AT, SNAPSHOTS)
    told = {leader: payload["members"] for leader, payload in tour.told(NoticeKind.CALL_LIST)}
    assert told == {"이끔": [tour.people[0].id], "다른끔": [row.id for row in tour.people[1:]]}


def test_who_has_no_leader_of_their_own_is_told_to_all(tour: Party) -> None:
    tour.leader.group, tour.people[0].group = "bus-1", "bus-2"
    notice = tour.notice(asks=False)
    tour.settle(notice, FAILED, ACCEPTED, ACCEPTED)
    fail_over(tour.session, AT, SNAPSHOTS)
    assert tour.told(NoticeKind.CALL_LIST) == [("이끔", {"notice": notice, "members": [tour.people[0].id]})]


def test_without_leaders_the_staff_are_told(tour: Party) -> None:
    tour.leader.role = Role.STAFF
    notice = tour.notice(asks=False)
    tour.settle(notice, FAILED, ACCEPTED, ACCEPTED)
    fail_over(tour.session, AT, SNAPSHOTS)
    assert [name for name, _ in tour.told(NoticeKind.CALL_LIST)] == ["이끔"]


def test_the_call_list_names_people_with_numbers_and_reasons(tour: Party) -> None:
    notice = tour.notice(asks=False, text="버스로 오세요", sent_at=AT.isoformat())
    mine = tour.session.scalars(select(AccountRow).where(AccountRow.member_id == tour.people[0].id)).one()
    mine.unreachable = "Forbidden: bot was blocked by the user"
    tour.settle(notice, FAILED, ACCEPTED, FAILED)
    first, _, third = tour.copies(notice)
    first.reason, third.reason = "unreachable", "no_account"
    tour.people[2].phone = ""
    fail_over(tour.session, AT, SNAPSHOTS)
    payload = tour.told(NoticeKind.CALL_LIST)[0][1]
    words = tour.words(NoticeKind.CALL_LIST, payload)
    assert words is not None
    assert words.paragraphs == ("연락이 닿지 않는 분이 2명 있어요. 전화해 주세요.", "공지 내용: “버스로 오세요”")
    assert [(fact.label, fact.value) for fact in words.cards[0].facts] == [
        ("김하나", "+82-10-0000-1000 · 텔레그램에서 길잡이를 차단했어요"),
        ("박셋", "등록된 번호 없음 · 아직 어느 채널에도 연결하지 않았어요"),
    ]
    third.acknowledged_at = first.acknowledged_at = AT
    tour.session.flush()
    assert tour.words(NoticeKind.CALL_LIST, payload) is None
    assert tour.words(NoticeKind.CALL_LIST, {"notice": 10**6, "members": []}) is None
