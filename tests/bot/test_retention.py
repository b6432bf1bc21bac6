"""Personal data goes so many days after a tour as its file says: once, and of no other tour."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest
import structlog
from sqlalchemy import select, update

from bot.clock import SettableClock
from bot.database import Database
from bot.housekeeping import Housekeeping
from bot.purge.certificate import is_genuine
from bot.retention import due, erase_what_is_due
from handlers.tables import RatingRow
from schedule_data.members import members_of
from schedule_data.publishing import current_document, publish
from schedule_data.tables import RevisionRow
from tests.build import beijing, document, load, member, person, stop

pytestmark = pytest.mark.both_databases

TOUR = "beijing-1"  # ends on 24 September, and retains for 30 days
KEPT = beijing("10-25 23:00")
DUE = beijing("10-27 00:00") + timedelta(hours=9)


async def _erase(database: Database, at: datetime) -> Sequence[Mapping[str, str]]:
    """Give the lines that were logged."""
    with structlog.testing.capture_logs() as lines:
        count = await erase_what_is_due(database, SettableClock(at, speed=0))
    assert len(lines) == count
    return lines


def _names(database: Database, tour: str = TOUR) -> set[str]:
    with database.reading() as session:
        return {one.name for one in members_of(session, tour)}


def _republish(database: Database, **changes: object) -> None:
    with database.unit() as session:
        plan = {key: value for key, value in (current_document(session, TOUR) or {}).items() if key not in changes}
        publish(session, plan | {key: one for key, one in changes.items() if one is not None}, DUE, reason="test")


async def test_personal_data_go_when_their_time_is_up_and_once(sample: Database) -> None:
    with sample.unit() as session:
        who = person(session, "박도윤").id
        session.add(RatingRow(tour_id=TOUR, stop_id="d2-xiaomi", member_id=who, stars=5, remark="좋아요", at=KEPT))
    assert await _erase(sample, KEPT) == []
    assert "박도윤" in _names(sample)
    (line,) = await _erase(sample, DUE)
    assert {one[0] for one in _names(sample)} == {"—"}
    with sample.reading() as session:
        assert session.execute(select(RatingRow.stars, RatingRow.remark)).all() == [(5, "")]
        assert sum(map(len, (current_document(session, TOUR) or {})["days"].values())) == 22
    assert is_genuine(line["certificate"])
    assert "  people: 44\n" in line["certificate"]
    assert "none was found" in line["certificate"]
    assert "박도윤" not in str(line)
    assert await _erase(sample, DUE + timedelta(hours=1)) == []


async def test_a_tour_without_retain_days_is_never_touched(sample: Database) -> None:
    _republish(sample, retain_days=None)
    assert await _erase(sample, DUE + timedelta(days=4000)) == []
    assert "박도윤" in _names(sample)


async def test_a_tour_that_is_not_over_is_left_alone_even_if_nothing_is_to_be_retained(sample: Database) -> None:
    _republish(sample, retain_days=0)
    for at in ("09-01 00:00", "09-23 07:50", "09-24 23:59", "09-25 12:00"):
        assert await _erase(sample, beijing(at)) == []
    assert len(await _erase(sample, beijing("09-26 12:00"))) == 1


async def test_another_tour_keeps_its_people(sample: Database) -> None:
    with sample.unit() as session:
        load(session, document(stop("walk", "09:20")) | {"retain_days": 60})
        member(session, "박도윤")
    assert [line["tour"] for line in await _erase(sample, DUE)] == [TOUR]
    assert _names(sample, "city-1") == {"박도윤"}


async def test_a_tour_of_the_past_that_is_loaded_now_has_its_days_from_now(sample: Database) -> None:
    with sample.unit() as session:
        session.execute(update(RevisionRow).values(created_at=DUE))
    with sample.reading() as session:
        assert due(session, DUE + timedelta(days=30)) == []
        assert due(session, DUE + timedelta(days=30, seconds=1)) == [TOUR]


async def test_people_who_are_named_anew_are_erased_anew(sample: Database) -> None:
    await _erase(sample, DUE)
    with sample.unit() as session:
        member(session, "한지민", tour=TOUR)
    assert [line["tour"] for line in await _erase(sample, DUE)] == [TOUR]


async def test_housekeeping_does_it_by_itself(sample: Database) -> None:
    running = asyncio.create_task(Housekeeping(sample, SettableClock(DUE, speed=0), first_seconds=0).run())
    async with asyncio.timeout(20):
        while "박도윤" in await asyncio.to_thread(_names, sample):
            pass
    assert not running.done()
    running.cancel()
    await asyncio.wait([running])
    await sample.run(lambda _: None)  # what was under way is finished
