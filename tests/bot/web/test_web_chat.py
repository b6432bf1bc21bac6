import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channel import Call
from bot.tables import WebMessageRow
from bot.web.security import POLICY
from bot.web.words import DEMO_WORDS, FOR_EVERYBODY, FOR_LEADERS, WORDS
from handlers.phrases import phrases
from schedule_data.tables import MemberRow
from tests.bot.web.answering import FILE
from tests.bot.web.browser import SAME_SITE, browser, join, send
from tests.bot.web.scene import Scene, cut_off


async def test_the_page_shows_the_tour_in_the_persons_language(web: Scene) -> None:
    with web.database.unit() as session:
        session.get_one(MemberRow, web.members[0]).language = "en"
    async with browser(web.app()) as client:
        page = await client.get(await join(client, web.link()))
    assert '<html lang="en">' in page.text
    assert "China AI Smart City Delegation" in page.text
    assert "Kim Haneul" in page.text


async def test_leaders_are_offered_their_own_questions(web: Scene) -> None:
    async with browser(web.app()) as client:
        pages = [(await client.get(await join(client, web.link(member)))).text for member in (0, 1)]
    assert ["지금 몇 명 왔나요?" in page for page in pages] == [False, True]


async def test_every_page_carries_the_security_headers(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        for path in (chat, "/j/x", "/nowhere", "/healthz", "/left", "/c/none/events"):
            headers = (await client.get(path)).headers
            assert headers["content-security-policy"] == POLICY
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"
        static = await client.get("/static/chat.js")
    assert static.headers["cache-control"] == "no-cache"
    assert static.headers["content-type"].startswith("text/javascript")


async def test_no_page_has_inline_code_or_leaves_the_site(web: Scene) -> None:
    async with browser(web.app()) as client:
        pages = [(await client.get(path)).text for path in (await join(client, web.link()), "/j/x", "/nowhere")]
    for page in pages:
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick" not in page
        assert "://" not in page


@pytest.mark.parametrize(("path", "method", "status"), [("/nowhere", "GET", 404), ("/left", "POST", 405)])
async def test_a_wrong_address_gets_a_kind_page(web: Scene, path: str, method: str, status: int) -> None:
    async with browser(web.app()) as client:
        answer = await client.request(method, path)
    assert answer.status_code == status
    assert "인솔자에게 전화" in answer.text


async def test_a_failure_of_ours_shows_no_trace(web: Scene) -> None:
    async def broken(_request: Request) -> Response:
        raise RuntimeError("secret detail")

    async with browser(web.app(Route("/broken", broken))) as client:
        answer = await client.get("/broken")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "일시적인 문제가" in answer.text
    assert answer.headers["content-security-policy"] == POLICY


async def test_health_tells_whether_the_database_answers(web: Scene) -> None:
    async with browser(web.app()) as client:
        assert (await client.get("/healthz")).json() == {"database": "ok"}
        cut_off(web.database)
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": "unreachable"})


async def test_a_file_is_handed_over_to_its_owner(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        (call,) = web.channel.write(FILE, None)
        number = await web.channel.make(f"member-{web.members[0]}", call, "file")
        answer = await client.get(f"{chat}/documents/{number}")
        assert FILE.document is not None
        assert answer.content == FILE.document.content
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%EB%AA%85")
        assert (await client.get(f"{chat}/documents/99")).status_code == 404


async def test_somebody_elses_file_is_not_there(web: Scene) -> None:
    app = web.app()
    async with browser(app) as owner, browser(app) as other:
        await join(owner, web.link())
        chat = await join(other, web.link(1))
        number = await web.channel.make(f"member-{web.members[0]}", web.channel.write(FILE, None)[0], "file")
        assert (await other.get(f"{chat}/documents/{number}")).status_code == 404


async def test_a_bubble_without_a_file_hands_over_none(web: Scene) -> None:
    async with browser(web.app()) as client:
        chat = await join(client, web.link())
        number = await web.channel.make(f"member-{web.members[0]}", Call("show", {"paragraphs": ["네"]}), "plain")
        assert (await client.get(f"{chat}/documents/{number}")).status_code == 404


async def test_leaving_closes_the_chat_in_this_browser_only(web: Scene) -> None:
    app = web.app()
    async with browser(app) as phone, browser(app) as laptop:
        on_phone, on_laptop = await join(phone, web.link()), await join(laptop, web.link())
        assert (await phone.post(f"{on_phone}/leave", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403
        left = await phone.post(f"{on_phone}/leave", headers=SAME_SITE, follow_redirects=True)
        assert "채팅에서 나왔어요" in left.text
        assert not phone.cookies
        assert (await phone.get(on_phone)).status_code == 403
        assert (await send(laptop, on_laptop, text="호텔")).status_code == 202
    with web.database.reading() as session:
        assert session.scalars(select(WebMessageRow)).first() is not None


@pytest.mark.parametrize("language", ["ko", "zh"])
def test_every_word_of_the_pages_is_translated(language: str) -> None:
    say = phrases(language)
    msgids = {*WORDS.values(), *DEMO_WORDS.values(), *FOR_EVERYBODY, *FOR_LEADERS}
    assert [msgid for msgid in msgids if msgid not in say.sentences] == []
