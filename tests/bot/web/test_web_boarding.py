"""The bus's code in a browser: the page consumes nothing, the button checks in who chats there, and nobody else."""

import re

import httpx
import pytest
from sqlalchemy import select

from bot.web.site import GUESSES, MESSAGES
from handlers.roll_call.bus_codes import bus_codes, spelt
from schedule_data.publishing import publish
from schedule_data.snapshots import Snapshots
from schedule_data.tables import MemberRow, TourRow
from tests.bot.web.answering import NOW
from tests.bot.web.browser import OTHER_SITE, SAME_SITE, browser, join
from tests.bot.web.scene import Scene
from tests.build import document, stop

UNKNOWN = "bus-2222222A"


def _code(web: Scene, tour: str = "beijing-1", bus: str = "bus-1") -> str:
    with web.database.unit() as session:
        itinerary = Snapshots().current(session, tour)
        assert itinerary is not None
        return bus_codes(session, itinerary, NOW)[bus]


def _accepted(web: Scene) -> list[tuple[str, object]]:
    """Give who brought which code to the inbox, but for the links that they joined by."""
    return [(one.sender, one.body["code"]) for one in web.inbox.accepted if one.key.startswith("bus:")]


async def _scan(client: httpx.AsyncClient, code: str) -> httpx.Response:
    """Open the page of a code, and press its button."""
    return await _press(client, await client.get(f"/j/{code}"))


async def _press(client: httpx.AsyncClient, page: httpx.Response, button: str = "") -> httpx.Response:
    """Press the button of a page; of several, the one that says `button`."""
    where = rf'formaction="([^"]+)">{button}<' if button else r'<form method="post" action="([^"]+)"'
    found = re.search(where, page.text)
    assert found is not None
    return await client.post(found[1].replace("&amp;", "&"), headers=SAME_SITE)


async def test_opening_the_page_checks_nobody_in_and_names_neither_tour_nor_bus(web: Scene) -> None:
    code = _code(web)
    async with browser(web.app()) as client:
        await join(client, web.link())
        pages = [await client.get(f"/j/{one}") for one in (code, code, UNKNOWN)]
        assert {page.status_code for page in pages} == {(await client.head(f"/j/{code}")).status_code} == {200}
    assert _accepted(web) == []
    told = {re.sub(r"once=\w+|[2-9A-Z]{4}-?[2-9A-Z]{4}", "", page.text) for page in pages}
    assert len(told) == 1  # the same for a code that no bus has
    assert not any(words in pages[0].text for words in ("베이징", "1호차", "김하늘"))


async def test_the_page_says_what_to_type_elsewhere(web: Scene) -> None:
    code = _code(web)
    async with browser(web.app()) as client:
        assert f"탑승 코드 {spelt(code)}" in (await client.get(f"/j/{code}")).text
        nonsense = await client.get("/j/bus-no")
    assert (nonsense.status_code, "탑승 코드" in nonsense.text) == (200, False)


async def test_the_button_brings_the_code_in_the_name_of_who_chats_here(web: Scene) -> None:
    code = _code(web)
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        answer = await _scan(client, code)
        assert (answer.status_code, answer.headers["location"]) == (303, chat)
    assert _accepted(web) == [(f"member-{web.members[0]}", code)]


async def test_a_second_tap_is_the_same_word_and_a_second_scan_another(web: Scene) -> None:
    code = _code(web)
    async with browser(web.app()) as client:
        await join(client, web.link())
        page = await client.get(f"/j/{code}")
        for _ in range(2):
            await _press(client, page)
        await _scan(client, code)
        for forged in ("", "?once=../x", "?once=" + "f" * 99):
            assert (await client.post(f"/j/{code}{forged}", headers=SAME_SITE)).status_code == 303
    keys = [one.key for one in web.inbox.accepted if one.key.startswith("bus:")]
    assert len(keys) == 5  # of six taps: the inbox takes a key once
    assert max(map(len, keys)) <= 120  # as the inbox keeps them


@pytest.mark.parametrize("known", [True, False])
async def test_who_is_not_signed_in_is_told_what_to_do_and_nothing_else(web: Scene, known: bool) -> None:  # noqa: FBT001 - drawn by pytest
    code = _code(web) if known else UNKNOWN
    async with browser(web.app()) as client:
        answer = await _scan(client, code)
        assert not client.cookies
    assert answer.status_code == 403
    assert all(words in answer.text for words in ("먼저 본인 채팅을 열어 주세요", "개인 링크", "인솔자에게 말씀"))
    assert not any(words in answer.text for words in ("베이징", "1호차", "<form"))
    assert _accepted(web) == []


async def test_another_site_can_not_check_anybody_in(web: Scene) -> None:
    code = _code(web)
    async with browser(web.app()) as client:
        await join(client, web.link())
        for headers in (OTHER_SITE, {"Origin": "https://evil.example"}):
            assert (await client.post(f"/j/{code}", headers=headers)).status_code == 403
    assert _accepted(web) == []


async def test_a_closed_session_checks_nobody_in(web: Scene) -> None:
    code = _code(web)
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        cookies = dict(client.cookies)
        await client.post(f"{chat}/leave", headers=SAME_SITE)
        client.cookies.update(cookies)  # a page that was opened before
        assert (await _scan(client, code)).status_code == 403
    assert _accepted(web) == []


async def test_of_two_people_in_one_browser_the_one_who_boards_is_asked_for(web: Scene) -> None:
    code = _code(web)
    async with browser(web.app()) as client:
        for number in (0, 1):
            await join(client, web.link(number))
        asked = await _scan(client, code)
        assert (asked.status_code, _accepted(web)) == (200, [])
        assert re.findall(r'formaction="[^"]+">([^<]+)<', asked.text) == ["김하늘", "이지도"]
        assert (await _press(client, asked, "이지도")).status_code == 303
        stranger = await client.post(f"/j/{code}?who=somebody", headers=SAME_SITE)
        assert stranger.status_code == 200  # asked again
    assert _accepted(web) == [(f"member-{web.members[1]}", code)]


async def test_of_two_tours_in_one_browser_the_bus_s_own_is_meant(web: Scene) -> None:
    with web.database.unit() as session:
        session.add(TourRow(id="city-1", revision=0))
        session.flush()
        publish(session, document(stop("walk", "09:00-10:00")), NOW, reason="test")
        session.add(MemberRow(tour_id="city-1", name="김하늘", role="participant"))
    with web.database.reading() as session:
        there = session.scalars(select(MemberRow.id).where(MemberRow.tour_id == "city-1")).one()
    two_tours = Scene(
        **{name: getattr(web, name) for name in Scene.__annotations__} | {"members": (*web.members, there)}
    )
    async with browser(web.app()) as client:
        chats = [await join(client, two_tours.link(number)) for number in (0, 3)]
        for tour, chat in zip(("beijing-1", "city-1"), chats, strict=True):
            assert (await _scan(client, _code(web, tour))).headers["location"] == chat
        assert (await _scan(client, UNKNOWN)).status_code == 200  # nobody's: asked whose word it is


async def test_a_whole_bus_behind_one_address_is_not_slowed_down_but_one_chat_is(web: Scene) -> None:
    code, app = _code(web), web.app()
    async with browser(app) as nobody, browser(app) as client, browser(app) as other:
        answers = [await nobody.post(f"/j/{code}", headers=SAME_SITE) for _ in range(GUESSES + 1)]
        assert {one.status_code for one in answers} == {403}
        await join(client, web.link())
        answers = [await client.post(f"/j/{code}", headers=SAME_SITE) for _ in range(MESSAGES + 1)]
        assert [one.status_code for one in answers] == [303] * MESSAGES + [429]
        assert int(answers[-1].headers["retry-after"]) == 1
        assert "조금 뒤에" in answers[-1].text
        await join(other, web.link(1))
        assert (await _scan(other, code)).status_code == 303


@pytest.mark.parametrize(("tag", "told"), [("en", "One tap, and you are counted"), ("zh-CN", "点一下按钮")])
async def test_the_page_speaks_the_browser_s_language(web: Scene, tag: str, told: str) -> None:
    async with browser(web.app()) as client:
        assert told in (await client.get(f"/j/{UNKNOWN}", headers={"Accept-Language": tag})).text
