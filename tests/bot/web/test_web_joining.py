import httpx
import pytest
from sqlalchemy import select, update

from bot.tables import WebSessionRow
from bot.web.joining import exchange
from bot.web.sessions import hash_secret, revoke_member
from bot.web.site import GUESSES
from bot.web.throttle import Throttle
from handlers.tables import AccountRow, InvitationRow
from tests.bot.web.answering import NOW
from tests.bot.web.browser import OTHER_SITE, SAME_SITE, browser, join, send
from tests.bot.web.scene import Scene

pytestmark = pytest.mark.both_databases


async def test_opening_the_link_consumes_nothing_and_names_nobody(web: Scene) -> None:
    link = web.link()
    async with browser(web.app()) as client:
        pages = [await client.get(link) for _ in range(3)]
        unknown = await client.get("/j/nothing")
        assert {page.status_code for page in pages} == {200}
        assert pages[0].text.replace(link, "/j/nothing") == unknown.text
        assert "베이징" not in pages[0].text
        assert not client.cookies
        assert (await join(client, link)).startswith("/c/")


async def test_head_is_answered_like_get(web: Scene) -> None:
    async with browser(web.app()) as client:
        assert (await client.head("/j/whatever")).status_code == 200


async def test_the_button_gives_a_cookie_that_scripts_and_other_sites_never_see(web: Scene) -> None:
    async with browser(web.app()) as client:
        answer = await client.post(web.link(), headers=SAME_SITE)
    session_id = answer.headers["location"].removeprefix("/c/")
    cookie, *attributes = answer.headers["set-cookie"].split("; ")
    name, secret = cookie.split("=", 1)
    assert name == f"giljabi_{session_id}"
    assert len(secret) == 43  # 256 bits in base64
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(attributes)
    assert "Secure" not in attributes
    with web.database.reading() as session:
        row = session.get_one(WebSessionRow, session_id)
    assert row.secret_hash == hash_secret(secret)


async def test_the_cookie_is_secure_over_https(web: Scene) -> None:
    async with browser(web.app(), url="https://127.0.0.1") as client:
        answer = await client.post(web.link(), headers=SAME_SITE)
    assert "Secure" in answer.headers["set-cookie"].split("; ")


async def test_the_bot_speaks_first(web: Scene) -> None:
    link = web.link()
    async with browser(web.app()) as client:
        await join(client, link)
    (update_,) = web.inbox.accepted
    assert (update_.sender, update_.body) == (f"member-{web.members[0]}", {"code": link.removeprefix("/j/")})


async def test_a_used_link_leads_this_browser_to_its_chat_and_others_nowhere(web: Scene) -> None:
    link, app = web.link(), web.app()
    async with browser(app) as client, browser(app) as other:
        chat = await join(client, link)
        assert await join(client, link) == chat
        refused = await other.post(link, headers=SAME_SITE)
        assert refused.status_code == 410
        assert "새 링크" in refused.text
        assert not other.cookies


async def test_a_new_link_opens_the_same_chat_in_another_browser(web: Scene) -> None:
    app = web.app()
    async with browser(app) as client, browser(app) as other:
        first = await join(client, web.link())
        second = await join(other, web.link())
        assert first != second
        assert (await client.get(first)).status_code == (await other.get(second)).status_code == 200
    with web.database.reading() as session:
        assert len(session.scalars(select(AccountRow)).all()) == 1


async def test_a_revoked_link_opens_nothing(web: Scene) -> None:
    link = web.link()
    with web.database.unit() as session:
        session.execute(update(InvitationRow).values(revoked_at=NOW))
    async with browser(web.app()) as client:
        assert (await client.post(link, headers=SAME_SITE)).status_code == 410


async def test_two_people_share_one_browser(web: Scene) -> None:
    async with browser(web.app()) as client:
        chats = [await join(client, web.link(member)) for member in (0, 1)]
        assert [(await client.get(chat)).status_code for chat in chats] == [200, 200]
        assert len(client.cookies) == 2


async def test_another_site_can_not_press_the_button(web: Scene) -> None:
    link = web.link()
    async with browser(web.app()) as client:
        assert (await client.post(link, headers=OTHER_SITE)).status_code == 403
        assert (await client.post(link, headers={"Origin": "https://evil.example"})).status_code == 403
        assert not client.cookies
        assert (await client.post(link, headers={"Origin": "http://127.0.0.1"})).status_code == 303


async def test_guessing_is_slowed_down_for_one_address_only(web: Scene) -> None:
    app = web.app()
    async with browser(app, "198.51.100.7") as guesser, browser(app, "203.0.113.9") as somebody:
        answers = [await guesser.post(f"/j/guess{number}", headers=SAME_SITE) for number in range(GUESSES)]
        assert {answer.status_code for answer in answers} == {410}
        slowed = await guesser.post(web.link(), headers=SAME_SITE)
        assert slowed.status_code == 429
        assert 0 < int(slowed.headers["retry-after"]) <= 30
        assert (await somebody.post(web.link(), headers=SAME_SITE)).status_code == 303


async def test_a_revoked_member_is_shown_how_to_come_back(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        with web.database.unit() as session:
            revoke_member(session, web.members[0], NOW)
        assert (await client.get(chat)).status_code == 403
        assert (await send(client, chat, text="안녕")).status_code == 403


async def test_the_page_speaks_the_browsers_language(web: Scene) -> None:
    async with browser(web.app()) as client:
        pages = {
            tag: await client.get("/j/x", headers={"Accept-Language": tag})
            for tag in ("en-GB,en;q=0.9", "zh-CN,zh", "fr", "")
        }
    starts = {tag: _html_language(page) for tag, page in pages.items()}
    assert starts == {"en-GB,en;q=0.9": "en", "zh-CN,zh": "zh-Hans", "fr": "ko", "": "ko"}


def test_exchange_keeps_to_once_on_both_databases(web_on_both: Scene) -> None:
    code = web_on_both.link().removeprefix("/j/")
    entries = []
    for _ in range(2):
        with web_on_both.database.unit() as session:
            entries.append(exchange(session, code, {}, "en", NOW))
    assert entries[0] is not None
    assert entries[0].made is not None
    assert entries[1] is None
    with web_on_both.database.unit() as session:
        cookies = {f"giljabi_{entries[0].session_id}": entries[0].made.secret, "other": "x"}
        again = exchange(session, code, cookies, "en", NOW)
    assert again is not None
    assert (again.session_id, again.made) == (entries[0].session_id, None)


def test_throttle_lets_one_more_happen_with_time_and_forgets_the_oldest() -> None:
    now = [0.0]
    throttle = Throttle(2, 10.0, lambda: now[0])
    throttle.take("a")
    assert throttle.wait("a") == 0
    throttle.take("a")
    assert throttle.wait("a") == 10
    now[0] = 4.0
    assert throttle.wait("a") == 6
    assert throttle.wait("b") == 0
    for number in range(10_000):
        throttle.take(str(number))
    assert throttle.wait("a") == 0


def _html_language(page: httpx.Response) -> str:
    return page.text.split('<html lang="', 1)[1].split('"', 1)[0]
