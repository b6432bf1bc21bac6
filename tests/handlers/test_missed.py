from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from handlers import reminders
from handlers.missed import TOLD_WITHIN, tell_expired, tell_missed
from handlers.pauses import tell_pause
from handlers.tables import DeliveryState, NoticeKind
from schedule_data.snapshots import Snapshots
from tests.build import beijing, document, load, stop
from tests.handlers.delivery_scene import AT, MINUTE, Party, party

pytestmark = pytest.mark.both_databases

BEGUN = beijing("09-22 09:30")  # the walk at 09:20 has begun
HOUR = timedelta(hours=1)


@pytest.fixture
def tour(session: Session) -> Party:
    return party(session)


def _fire(tour: Party, at: object) -> dict[str, int]:
    snapshots = Snapshots()
    fired = reminders.fire(tour.session, at, snapshots)  # type: ignore[arg-type]
    return dict(tell_missed(tour.session, fired, snapshots, at))  # type: ignore[arg-type]


def test_reminders_due_while_nothing_ran_are_told_in_one_message(tour: Party) -> None:
    assert _fire(tour, beijing("09-22 14:30")) == {"city-1": 2}
    assert tour.told(NoticeKind.MISSED) == [("이끔", {"stops": {"walk": 0, "park": 0}})]
    words = tour.words(NoticeKind.MISSED, {"stops": {"walk": 0, "park": 3, "gone": 1}})
    assert words is not None
    assert words.paragraphs[0].startswith("제때 보내지 못해 건너뛴 알림이 있어요.")
    assert [(item.title, item.where) for item in words.agendas[0].items] == [("walk", "모두"), ("park", "3명")]
    assert tour.words(NoticeKind.MISSED, {"stops": {"gone": 1}}) is None


def test_nothing_is_told_of_what_was_sent_in_time(tour: Party) -> None:
    assert _fire(tour, beijing("09-22 08:20")) == {}
    assert tour.told(NoticeKind.MISSED) == []


def test_nothing_is_told_of_stops_before_the_tour_was_loaded_or_long_ago(session: Session) -> None:
    load(session, document(stop("walk", "09:20")), BEGUN)
    snapshots = Snapshots()
    fired = reminders.fire(session, BEGUN, snapshots)
    assert [one.people for one in fired] == [None]
    assert tell_missed(session, fired, snapshots, BEGUN) == {}


def test_nothing_is_told_of_days_ago(tour: Party) -> None:
    assert _fire(tour, BEGUN + TOLD_WITHIN * 2) == {}


def test_queued_reminders_that_expired_are_told_with_how_many_people(tour: Party) -> None:
    reminder = tour.notice(NoticeKind.REMINDER, stop="walk")
    broadcast = tour.notice(NoticeKind.BROADCAST)
    tour.settle(reminder, DeliveryState.EXPIRED, DeliveryState.ACCEPTED, DeliveryState.EXPIRED)
    tour.settle(broadcast, *[DeliveryState.EXPIRED] * 3)
    assert tell_expired(tour.session, AT) == {"city-1": 2}
    assert tour.told(NoticeKind.MISSED) == [("이끔", {"stops": {"walk": 2}})]
    assert tell_expired(tour.session, AT) == {}


def test_a_long_pause_is_told_to_the_leaders_of_tours_that_wait(tour: Party) -> None:
    until = AT + HOUR
    assert tell_pause(tour.session, "telegram", None, until, AT) == 0
    tour.notice()
    assert tell_pause(tour.session, "telegram", None, until, AT) == 1
    ((leader, payload),) = tour.told(NoticeKind.PAUSE)
    assert leader == "이끔"
    assert payload == {"avoid": "telegram", "until": until.isoformat(), "chat": False}
    during, after = tour.words(NoticeKind.PAUSE, payload), tour.words(NoticeKind.PAUSE, payload, until)
    assert during is not None
    assert after is not None
    assert during.paragraphs[0] == "텔레그램이 지금 길잡이의 메시지를 받지 않고 있어요. 1시간 뒤 09:00에 풀려요."
    assert during.paragraphs[1] == "아직 보내지 못한 메시지가 3건 있어요."
    assert after.paragraphs == ("텔레그램이 한동안 메시지를 받지 않았어요. 지금은 풀려서 밀린 메시지를 보내고 있어요.",)


def test_a_long_pause_of_one_chat_is_told_to_its_leaders(tour: Party) -> None:
    address = f"at-{tour.people[0].id}"
    assert tell_pause(tour.session, "telegram", address, AT + HOUR, AT + MINUTE) == 1
    assert tell_pause(tour.session, "telegram", "at-nobody", AT + HOUR, AT + MINUTE) == 0
    words = tour.words(NoticeKind.PAUSE, tour.told(NoticeKind.PAUSE)[0][1])
    assert words is not None
    assert words.paragraphs[0].startswith("텔레그램이 우리 팀 채팅방 하나에")
