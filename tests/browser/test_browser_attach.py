"""Attaching a file to a message, and seeing what came with a notice."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Page, expect

from bot.files import UPLOAD_LIMIT
from handlers.files import StoredFile, keep
from handlers.request import Enclosed
from tests.bot.web.answering import NOW
from tests.bot.web.files import MP3, PDF, png
from tests.bot.web.scene import Scene
from tests.browser.asking import GUIDE, MINE, ask, settled

PNG: FilePayload = {"name": "약도.png", "mimeType": "image/png", "buffer": png(40)}
ATTACH = "사진이나 파일 붙이기"


@pytest_asyncio.fixture(loop_scope="session")
async def leader(page: Page, web: Scene, url: str) -> AsyncIterator[Page]:
    """Give the page of a leader's chat."""
    await page.goto(url + web.link(1))
    await page.get_by_role("button", name="시작하기").click()
    await page.locator("#log[aria-busy=false]").wait_for()
    await settled(page)
    yield page


async def _pick(page: Page, file: FilePayload) -> None:
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name=ATTACH).click()
    await (await chooser.value).set_files(file)


def _keep(web: Scene, file: Enclosed, content: bytes, media_type: str) -> None:
    stored = StoredFile(file.kind, file.name, media_type, content)
    with web.database.unit() as session:
        keep(session, file, stored, tour="beijing-1", member=None, at=NOW)


async def test_a_photo_goes_out_with_the_words(leader: Page, web: Scene) -> None:
    await _pick(leader, PNG)
    chip = leader.locator("#chip")
    await expect(chip).to_contain_text("약도.jpg")  # drawn anew, so that it is small and tells no place
    await ask(leader, "전체 공지: 이 문이에요")
    await expect(chip).to_be_hidden()
    sent = web.inbox.accepted[-1].body
    assert sent["text"] == "전체 공지: 이 문이에요"
    assert sent["file"].startswith("photo|web|")
    own = leader.locator(MINE).last
    await expect(own.get_by_role("img", name="사진")).to_be_visible()
    await leader.wait_for_function("() => document.querySelector('.mine .photo img').naturalWidth === 40")
    assert await own.locator(".words").inner_text() == "전체 공지: 이 문이에요"


async def test_a_file_goes_out_without_words(leader: Page, web: Scene) -> None:
    await _pick(leader, {"name": "일정.pdf", "mimeType": "application/pdf", "buffer": PDF})
    await expect(leader.locator("#chip")).to_contain_text("일정.pdf")
    await leader.keyboard.press("Enter")
    await expect(leader.locator(GUIDE)).to_have_count(2)
    assert web.inbox.accepted[-1].body["file"].endswith("|일정.pdf")
    await expect(leader.locator(MINE).last.get_by_role("link", name="일정.pdf")).to_be_visible()


async def test_a_file_is_taken_off_again(leader: Page, web: Scene) -> None:
    await _pick(leader, PNG)
    await leader.get_by_role("button", name="파일 빼기").click()
    await expect(leader.locator("#chip")).to_be_hidden()
    await ask(leader, "호텔")
    assert web.inbox.accepted[-1].body == {"text": "호텔"}


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00\x03"}, "이 종류의 파일은"),
        ({"name": "x.png", "mimeType": "image/png", "buffer": b"no picture\x00"}, "이 종류의 파일은"),
        ({"name": "x.pdf", "mimeType": "application/pdf", "buffer": PDF + bytes(UPLOAD_LIMIT)}, "10MB까지"),
    ],
)
async def test_what_can_not_be_sent_is_told_at_once(leader: Page, file: FilePayload, words: str) -> None:
    await _pick(leader, file)
    await expect(leader.locator("#hint")).to_contain_text(words)
    await expect(leader.locator("#chip")).to_be_hidden()
    await expect(leader.get_by_role("button", name=ATTACH)).to_be_enabled()


async def test_without_a_connection_the_file_is_picked_again(leader: Page) -> None:
    await leader.context.set_offline(True)
    await _pick(leader, PNG)
    await expect(leader.locator("#hint")).to_contain_text("연결이 되면 다시 골라 주세요.")
    await leader.context.set_offline(False)
    await _pick(leader, PNG)
    await expect(leader.locator("#chip")).to_contain_text("약도.jpg")


async def test_what_came_with_a_notice_is_shown_played_and_saved(chat: Page, web: Scene) -> None:
    _keep(web, Enclosed("photo", "web", "gate", "문.png"), png(30), "image/png")
    _keep(web, Enclosed("voice", "web", "words", "말.mp3"), MP3, "audio/mpeg")
    _keep(web, Enclosed("document", "web", "plan", "일정표.pdf"), PDF, "application/pdf")
    await ask(chat, "사진")
    photo = chat.get_by_role("img", name="사진")
    await expect(photo).to_be_visible()
    await chat.wait_for_function("() => document.querySelector('.photo img').naturalWidth === 30")
    await ask(chat, "음성")
    assert await chat.get_by_label("음성 메시지").get_attribute("controls") == ""
    await ask(chat, "문서")
    async with chat.expect_download() as started:
        await chat.get_by_role("link", name="일정표.pdf").click()
    assert (await started.value).suggested_filename == "일정표.pdf"


async def test_a_photo_that_is_gone_becomes_a_link(chat: Page) -> None:
    await ask(chat, "사진")
    await expect(chat.locator(GUIDE).last.get_by_role("link", name="문.png")).to_be_visible()
    assert await chat.locator(".photo").count() == 0
