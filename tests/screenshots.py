"""Takes the README's screenshots anew, from the demo itself: `python -m tests.screenshots`.

Plays a short story on the three phones: a question, a reminder, a delay from preview to arrival, a roll call from
opening to closing. Needs Chromium.
"""

import asyncio
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Frame, Page, async_playwright

from tests.browser.conftest import ARGUMENTS

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
DESKTOP = {"width": 1440, "height": 900}
PARTICIPANT, LEADER, STAFF = range(3)


async def main() -> None:
    """Play the story and save a picture of each step."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own command, read line by line right below
            [sys.executable, "-m", "bot", "demo", "--folder", folder], stdout=subprocess.PIPE, text=True
        )
        try:
            address = next(line.split()[-1] for line in process.stdout or () if "http://" in line)
            async with async_playwright() as playwright:
                chromium = shutil.which("chromium")
                browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                await _story(browser, address)
                await browser.close()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


async def _story(browser: Browser, address: str) -> None:
    context = await browser.new_context(viewport=DESKTOP, locale="ko-KR")  # type: ignore[arg-type]
    page = await context.new_page()
    await page.goto(address)
    phones = await _phones(page)
    await _say(phones[PARTICIPANT], "샤오미 몇 시에 가?")
    await _say(phones[LEADER], "오늘 일정")
    await _say(phones[STAFF], "채식 몇 명?")
    await page.screenshot(path=FOLDER / "demo.png")
    await _phone(page, PARTICIPANT, "question")
    await _set_clock(page, "2025-09-23T07:50")
    await page.wait_for_timeout(1500)
    await _phone(page, PARTICIPANT, "reminder")
    await _say(phones[PARTICIPANT], "오늘 일정")
    await _phone(page, PARTICIPANT, "day")
    await _say(phones[LEADER], "20분 지연")
    await _phone(page, LEADER, "delay-preview")
    await _tap(phones[LEADER], "확인")
    await _phone(page, LEADER, "delay-confirmed")
    await page.wait_for_timeout(1500)
    await _phone(page, PARTICIPANT, "delay-received")
    await _say(phones[LEADER], "인원 확인 시작")
    await _phone(page, LEADER, "roll-call-preview")
    await _tap(phones[LEADER], "확인")
    await page.wait_for_timeout(1500)
    await _phone(page, PARTICIPANT, "roll-call-asked")
    await _tap(phones[PARTICIPANT], "도착했어요")
    await page.wait_for_timeout(4000)
    await _phone(page, LEADER, "roll-call-live")
    await _say(phones[STAFF], "1호차 미도착 누구?")
    await _phone(page, STAFF, "missing")
    await _board(page, phones[STAFF])
    await _say(phones[LEADER], "인원 확인 마감")
    await _phone(page, LEADER, "roll-call-closing")
    await _tap(phones[LEADER], "남은 분 모두 같은 사유")
    await _tap(phones[LEADER], "따로 이동")
    await _say(phones[LEADER], "인원 확인 마감")
    await page.wait_for_timeout(4000)
    await _phone(page, LEADER, "roll-call-closed")


async def _phones(page: Page) -> list[Frame]:
    await page.locator("iframe").nth(STAFF).wait_for()
    handles = [await page.locator("iframe").nth(number).element_handle() for number in range(3)]
    frames = [frame for handle in handles if (frame := await handle.content_frame()) is not None]
    for frame in frames:
        await frame.locator("#log[aria-busy=false]").wait_for()
        await frame.locator("#log .bubble, #log article, #log li").first.wait_for()
    return frames


async def _say(phone: Frame, words: str) -> None:
    """Type and wait for the answer."""
    before = await phone.locator("#log").inner_text()
    box = phone.locator("textarea")
    await box.fill(words)
    await box.press("Enter")
    await phone.wait_for_function(
        "before => document.querySelector('#log').innerText.length > before + 40", arg=len(before) + len(words)
    )
    await phone.page.wait_for_timeout(600)


async def _tap(phone: Frame, label: str) -> None:
    await phone.get_by_role("button", name=label, exact=True).last.click()
    await phone.page.wait_for_timeout(1500)


async def _set_clock(page: Page, local: str) -> None:
    """Move the demo's clock to an hour of Beijing."""
    await page.locator("input[type=datetime-local]").fill(local)
    await page.get_by_role("button", name="이동").click()


async def _board(page: Page, phone: Frame) -> None:
    """Save the picture of the live headcount, as the owner of a phone sees it."""
    board = await page.context.new_page()
    await board.set_viewport_size({"width": 390, "height": 844})
    await board.goto(f"{phone.url.split('?')[0].rstrip('/')}/board")
    await board.get_by_role("heading").first.wait_for()
    await board.screenshot(path=FOLDER / "board.png")
    await board.close()


async def _phone(page: Page, number: int, name: str) -> None:
    """Save the picture of one phone."""
    await page.locator("iframe").nth(number).screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
