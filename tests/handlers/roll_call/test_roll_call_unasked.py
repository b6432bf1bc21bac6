"""Who says that they don't come while no roll call asks: their leaders hear of it."""

from datetime import timedelta

from handlers.roll_call.unasked import forget_words
from handlers.tables import NoticeKind, NoticeRow
from schedule_data.members import member_of
from tests.build import person
from tests.handlers.roll_call.scene import LEADER, OTHER_LEADER, Calling
from tests.handlers.talk_scene import NOON

MINE = "이서연"


def _told(calling: Calling) -> list[tuple[str, NoticeRow]]:
    return [(name, one) for name, one in calling.queued(NoticeKind.ROLL_CALL) if one.payload["as"] == "unasked"]


def test_leaders_of_the_bus_hear_who_does_not_come_and_in_which_words(calling: Calling) -> None:
    reply = calling.talk.say(MINE, "못 가요 몸이 안 좋아서요")
    assert "인솔자에게도 알렸어요." in reply.paragraphs
    (told,) = _told(calling)
    assert told[0] == LEADER
    composed = calling.composed(LEADER, told[1])
    assert composed is not None
    (fact,) = composed.cards[0].facts
    assert fact.label == MINE
    assert fact.value == "불참 · 몸이 안 좋음 · “못 가요 몸이 안 좋아서요” · 1호차 · +82-10-0000-1002"


def test_who_comes_after_all_is_told_within_a_minute_in_one_more_message(calling: Calling) -> None:
    calling.talk.say(MINE, "못 가요")
    calling.talk.say(MINE, "가는 중이에요", NOON + timedelta(seconds=10))
    calling.talk.say(MINE, "도착", NOON + timedelta(seconds=20))
    calling.talk.say(MINE, "못 가요", NOON + timedelta(seconds=30))
    first, second = _told(calling)
    assert second[1].payload["until"] == (NOON + timedelta(minutes=1)).isoformat()
    assert list(second[1].payload["said"].values()) == ["못 가요"]
    assert first[1].payload["until"] == NOON.isoformat()


def test_who_comes_alone_is_told_of_and_each_bus_at_once(calling: Calling) -> None:
    calling.talk.say(MINE, "전 택시로 갈게요")
    calling.talk.say("전우진", "못 가요")
    assert [(name, one.payload["until"]) for name, one in _told(calling)] == [
        (LEADER, NOON.isoformat()),
        (OTHER_LEADER, NOON.isoformat()),
    ]
    assert calling.counts() == {"absent": 1, "excused": 1, "unknown": 38}


def test_who_said_that_they_stay_comes_after_all(calling: Calling) -> None:
    calling.talk.say(MINE, "다음 일정 빠질게요")
    calling.talk.say(MINE, "아까 빠진다고 했는데 갈게요", NOON + timedelta(seconds=90))
    first, second = _told(calling)
    assert first[1].id != second[1].id
    told = calling.composed(LEADER, second[1], NOON + timedelta(seconds=90))
    assert told is not None
    assert told.cards[0].facts[0].value.startswith("늦음")


def test_an_open_roll_call_shows_it_and_a_free_visit_waits_for_nobody(calling: Calling) -> None:
    calling.open()
    calling.talk.say(MINE, "못 가요")
    calling.talk.tap(MINE, "attendance.absent", stop="d2-cbd")
    assert _told(calling) == []


def test_what_changes_nothing_is_told_once(calling: Calling) -> None:
    for second in (0, 70):
        calling.talk.say(MINE, "못 가요", NOON + timedelta(seconds=second))
    calling.talk.say("정현수", "이서연 왔음", NOON + timedelta(seconds=140))
    assert len(_told(calling)) == 1


def test_the_words_go_with_the_personal_data_of_who_wrote_them(calling: Calling) -> None:
    calling.talk.say(MINE, "못 가요 몸이 안 좋아서요")
    session, member = calling.talk.session, member_of(person(calling.talk.session, MINE))
    forget_words(session, member.tour, member.id)
    assert list(_told(calling)[0][1].payload["said"].values()) == [""]
