"""Several processes at one moment: each reminder is fired by one of them, and no plan is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.database import Database
from handlers import reminders
from handlers.tables import DeliveryRow, NoticeRow, PlannedReminderRow, ReminderRow
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow
from tests.build import beijing, document, load, member, sample_document, stop
from tests.handlers.reminder_scene import planned

pytestmark = pytest.mark.both_databases

PROCESSES = 4


def _at_once(database: Database, *works: Callable[[Session], object]) -> list[object]:
    """Do the works at one moment, each in a unit of its own on a connection of its own."""
    together = Barrier(len(works))

    def one(work: Callable[[Session], object]) -> object:
        together.wait()
        with database.unit() as session:
            return work(session)

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def _count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def crowded(database: Database) -> Database:
    """Put a tour with many stops and people into the database."""
    with database.unit() as session:
        load(session, document(*(stop(f"stop-{number}", f"{8 + number}:00") for number in range(8))))
        for number in range(5):
            member(session, f"김{number}")
    return database


@pytest.mark.parametrize("hour", ["07:50", "10:55", "15:30"])
def test_each_reminder_is_fired_by_one_process(crowded: Database, hour: str) -> None:
    at = beijing(f"09-22 {hour}")

    def fire(session: Session) -> int:
        return sum(1 for one in reminders.fire(session, at, Snapshots()) if one.people)

    with crowded.reading() as session:
        expected = sum(1 for one in reminders.due(session, at) if one.leaves_at > at)
    assert sum(map(int, map(str, _at_once(crowded, *[fire] * PROCESSES)))) == expected
    with crowded.reading() as session:
        assert (_count(session, NoticeRow), _count(session, DeliveryRow)) == (expected, expected * 5)
        assert session.scalars(select(PlannedReminderRow).where(PlannedReminderRow.due_at <= at)).all() == []


def test_processes_a_minute_apart_share_the_reminders(crowded: Database) -> None:
    moments = [beijing(f"09-22 10:{minute}") for minute in (49, 50, 51, 59)]

    def at(moment: object) -> Callable[[Session], object]:
        return lambda session: reminders.fire(session, moment, Snapshots())  # type: ignore[arg-type]

    _at_once(crowded, *map(at, moments))
    with crowded.reading() as session:
        rows = session.execute(select(ReminderRow.stop_id, ReminderRow.minutes)).all()
        assert len(rows) == len(set(rows)) == 8  # of stop-0 to stop-3 both offsets
        owners = session.scalars(select(ReminderRow.notice_id).where(ReminderRow.notice_id.is_not(None))).all()
        assert _count(session, NoticeRow) == len(set(owners))


def test_people_who_change_their_reminders_at_once_are_all_planned(crowded: Database) -> None:
    with crowded.reading() as session:
        ids = list(session.scalars(select(MemberRow.id).order_by(MemberRow.id)))[:PROCESSES]
        itinerary = Snapshots().current(session, "city-1")
    assert itinerary is not None

    def want(who: int, minutes: int) -> Callable[[Session], object]:
        def work(session: Session) -> None:
            session.get_one(MemberRow, who).remind = [minutes]
            session.flush()
            reminders.plan(session, itinerary)

        return work

    _at_once(crowded, *(want(who, 15 + number) for number, who in enumerate(ids)))
    with crowded.reading() as session:
        assert planned(session)["stop-5"] == [60, 18, 17, 16, 15, 10]


def test_a_plan_made_while_the_tour_changes_is_of_the_new_tour(crowded: Database) -> None:
    with crowded.reading() as session:
        old = Snapshots().current(session, "city-1")
    assert old is not None
    works = [lambda session: reminders.plan(session, old)] * 3
    _at_once(crowded, lambda session: load(session, document(stop("tea", "17:00"))), *works)
    with crowded.reading() as session:
        assert planned(session) == {"tea": [60, 10]}


def test_firing_while_the_plan_is_made_anew_repeats_nothing(crowded: Database) -> None:
    at = beijing("09-22 11:50")
    with crowded.reading() as session:
        itinerary = Snapshots().current(session, "city-1")
    assert itinerary is not None
    for _ in range(3):
        _at_once(
            crowded,
            lambda session: reminders.fire(session, at, Snapshots()),
            lambda session: reminders.plan(session, itinerary),
            lambda session: reminders.fire(session, at, Snapshots()),
        )
    with crowded.reading() as session:
        told = session.scalars(select(NoticeRow.payload)).all()
        stops = [payload["stop"] for payload in told]
        assert sorted(stops) == sorted(set(stops)) == ["stop-4"]


def test_the_sample_tour_is_fired_by_one_of_two_servers(sample: Database) -> None:
    other = Database(sample.engine.url.render_as_string(hide_password=False))
    together = Barrier(2)
    at = beijing("09-23 07:50")

    def fire(database: Database) -> list[tuple[str, int | None]]:
        together.wait()
        with database.unit() as session:
            return [(one.due.stop, one.people) for one in reminders.fire(session, at, Snapshots()) if one.people]

    with ThreadPoolExecutor(2) as threads:
        fired = [one for fired in threads.map(fire, (sample, other)) for one in fired]
    other.close()
    assert fired == [("d2-xiaomi", 42)]
    assert sample_document()["remind"] == [60, 30, 10]
