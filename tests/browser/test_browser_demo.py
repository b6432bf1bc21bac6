from datetime import timedelta

from playwright.async_api import Page, expect

from bot.web.demo import demo_routes
from tests.bot.web.answering import NOW
from tests.bot.web.scene import Scene, served

DESKTOP = {"width": 1440, "height": 900}


async def test_three_phones_and_a_clock_to_move(page: Page, web: Scene) -> None:
    routes = demo_routes(web.site, web.clock, lambda _session: NOW + timedelta(minutes=10), web.members)
    await page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    async with served(web.app(*routes), web.feed) as url:
        await page.goto(url)
        await expect(page.locator(".phone h2")).to_have_text(["참가자 김하늘", "인솔자 이지도", "운영진 박사무"])
        for index in range(3):
            phone = page.frame_locator("iframe").nth(index)
            await expect(phone.locator(".guide .lead")).to_have_text("안녕하세요, 길잡이예요. 무엇이든 물어보세요.")
        await expect(page.locator(".now")).to_contain_text("07:40")
        await expect(page.locator("#home-time")).to_have_text("08:40")
        await page.get_by_role("button", name="다음 알림으로").click()
        await expect(page.locator("#time")).to_have_text("07:50")
        await page.get_by_role("button", name="×60", exact=True).click()
        await expect(page.get_by_role("button", name="×60", exact=True)).to_have_attribute("aria-pressed", "true")
        await expect(page.locator("#time")).not_to_have_text("07:50")
        await page.get_by_role("button", name="멈춤").click()
        await expect(page.get_by_role("button", name="멈춤")).to_have_attribute("aria-pressed", "true")
        await page.get_by_label("시각 정하기").fill("2025-09-24T06:05")
        await page.get_by_role("button", name="이동").click()
        await expect(page.locator(".now")).to_contain_text("06:05")
        await expect(page.locator("#date")).to_contain_text("9월 24일")
        participant = page.frame_locator("iframe").first
        await participant.get_by_label("메시지", exact=True).fill("호텔")
        await participant.get_by_label("메시지", exact=True).press("Enter")
        await expect(participant.locator(".place")).to_be_visible()
        await page.goto("about:blank")


async def test_on_a_narrow_screen_the_phones_are_tabs(page: Page, web: Scene) -> None:
    routes = demo_routes(web.site, web.clock, lambda _session: None, web.members)
    async with served(web.app(*routes), web.feed) as url:
        await page.goto(url)
        await expect(page.locator(".phone:visible h2")).to_contain_text("김하늘")
        await page.get_by_role("tab", name="인솔자").click()
        await expect(page.locator(".phone:visible")).to_have_count(1)
        await expect(page.locator(".phone:visible h2")).to_contain_text("이지도")
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_role("tab", name="운영진")).to_be_focused()
        await expect(page.locator(".phone:visible h2")).to_contain_text("박사무")
        await page.keyboard.press("ArrowRight")
        await expect(page.get_by_role("tab", name="참가자")).to_have_attribute("aria-selected", "true")
        await expect(page.get_by_role("button", name="다음 알림으로")).to_be_disabled()
        assert await page.evaluate("() => document.documentElement.scrollWidth") == 390
        await page.goto("about:blank")
