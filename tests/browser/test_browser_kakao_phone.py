"""The drawn phone, in a real browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Page

from bot.kakao_out import apology, later, render
from handlers.reply import Button, Reply
from tests.bot.test_kakao_out import VISIT, day

STATIC = Path(__file__).parents[2] / "bot" / "web" / "static"
PAGE = """<!doctype html><html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>phone</title><link rel="stylesheet" href="/static/kakao.css"><main class="kakao-room"></main>
<script type="module">import {{ renderSkillResponse }} from "/static/kakao.js";
const room = document.querySelector("main"); window.taps = [];
room.addEventListener("kakao-tap", (event) => taps.push(event.detail));
for (const response of {responses}) room.append(renderSkillResponse(response));
window.drawn = true;</script></html>"""
POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; img-src https:"


async def draw(page: Page, *responses: Any) -> None:
    """Show the responses one after the other on the page."""

    async def serve(_: web.Request) -> web.Response:
        words = json.dumps(responses, ensure_ascii=False).replace("<", "\\u003c")
        html = PAGE.format(responses=words)
        return web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    app = web.Application()
    app.router.add_get("/", serve)
    app.router.add_static("/static", STATIC)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    await page.goto(f"http://{host}:{port}/")
    await page.wait_for_function("window.drawn")
    await runner.cleanup()


async def test_a_visit_is_drawn_and_its_buttons_speak(page: Page) -> None:
    await draw(page, render(VISIT))
    assert await page.locator(".kakao-item-card dt").all_inner_texts() == ["준비물", "주의"]
    assert "08:20" in await page.locator(".kakao-bubble").first.inner_text()
    assert await page.get_by_role("link", name="인솔자").get_attribute("href") == "tel:+821000000001"
    amap = page.get_by_role("link", name="고덕지도(Amap)")
    assert (await amap.get_attribute("href") or "").startswith("https://uri.amap.com/marker?position=116.558000")
    assert await amap.get_attribute("rel") == "noopener noreferrer"
    await page.get_by_role("button", name="도착했어요").click()
    assert await page.evaluate("taps") == [
        {"label": "도착했어요", "text": "도착했어요", "extra": {"action": "attendance.here"}}
    ]


async def test_an_agenda_is_a_carousel_that_the_keyboard_reaches(page: Page) -> None:
    await draw(page, render(Reply(("오늘 일정이에요.",), agendas=(day(9),))))
    assert await page.locator(".kakao-carousel").get_attribute("tabindex") == "0"
    assert await page.locator(".kakao-carousel article").count() == 3
    await page.get_by_role("button", name="09:20 1번째 방문").click()
    assert (await page.evaluate("taps"))[0]["text"] == "1번째 방문"
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


async def test_a_long_text_folds_and_unfolds(page: Page) -> None:
    long = {"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "길어요 " * 200}}]}}
    await draw(page, long)
    folded = await page.locator(".kakao-text").bounding_box()
    await page.get_by_role("button", name="전체보기").click()
    whole = await page.locator(".kakao-text").bounding_box()
    assert folded
    assert whole
    assert whole["height"] > folded["height"] * 2


async def test_text_is_never_markup_and_a_strange_link_no_link(page: Page) -> None:
    buttons = (Button("누르지 마세요", url="javascript:taps.push(1)"), Button("말", phone="110"))
    await draw(page, render(Reply(("<img src=x onerror=taps.push(2)>",), buttons=buttons)))
    assert await page.locator(".kakao-text").inner_text() == "<img src=x onerror=taps.push(2)>\n\n말: 110"
    assert await page.locator("a").all_inner_texts() == ["말"]


@pytest.mark.parametrize(
    "odd", [None, [], {}, {"template": None}, {"template": {"outputs": [None, 7, {"carousel": None}, {"x": 1}]}}]
)
async def test_anything_odd_is_drawn_as_nothing(page: Page, odd: object) -> None:
    await draw(page, odd, later("ko"), apology("ko"))
    assert await page.locator(".kakao-text").count() == 2


async def test_targets_are_large_enough_for_a_thumb(page: Page) -> None:
    await draw(page, render(VISIT))
    heights = await page.evaluate(
        "[...document.querySelectorAll('button, a')].map((part) => part.getBoundingClientRect().height)"
    )
    assert len(heights) == 5
    assert min(heights) >= 44
