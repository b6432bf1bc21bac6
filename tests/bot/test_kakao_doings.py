"""Everything that the bot says when it does something, to each role in each language: within KakaoTalk's limits."""

from collections.abc import Iterator, Mapping

import pytest
from sqlalchemy.orm import Session

from bot.kakao_check import check_response
from bot.kakao_demands import Severity
from bot.kakao_out import render
from bot.kakao_words import spoken_in
from handlers.answers import ANSWERS
from handlers.identity import Caller
from handlers.reply import Action, Reply
from handlers.request import Request
from handlers.respond import DOINGS, respond
from schedule_data.members import member_of, members_of
from schedule_data.people import Role
from schedule_data.tables import MemberRow
from tests.bot.kakao_scene import MORNING
from tests.build import account
from tests.tours import open_tours

TOUR = "beijing-1"
LONG = "가나다라마바사 아자차카타파하 " * 8
STOP = {"stop": "d2-xiaomi"}
SLOTS: tuple[Mapping[str, str], ...] = (
    {},
    STOP,
    {**STOP, "minutes": "30", "time": "10:10", "text": LONG, "place": LONG, "group": "bus-1", "language": "zh"},
    {"site": "xiaomi", "date": "2025-09-23", "person": "1", "audience": "all", "text": LONG},
)


def said(session: Session, role: Role, language: str) -> Iterator[tuple[str, Reply]]:
    """Give the reply to every intent, with several sets of slots; what each did is undone."""
    tours = open_tours()
    member = next(one for one in members_of(session, TOUR) if one.role is role)
    row = session.get_one(MemberRow, member.id)
    row.name, row.company = f"{row.name} {LONG}"[:100], LONG[:100]
    own = account(session, row, channel="kakao", address="user-1", language=language)
    caller = Caller(own.id, member_of(row), 1, language)
    for intent in sorted({*DOINGS, *ANSWERS}):
        for slots in SLOTS:
            with session.begin_nested() as unit:
                request = Request("kakao", "user-1", MORNING, action=Action(intent, slots))
                yield intent, respond(session, request, caller, tours)
                unit.rollback()


@pytest.mark.no_cover
@pytest.mark.parametrize("language", ["ko", "en", "zh"])
@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.LEADER, Role.STAFF])
def test_whatever_is_done_is_said_within_the_limits(sample_session: Session, role: Role, language: str) -> None:
    refused = [
        f"{intent}: {problem.path}: {problem.text}"
        for intent, reply in said(sample_session, role, language)
        for in_group in (False, True)
        for problem in check_response(render(reply, language=spoken_in(reply), in_group=in_group), in_group=in_group)
        if problem.severity is Severity.ERROR
    ]
    assert refused == []


@pytest.mark.parametrize("language", ["ko", "en", "zh"])
def test_the_language_of_a_reply_is_recognised(sample_session: Session, language: str) -> None:
    heard = {
        (intent, spoken_in(reply))
        for intent, reply in said(sample_session, Role.PARTICIPANT, language)
        if intent != "language"
    }
    assert {(intent, spoken) for intent, spoken in heard if spoken != language} == set()
