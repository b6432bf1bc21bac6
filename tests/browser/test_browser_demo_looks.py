"""The participant's phone in the demo as KakaoTalk and Telegram, with the real bot behind it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import FrameLocator, Page, expect

from bot.application import Application, StandIns
from bot.clock import SettableClock
from bot.demo import FIRST_MORNING, DemoState, demo_settings, prepare
from bot.web.demo import demo_routes
from bot.web.demo_looks import Look, Phones
from handlers import reminders
from tests.bot.web.files import png

DESKTOP = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class Demo:
    """The demo page, with the participant's phone on it."""

    page: Page
    phone: FrameLocator

    async def look(self, name: str) -> None:
        """Have the phone shown as another messenger, and wait for its greeting."""
        await self.page.get_by_role("button", name=name).click()
        await expect(self.phone.locator("header small")).to_have_text(name)
        await expect(self.phone.locator(".turn")).to_have_count(1)

    async def say(self, words: str) -> None:
        """Type a question, and wait for the answer."""
        turns = await self.phone.locator(".turn").count()
        await self.phone.get_by_label("메시지", exact=True).fill(words)
        await self.phone.get_by_label("메시지", exact=True).press("Enter")
        await self.answered(turns + 2)

    async def answered(self, turns: int) -> None:
        """Wait until so many turns are shown."""
        await self.phone.locator(f".turn:nth-child({turns})").wait_for()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(page: Page, tmp_path: Path) -> AsyncIterator[Demo]:
    clock = SettableClock(FIRST_MORNING, speed=0)
    phones = Phones(clock)
    stand_ins = StandIns({Look.TELEGRAM: phones.telegram}, lambda: phones.kakao)
    settings = demo_settings(DemoState(tmp_path))
    application = Application(settings, clock, heartbeat_seconds=0.2, stand_ins=stand_ins)
    phones.kakao.connect(application.skill)
    with application.database.unit() as session:
        members = prepare(session, clock.now())
    routes = demo_routes(application.site, clock, reminders.next_due, members, phones)
    ready = asyncio.Event()
    running = asyncio.create_task(application.run(routes, ready.set))
    await ready.wait()
    await page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    await page.goto(application.url)
    yield Demo(page, page.frame_locator("iframe").first)
    await page.goto("about:blank")
    application.stopping.set()
    await running


async def test_kakaotalk_draws_what_kakao_would_get(demo: Demo) -> None:
    await demo.look("카카오톡")
    await demo.say("내일 일정")
    await expect(demo.phone.locator(".kakao-list-card").first).to_be_visible()
    await demo.say("샤오미 공장 어디예요?")
    await expect(demo.phone.locator(".kakao-bubble", has_text="北京市亦庄新城小米汽车工厂")).to_be_visible()
    replies = demo.phone.locator(".kakao-reply")
    words = await replies.first.inner_text()
    turns = await demo.phone.locator(".turn").count()
    await replies.first.click()
    await demo.answered(turns + 2)
    await expect(demo.phone.locator(".own").last).to_have_text(words)


async def test_telegram_draws_calls_and_takes_taps(demo: Demo) -> None:
    await demo.look("텔레그램")
    await demo.say("샤오미 공장 어디예요?")
    await expect(demo.phone.locator(".telegram-venue")).to_contain_text("小米汽车超级工厂")
    await expect(demo.phone.locator(".telegram-bubble code").first).to_have_text("北京市亦庄新城小米汽车工厂")
    link = demo.phone.get_by_role("link", name="고덕지도")
    assert (await link.get_attribute("href") or "").startswith("https://uri.amap.com/marker?")
    turns = await demo.phone.locator(".turn").count()
    await demo.phone.locator("button.telegram-key").last.click()
    await demo.answered(turns + 2)


async def test_telegram_shows_what_a_leader_attached(demo: Demo) -> None:
    await demo.look("텔레그램")
    leader = demo.page.frame_locator("iframe").nth(1)
    async with demo.page.expect_file_chooser() as chooser:
        await leader.get_by_role("button", name="사진이나 파일 붙이기").click()
    await (await chooser.value).set_files({"name": "문.png", "mimeType": "image/png", "buffer": png(40)})
    await leader.locator("#chip").get_by_text("문").wait_for()
    await leader.get_by_label("메시지", exact=True).fill("전체 공지: 이 문이에요")
    await leader.get_by_label("메시지", exact=True).press("Enter")
    await leader.get_by_role("button", name="확인", exact=True).click()
    photo = demo.phone.locator(".telegram-photo img")
    await expect(photo).to_be_visible()
    await expect(photo).to_have_js_property("naturalWidth", 40)


@pytest.mark.parametrize(("name", "bubble"), [("카카오톡", ".kakao-bubble"), ("텔레그램", ".telegram-bubble")])
async def test_reminders_come_to_the_messenger_that_is_shown(demo: Demo, name: str, bubble: str) -> None:
    await demo.look(name)
    await demo.page.get_by_role("button", name="다음 알림으로").click()
    await expect(demo.phone.locator(bubble).filter(has_text="점심").first).to_be_visible()
    await expect(demo.page.locator("#lately li").first).to_contain_text("/42명에게 보냄")


async def test_the_look_and_what_was_shown_outlast_a_reload(demo: Demo) -> None:
    await demo.look("카카오톡")
    await demo.say("다음 일정")
    before = await demo.phone.locator("#log").inner_text()
    await demo.page.reload()
    await expect(demo.page.get_by_role("button", name="카카오톡")).to_have_attribute("aria-pressed", "true")
    await demo.answered(3)
    assert await demo.phone.locator("#log").inner_text() == before
    await demo.page.get_by_role("button", name="웹 채팅").click()
    await expect(demo.phone.locator(".guide").first).to_be_visible()
