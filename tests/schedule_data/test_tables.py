from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from schedule_data.tables import MemberRow, UtcDateTime
from tests.build import document, load, member

pytestmark = pytest.mark.both_databases

MOMENT = datetime(2025, 9, 22, 6, 30, 15, 123456, tzinfo=ZoneInfo("Asia/Seoul"))


def test_a_moment_of_any_zone_comes_back_as_utc(session: Session) -> None:
    load(session, document())
    row = member(session, muted_until=MOMENT)
    session.commit()
    session.expire_all()
    assert row.muted_until == MOMENT
    assert row.muted_until.tzinfo is UTC
    assert session.execute(text("SELECT left_at FROM members")).scalar() is None


def test_moments_compare_in_the_database_whatever_their_zone(session: Session) -> None:
    load(session, document())
    member(session, muted_until=MOMENT)
    for shift, found in ((timedelta(0), 1), (timedelta(microseconds=-1), 0)):
        limit = (MOMENT + shift).astimezone(timezone(timedelta(hours=-9)))
        rows = session.scalars(select(MemberRow).where(MemberRow.muted_until <= limit)).all()
        assert len(rows) == found


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    load(session, document())
    with pytest.raises(StatementError, match="has no time zone"):
        member(session, muted_until=datetime(2025, 9, 22))  # noqa: DTZ001 - what is to be refused
    session.rollback()


def test_no_moment_stays_none(session: Session) -> None:
    dialect = session.get_bind().dialect
    assert UtcDateTime().process_bind_param(None, dialect) is None
    assert UtcDateTime().process_result_value(None, dialect) is None


def test_the_same_person_is_not_stored_twice(session: Session) -> None:
    load(session, document())
    member(session)
    with pytest.raises(IntegrityError):
        member(session)
    session.rollback()
