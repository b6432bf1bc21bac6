from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.files import (
    MOST_UNSENT,
    UNSENT_LASTS,
    StoredFile,
    keep,
    learn_telegram,
    mark_sent,
    new_reference,
    own_file,
    stored_file,
)
from handlers.own_data.erasing import erase_member
from handlers.request import Enclosed
from handlers.tables import FileRow
from schedule_data.members import member_of
from schedule_data.tables import MemberRow
from tests.build import BEFORE, account, document, load, member

pytestmark = pytest.mark.both_databases
MAP = StoredFile("photo", "약도.png", "image/png", b"\x89PNG\x00\xff")


@pytest.fixture
def leader(session: Session) -> int:
    load(session, document())
    return member(session, role="leader").id


def _kept(session: Session, leader: int, reference: str, days: float = 0) -> Enclosed:
    file = Enclosed("photo", "web", reference, MAP.name)
    keep(session, file, MAP, tour="city-1", member=leader, at=BEFORE + timedelta(days=days))
    return file


def _references(session: Session) -> list[str]:
    return list(session.scalars(select(FileRow.reference).order_by(FileRow.id)))


def test_a_file_is_given_back_as_it_came(session: Session, leader: int) -> None:
    file = _kept(session, leader, "map")
    assert stored_file(session, file) == MAP
    assert own_file(session, leader, "web", "map") == file
    learn_telegram(session, file, "photo|AgAC")
    found = stored_file(session, file)
    assert found is not None
    assert found.telegram == "photo|AgAC"


def test_a_file_is_known_by_its_channel_its_name_and_who_sent_it(session: Session, leader: int) -> None:
    _kept(session, leader, "map")
    assert stored_file(session, Enclosed("photo", "kakao", "map")) is None
    assert own_file(session, leader, "web", "other") is None
    assert own_file(session, member(session, "이둘", role="leader").id, "web", "map") is None


def test_a_file_that_comes_again_is_kept_once(session: Session, leader: int) -> None:
    file = _kept(session, leader, "map")
    other = StoredFile("photo", "x.png", "image/png", b"other")
    keep(session, file, other, tour="city-1", member=leader, at=BEFORE)
    assert stored_file(session, file) == MAP


def test_what_was_not_sent_is_let_go_after_a_day(session: Session, leader: int) -> None:
    sent = _kept(session, leader, "sent")
    mark_sent(session, sent, BEFORE)
    _kept(session, leader, "forgotten")
    _kept(session, leader, "recent", 0.9)
    _kept(session, leader, "new", UNSENT_LASTS / timedelta(days=1) + 0.1)
    assert _references(session) == ["sent", "recent", "new"]


def test_of_what_was_not_sent_the_newest_stay(session: Session, leader: int) -> None:
    mark_sent(session, _kept(session, leader, "sent"), BEFORE)
    for number in range(MOST_UNSENT + 2):
        _kept(session, leader, f"f{number}")
    assert _references(session) == ["sent", *(f"f{number}" for number in range(2, MOST_UNSENT + 2))]


def test_what_a_notice_went_out_with_keeps_its_first_moment(session: Session, leader: int) -> None:
    file = _kept(session, leader, "map")
    mark_sent(session, None, BEFORE)
    for days in (1, 2):
        mark_sent(session, file, BEFORE + timedelta(days=days))
    assert session.scalars(select(FileRow.sent_at)).all() == [BEFORE + timedelta(days=1)]


def test_a_copy_of_what_telegram_holds_stays(session: Session, leader: int) -> None:
    keep(session, Enclosed("photo", "telegram", "AgAC"), MAP, tour="city-1", member=None, at=BEFORE)
    _kept(session, leader, "map", 30)
    assert _references(session) == ["AgAC", "map"]


def test_who_is_erased_takes_along_what_was_never_sent(session: Session, leader: int) -> None:
    mark_sent(session, _kept(session, leader, "sent"), BEFORE)
    _kept(session, leader, "unsent")
    row = session.get_one(MemberRow, leader)
    erase_member(session, member_of(row), account(session, row), BEFORE)
    assert _references(session) == ["sent"]


def test_names_of_files_are_not_to_be_guessed() -> None:
    assert len({new_reference() for _ in range(50)}) == 50
    assert all(len(new_reference()) >= 22 for _ in range(5))
