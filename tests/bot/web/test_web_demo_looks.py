from collections.abc import AsyncIterator, Sequence

import httpx
import pytest
from telegram.error import BadRequest

from bot.channel import WORDLESS_REFERENCE, Call
from bot.web.demo import demo_routes
from bot.web.demo_looks import Look, Phones, address, look_of, show_as
from bot.web.demo_screens import MOST_SHOWN, Screen, shown_again
from handlers.files import StoredFile, keep
from handlers.reply import Document, Reply, Shown
from handlers.request import Enclosed
from tests.bot.web.answering import NOW
from tests.bot.web.browser import OTHER_SITE, SAME_SITE, browser
from tests.bot.web.files import MP3, png
from tests.bot.web.scene import Scene


@pytest.fixture
def phones(web: Scene) -> Phones:
    return Phones(web.clock)


@pytest.fixture
async def client(web: Scene, phones: Phones) -> AsyncIterator[httpx.AsyncClient]:
    routes = demo_routes(web.site, web.clock, lambda _session: None, web.members, phones)
    async with browser(web.app(*routes), url="http://127.0.0.1") as opened:
        yield opened


async def test_a_look_is_chosen_and_kept(client: httpx.AsyncClient, web: Scene) -> None:
    await client.get("/")  # makes the web account
    for look in ("kakao", "telegram", "web", "kakao"):
        assert (await client.post("/demo/look", json={"look": look}, headers=SAME_SITE)).json() == {"look": look}
        with web.database.reading() as session:
            assert look_of(session, web.members[0]) == look
    assert 'src="/demo/phone/kakao"' in (await client.get("/")).text


@pytest.mark.parametrize("body", [{}, [], {"look": "fax"}, {"look": 1}, "kakao"])
async def test_no_other_look_is_taken(client: httpx.AsyncClient, body: object) -> None:
    assert (await client.post("/demo/look", json=body, headers=SAME_SITE)).status_code == 422


@pytest.mark.parametrize("path", ["/demo/look", "/demo/phone/kakao"])
async def test_another_site_changes_nothing(client: httpx.AsyncClient, path: str) -> None:
    body = {"look": "kakao", "text": "다음 일정"}
    assert (await client.post(path, json=body, headers=OTHER_SITE)).status_code == 403


@pytest.mark.parametrize(("look", "status"), [("kakao", 200), ("telegram", 200), ("web", 404), ("fax", 404)])
async def test_messengers_have_a_page_of_their_own(client: httpx.AsyncClient, look: str, status: int) -> None:
    assert (await client.get(f"/demo/phone/{look}")).status_code == status
    assert (await client.get(f"/demo/phone/{look}/screen")).status_code == status
    assert (await client.get(f"/demo/phone/{look}/screen?since=x")).status_code == 404


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b'{"text": 1}', b'{"text": "' + b"x" * 1001 + b'"}'])
async def test_nonsense_is_not_sent(client: httpx.AsyncClient, body: bytes) -> None:
    headers = {**SAME_SITE, "content-type": "application/json"}
    assert (await client.post("/demo/phone/kakao", content=body, headers=headers)).status_code == 422


async def test_what_is_typed_and_tapped_on_telegram_is_telegram_s_own_update(
    client: httpx.AsyncClient, web: Scene, phones: Phones
) -> None:
    await client.post("/demo/phone/telegram", json={"text": "다음 일정"}, headers=SAME_SITE)
    await client.post("/demo/phone/telegram", json={"text": "도착", "data": "attendance.here"}, headers=SAME_SITE)
    typed, tapped = web.inbox.accepted
    asked, done = phones.telegram.read(typed), phones.telegram.read(tapped)
    assert asked is not None
    assert done is not None
    assert (asked.text, asked.sender) == ("다음 일정", address(Look.TELEGRAM, web.members[0]))
    assert done.action is not None
    assert done.action.intent == "attendance.here"
    entries = (await client.get("/demo/phone/telegram/screen?since=1")).json()["entries"]
    assert [(entry["kind"], entry["content"]) for entry in entries] == [("mine", "도착")]


async def test_calls_that_show_nothing_are_passed_over_and_edits_change_what_is_shown(phones: Phones) -> None:
    screen = phones.telegram_screens.of("5")
    bot = phones.telegram._bot  # noqa: SLF001 - the wire's end
    assert await bot.call("setMyCommands", {"chat_id": 5}) is True
    sent = await bot.call("sendMessage", {"chat_id": 5, "text": "38/42"})
    await bot.call("editMessageText", {"chat_id": 5, "message_id": sent["message_id"], "text": "42/42"})
    assert [entry["content"]["params"]["text"] for entry in screen.since(0)] == ["42/42"]
    assert screen.since(2) == []
    with pytest.raises(BadRequest):
        shown_again(screen, 77, {})


@pytest.mark.parametrize(("kind", "method"), [("photo", "sendPhoto"), ("voice", "sendVoice")])
async def test_a_notice_s_file_is_on_telegram_s_screen(
    client: httpx.AsyncClient, web: Scene, phones: Phones, kind: str, method: str
) -> None:
    content, media_type = (png(), "image/png") if kind == "photo" else (MP3, "audio/mpeg")
    with web.database.unit() as session:
        file = Enclosed(kind, "web", "reference", "이름")
        keep(session, file, StoredFile(kind, "이름", media_type, content), tour="beijing-1", member=None, at=NOW)
    shown = Reply(("📢 공지",), shown=Shown(kind, "reference", "web", "이름"))
    for call in phones.telegram.write(shown, None):
        reference = await phones.telegram.make(address(Look.TELEGRAM, web.members[0]), call, "notice:1")
    [edit] = phones.telegram.rewrite(Reply(("📢 정정",)), reference)
    await phones.telegram.make(address(Look.TELEGRAM, web.members[0]), edit, "notice:2")
    await phones.telegram.make(address(Look.TELEGRAM, web.members[0]), Call("sendMessage", {"text": "답"}), "answer:1")
    entry, words = (await client.get("/demo/phone/telegram/screen")).json()["entries"]
    assert entry["content"]["params"]["caption"] == "📢 정정"
    assert (entry["content"]["method"], entry["content"]["params"][kind]["name"]) == (method, "이름")
    got = await client.get(f"/demo/phone/telegram/files/{entry['id']}")
    assert (got.content, got.headers["content-type"]) == (content, media_type)
    assert (await client.get(f"/demo/phone/telegram/files/{words['id']}")).status_code == 404


async def test_an_answer_s_file_is_on_telegram_s_screen(client: httpx.AsyncClient, web: Scene, phones: Phones) -> None:
    [call] = phones.telegram.write(Reply((), document=Document("명단.csv", b"a,b", "text/csv")), None)
    number = await phones.telegram.make(address(Look.TELEGRAM, web.members[0]), call, "answer:1")
    number = number.removeprefix(WORDLESS_REFERENCE)
    got = await client.get(f"/demo/phone/telegram/files/{number}")
    assert (got.content, got.headers["content-disposition"].partition(";")[0]) == (b"a,b", "attachment")
    await client.post("/demo/phone/telegram", json={"text": "다음"}, headers=SAME_SITE)
    for nothing in (int(number) + 1, 99):
        assert (await client.get(f"/demo/phone/telegram/files/{nothing}")).status_code == 404


def test_a_screen_keeps_only_its_end() -> None:
    screen = Screen()
    numbers: Sequence[int] = [screen.add("mine", "", str(number)) for number in range(MOST_SHOWN + 1)]
    assert len(screen.since(0)) == MOST_SHOWN
    assert not screen.change(numbers[0], "gone")


def test_a_messenger_chosen_twice_has_one_account(web: Scene) -> None:
    with web.database.unit() as session:
        for _ in range(2):
            show_as(session, Look.KAKAO, web.members[0], NOW)
        assert look_of(session, web.members[0]) is Look.KAKAO
        assert look_of(session, web.members[1]) is Look.WEB
