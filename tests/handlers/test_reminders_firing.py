from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.composing import Copy, compose
from handlers.reminders import next_due
from handlers.tables import DeliveryRow, Lane, NoticeKind, NoticeRow, ReminderRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.build import beijing, document, load, member, person, sample_document, seoul, stop
from tests.handlers.reminder_scene import fire, names, planned, told
from tests.tours import open_tours

pytestmark = pytest.mark.both_databases

TEA = document(stop("tea", "17:00"))


@pytest.fixture
def somebody(session: Session) -> MemberRow:
    """Put one person on a tour with one stop at 17:00."""
    load(session, TEA)
    return member(session)


def _says(session: Session, row: MemberRow, stop_id: str, hour: str) -> str | None:
    copy = Copy(NoticeKind.REMINDER, {"stop": stop_id}, member_of(row))
    reply = compose(session, copy, beijing(f"09-22 {hour}"), open_tours())
    return None if reply is None else reply.paragraphs[0]


@pytest.mark.usefixtures("somebody")
def test_each_reminder_fires_once_at_its_minute(session: Session) -> None:
    assert fire(session, beijing("09-22 15:59")) == []
    assert fire(session, beijing("09-22 16:00")) == [("tea", (60,), 1)]
    assert fire(session, beijing("09-22 16:00")) == []
    assert fire(session, beijing("09-22 16:50")) == [("tea", (10,), 1)]
    assert fire(session, beijing("09-22 17:30")) == []
    assert told(session) == [("김하나", "tea")] * 2
    assert next_due(session) is None


@pytest.mark.usefixtures("somebody")
def test_what_fires_is_a_notice_that_ends_with_the_departure(session: Session) -> None:
    fire(session, beijing("09-22 16:00"))
    notice, delivery = session.execute(select(NoticeRow, DeliveryRow).join(DeliveryRow)).one()
    assert (notice.kind, notice.payload, notice.expires_at) == ("reminder", {"stop": "tea"}, beijing("09-22 17:00"))
    assert (delivery.state, delivery.lane) == ("queued", Lane.REMINDER)
    assert delivery.next_try_at == beijing("09-22 16:00")
    assert session.scalars(select(ReminderRow.notice_id)).all() == [notice.id]


def test_offsets_that_collapsed_while_nobody_rang_are_sent_once(session: Session, somebody: MemberRow) -> None:
    assert fire(session, beijing("09-22 16:53")) == [("tea", (10, 60), 1)]
    assert names(session) == ["김하나"]
    says = _says(session, somebody, "tea", "16:53")
    assert says is not None
    assert says.startswith("7분 뒤")
    assert says.endswith("tea · 17:00 (한국 18:00)")


@pytest.mark.usefixtures("somebody")
def test_what_began_while_nobody_rang_is_missed_without_a_word(session: Session) -> None:
    assert fire(session, beijing("09-22 17:00")) == [("tea", (10, 60), None)]
    assert session.scalars(select(NoticeRow)).all() == []
    assert session.scalars(select(ReminderRow.notice_id)).all() == [None, None]
    assert fire(session, beijing("09-22 17:01")) == []


@pytest.mark.usefixtures("somebody")
def test_a_restart_repeats_nothing(session: Session) -> None:
    fire(session, beijing("09-22 16:00"))
    load(session, TEA)
    assert planned(session) == {"tea": [10]}
    assert fire(session, beijing("09-22 16:20")) == []


@pytest.mark.usefixtures("somebody")
def test_a_change_repeats_none_of_the_sent_and_moves_the_unsent(session: Session) -> None:
    fire(session, beijing("09-22 16:00"))
    load(session, document(stop("tea", "18:30")))
    assert fire(session, beijing("09-22 17:30")) == []
    assert fire(session, beijing("09-22 18:20")) == [("tea", (10,), 1)]


@pytest.mark.usefixtures("somebody")
def test_a_stop_moved_to_another_day_is_a_new_occasion(session: Session) -> None:
    fire(session, beijing("09-22 16:00"))
    fire(session, beijing("09-22 16:50"))
    load(session, document(stop("tea", "17:00", day=23)))
    assert planned(session) == {"tea": [60, 10]}
    assert fire(session, beijing("09-23 16:00")) == [("tea", (60,), 1)]


@pytest.mark.usefixtures("somebody")
def test_a_stop_moved_to_an_earlier_time_is_reminded_at_once(session: Session) -> None:
    load(session, document(stop("tea", "15:30")))
    assert fire(session, beijing("09-22 15:25")) == [("tea", (10, 60), 1)]


@pytest.mark.usefixtures("somebody")
def test_a_removed_stop_reminds_nobody(session: Session) -> None:
    load(session, document())
    assert fire(session, beijing("09-22 16:55")) == []
    assert names(session) == []


def test_a_copy_that_waits_while_the_stop_goes_has_nothing_to_say(session: Session, somebody: MemberRow) -> None:
    assert _says(session, somebody, "tea", "16:30") is not None
    load(session, document(stop("tea", "15:30")))
    assert _says(session, somebody, "tea", "15:29") is not None
    assert _says(session, somebody, "tea", "15:30") is None
    load(session, document())
    assert _says(session, somebody, "tea", "15:00") is None


def test_only_the_group_of_a_stop_is_told(session: Session) -> None:
    load(session, document(stop("tea", "17:00", groups=["bus-1"])))
    for name, group in (("김하나", "bus-1"), ("이둘", "bus-2"), ("박셋", "")):
        member(session, name, group=group)
    assert fire(session, beijing("09-22 16:00")) == [("tea", (60,), 2)]
    assert names(session) == ["김하나", "박셋"]


def test_a_person_s_own_offsets_replace_the_tour_s(session: Session) -> None:
    load(session, document())
    member(session, "김하나", remind=[15])
    member(session, "이둘")
    load(session, TEA)
    assert fire(session, beijing("09-22 16:00")) == [("tea", (60,), 1)]
    assert fire(session, beijing("09-22 16:45")) == [("tea", (15,), 1)]
    assert fire(session, beijing("09-22 16:50")) == [("tea", (10,), 1)]
    assert names(session) == ["이둘", "김하나", "이둘"]


def test_a_person_s_own_offsets_give_way_to_a_stop_s(session: Session) -> None:
    load(session, document())
    member(session, "김하나", remind=[15])
    load(session, document(stop("airport", "17:00", remind=[120])))
    assert fire(session, beijing("09-22 15:00")) == [("airport", (120,), 1)]
    assert fire(session, beijing("09-22 16:59")) == []


def test_who_wants_silence_is_left_alone_until_it_ends(session: Session) -> None:
    load(session, TEA)
    member(session, "김하나", muted_until=beijing("09-22 16:30"))
    member(session, "이둘")
    assert fire(session, beijing("09-22 16:00")) == [("tea", (60,), 1)]
    assert fire(session, beijing("09-22 16:50")) == [("tea", (10,), 2)]
    assert names(session) == ["이둘", "김하나", "이둘"]


def test_staff_are_reminded_where_they_asked_and_leaders_always(session: Session) -> None:
    load(session, TEA)
    member(session, "박사무", role="staff")
    member(session, "최사무", role="staff", remind=[60])
    member(session, "이지도", role="leader")
    fire(session, beijing("09-22 16:00"))
    assert names(session) == ["최사무", "이지도"]


def test_who_left_the_tour_is_not_told(session: Session) -> None:
    load(session, TEA)
    member(session, "김하나", left_at=beijing("09-20 00:00"))
    assert fire(session, beijing("09-22 16:00")) == [("tea", (60,), 0)]


def test_several_tours_are_told_apart(session: Session) -> None:
    for tour, name in (("city-1", "김하나"), ("city-2", "이둘")):
        load(session, document(stop("tea", "17:00"), tour=tour))
        member(session, name, tour=tour)
    assert fire(session, beijing("09-22 16:00")) == [("tea", (60,), 1), ("tea", (60,), 1)]
    assert sorted(names(session)) == ["김하나", "이둘"]


def test_the_sample_tour_is_reminded_from_its_first_evening_on(sample_session: Session) -> None:
    at, seen = seoul("09-21 18:00"), []
    while at < seoul("09-22 14:30"):
        seen += [(one[0], one[1], one[2], at) for one in fire(sample_session, at)]
        at += timedelta(minutes=1)
    assert seen == [
        ("d1-meet", (720,), 42, seoul("09-21 18:30")),
        ("d1-meet", (120,), 42, seoul("09-22 04:30")),
        ("d1-lunch", (60,), 42, beijing("09-22 11:30")),
        ("d1-lunch", (30,), 42, beijing("09-22 12:00")),
        ("d1-lunch", (10,), 42, beijing("09-22 12:20")),
        ("d1-4paradigm", (60,), 42, beijing("09-22 12:40")),
        ("d1-4paradigm", (30,), 42, beijing("09-22 13:10")),
    ]
    assert set(told(sample_session)) >= {("김민준", "d1-meet"), ("정현수", "d1-lunch")}
    assert "박소영" not in names(sample_session)


def test_loading_in_the_middle_of_a_tour_is_silent_about_what_is_over(session: Session) -> None:
    load(session, sample_document())
    member(session, tour="beijing-1", group="bus-1")
    fired = fire(session, beijing("09-23 09:00"))
    assert [one for one in fired if one[2] is not None] == []
    assert ("d1-lunch", (10, 30, 60), None) in fired
    assert next_due(session) == beijing("09-23 11:00")


def test_a_reminder_of_an_account_s_language_says_the_sample_s_facts(sample_session: Session) -> None:
    copy = Copy(NoticeKind.REMINDER, {"stop": "d2-xiaomi"}, member_of(person(sample_session, "이서연")), "en")
    reply = compose(sample_session, copy, beijing("09-23 07:50"), open_tours())
    assert reply is not None
    assert reply.paragraphs[0] == (
        "Gathering in 30 minutes: Xiaomi EV Super Factory tour · 08:20 (Korea 09:20) Hotel lobby"
    )
