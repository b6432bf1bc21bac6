import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from bot.web.sessions import revoke_session
from handlers.roll_call.noting import Word, note
from handlers.roll_call.states import Evidence
from handlers.tables import AttendanceState, RollCallRow
from schedule_data.people import Role
from schedule_data.tables import MemberRow
from tests.bot.web.answering import NOW
from tests.bot.web.browser import browser, join
from tests.bot.web.scene import Scene

PARTICIPANT, LEADER, STAFF = 0, 1, 2
SUM = re.compile(r'id="sum"><strong>(\d+)</strong><span>/(\d+)')


def _counts(html: str) -> tuple[str, ...]:
    found = SUM.search(html)
    assert found is not None
    return found.groups()


def _here(web: Scene) -> None:
    """Note that the participant is at the stop that is gathered for."""
    with web.database.unit() as session:
        word = Word(AttendanceState.HERE, Evidence.SELF)
        note(session, "beijing-1", "d2-xiaomi", web.members[PARTICIPANT], word, NOW)


def _calling(web: Scene) -> None:
    with web.database.unit() as session:
        session.execute(update(MemberRow).where(MemberRow.role == Role.PARTICIPANT).values(phone="+82-10-1234-5678"))


@pytest.mark.parametrize("who", [LEADER, STAFF])
async def test_leaders_and_staff_see_who_is_missing_with_a_number_to_tap(web: Scene, who: int) -> None:
    _calling(web)
    async with browser(web.app()) as client:
        chat = await join(client, web.link(who))
        menu = (await client.get(chat)).text
        page = (await client.get(f"{chat}/board")).text
        assert f'href="{chat}/board"' in menu
        assert _counts(page) == ("0", "1")
        assert "김하늘" in page
        assert 'href="tel:+821012345678"' in page
        _here(web)
        now = (await client.get(f"{chat}/board/now")).text
        assert _counts(now) == ("1", "1")
        assert "김하늘" not in now


async def test_what_is_as_the_page_has_it_is_not_sent_again(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link(LEADER))
        first = await client.get(f"{chat}/board/now")
        known = {"If-None-Match": first.headers["etag"]}
        same = await client.get(f"{chat}/board/now", headers=known)
        assert (same.status_code, same.content) == (304, b"")
        _here(web)
        changed = await client.get(f"{chat}/board/now", headers=known)
        assert (changed.status_code, _counts(changed.text)) == (200, ("1", "1"))


async def test_who_comes_after_the_roll_call_was_closed_is_counted(web: Scene) -> None:
    with web.database.unit() as session:
        leader = web.members[LEADER]
        session.add(
            RollCallRow(tour_id="beijing-1", stop_id="d2-xiaomi", opened_by=leader, opened_at=NOW, closed_at=NOW)
        )
    async with browser(web.app()) as client:
        chat = await join(client, web.link(LEADER))
        assert _counts((await client.get(f"{chat}/board/now")).text) == ("0", "1")
        _here(web)
        assert _counts((await client.get(f"{chat}/board/now")).text) == ("1", "1")


async def test_participants_see_nothing_of_it(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link(PARTICIPANT))
        assert "/board" not in (await client.get(chat)).text
        for path in (f"{chat}/board", "/board"):
            refused = await client.get(path)
            assert refused.status_code == 403
            assert "실시간 인원 현황은 인솔자와 운영진이 볼 수 있어요" in refused.text
            assert "1호차" not in refused.text
        now = await client.get(f"{chat}/board/now")
        assert (now.status_code, now.content) == (403, b"")


def _demoted(web: Scene, session_id: str) -> None:
    del session_id
    with web.database.unit() as session:
        session.get_one(MemberRow, web.members[LEADER]).role = Role.PARTICIPANT


def _left(web: Scene, session_id: str) -> None:
    del session_id
    with web.database.unit() as session:
        session.get_one(MemberRow, web.members[LEADER]).left_at = NOW


def _signed_out(web: Scene, session_id: str) -> None:
    with web.database.unit() as session:
        revoke_session(session, session_id, NOW)


@pytest.mark.parametrize("end", [_demoted, _left, _signed_out])
async def test_the_role_is_looked_at_each_time(web: Scene, end: Callable[[Scene, str], None]) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link(LEADER))
        assert (await client.get(f"{chat}/board")).status_code == 200
        end(web, chat.removeprefix("/c/"))
        for path in (f"{chat}/board", f"{chat}/board/now", "/board"):
            assert (await client.get(path)).status_code == 403


async def test_another_browser_sees_nothing_of_it(web: Scene) -> None:
    async with browser(web.app()) as client, browser(web.app()) as other:
        chat = await join(client, web.link(LEADER))
        for path in (f"{chat}/board", f"{chat}/board/now", "/board"):
            assert (await other.get(path)).status_code == 403


async def test_the_short_address_leads_to_the_tour_that_one_leads(web: Scene) -> None:
    async with browser(web.app()) as client:
        await join(client, web.link(PARTICIPANT))
        chat = await join(client, web.link(STAFF))
        answer = await client.get("/board")
        assert (answer.status_code, answer.headers["location"]) == (303, f"{chat}/board")


async def test_it_speaks_the_language_of_who_looks_and_escapes_names(web: Scene) -> None:
    with web.database.unit() as session:
        session.get_one(MemberRow, web.members[STAFF]).language = "en"
        session.execute(update(MemberRow).where(MemberRow.role == Role.PARTICIPANT).values(name_en="<b>Kim</b>"))
    async with browser(web.app()) as client:
        chat = await join(client, web.link(STAFF))
        page = (await client.get(f"{chat}/board")).text
    assert '<html lang="en">' in page
    assert "Live headcount" in page
    assert "&lt;b&gt;Kim&lt;/b&gt;" in page
    assert "<b>Kim" not in page
