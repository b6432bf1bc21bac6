"""A phone's browser, for real: Chromium, and whatever it complains about fails the test."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.bot.web.scene import Scene, scene, served

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = Path(__file__).parent
PHONE = {"width": 390, "height": 844}
# What Chromium says of a network that a test took away, and of messages and files that a test made to be refused.
EXPECTED = ("net::ERR_INTERNET_DISCONNECTED", "status of 404", "status of 413", "status of 415")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of this folder in one event loop, since they share a browser that lives in it."""
    for item in items:
        if HERE in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Scene]:
    with scene(f"sqlite:///{tmp_path}/giljabi.db") as made:
        yield made


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing. Install it: apt-get install chromium fonts-noto-cjk")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def phone(chromium: Browser) -> AsyncIterator[BrowserContext]:
    context = await chromium.new_context(viewport=PHONE, locale="ko-KR")  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(phone: BrowserContext) -> AsyncIterator[Page]:
    page = await phone.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    assert [said for said in complaints if not any(expected in said for expected in EXPECTED)] == []


@pytest_asyncio.fixture(loop_scope="session")
async def url(web: Scene) -> AsyncIterator[str]:
    async with served(web.app(), web.feed) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="session")
async def chat(page: Page, web: Scene, url: str) -> Page:
    """Give the page of a chat that was joined by its link."""
    await page.goto(url + web.link())
    await page.get_by_role("button", name="시작하기").click()
    await page.get_by_role("log", name="대화").wait_for()
    await page.locator("#log[aria-busy=false]").wait_for()
    return page
