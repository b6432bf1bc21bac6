"""Many threads at once, each a unit of work of its own: nobody is lost, nothing is opened twice."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from bot.database import Database
from handlers.identity import callers
from handlers.reply import Action, Reply
from handlers.request import Request
from handlers.respond import respond
from handlers.roll_call.roll import roll
from handlers.roll_call.states import Standing
from handlers.tables import AttendanceRow, NoticeKind, NoticeRow, RollCallRow
from handlers.tours import Tours
from schedule_data.members import members_of
from schedule_data.tables import MemberRow
from tests.build import account
from tests.handlers.talk_scene import NOON
from tests.tours import open_tours

pytestmark = pytest.mark.both_databases

STOP = "d2-xiaomi"


def _tap(database: Database, tours: Tours, member: int, intent: str, slots: Mapping[str, str]) -> Reply:
    address = f"of-{member}"
    with database.unit() as session:
        request = Request("telegram", address, NOON, action=Action(intent, slots))
        return respond(session, request, callers(session, "telegram", [address], NOON)[address], tours)


def test_two_leaders_open_one_roll_call_and_forty_answers_are_counted(sample: Database) -> None:
    with sample.unit() as session:
        people = members_of(session, "beijing-1")
        for one in people:
            account(session, session.get_one(MemberRow, one.id), address=f"of-{one.id}")
    tours = open_tours()
    leaders = [one.id for one in people if one.role == "leader"]
    everybody = [one.id for one in people if one.role == "participant"]
    previews = [_tap(sample, tours, one, "rollcall.open", {"stop": STOP}).buttons[0].action for one in leaders]
    with ThreadPoolExecutor(4) as threads:
        confirmed = [
            threads.submit(_tap, sample, tours, leader, "confirm", action.slots)
            for leader, action in zip(leaders, previews, strict=True)
            if action
        ]
        answered = [
            threads.submit(_tap, sample, tours, one, "attendance.here", {"stop": STOP}) for one in everybody[:-2]
        ]
        replies = [one.result() for one in (*confirmed, *answered)]
    assert len(replies) == 2 + 38
    with sample.reading() as session:
        itinerary = tours.snapshots.current(session, "beijing-1")
        assert itinerary is not None
        counted = roll(session, itinerary, itinerary.stop_by_id[STOP])
        assert counted.counts == {Standing.PRESENT: 38, Standing.UNKNOWN: 2}
        assert [entry.member.id for entry in counted.silent] == everybody[-2:]
        assert session.scalar(select(func.count()).select_from(RollCallRow)) == 1
        assert session.scalar(select(func.count()).select_from(AttendanceRow)) == 38
        asked = select(func.count()).where(NoticeRow.kind == NoticeKind.ROLL_CALL)
        assert session.scalar(asked) == 1
