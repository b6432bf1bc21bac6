"""The live headcount as a leader sees it, on a phone and on a wide screen."""

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from handlers.roll_call.noting import Word, note
from handlers.roll_call.states import Evidence
from handlers.tables import AttendanceState
from schedule_data.people import Role
from schedule_data.tables import MemberRow
from tests.bot.web.answering import NOW
from tests.bot.web.scene import Scene

LEADER = 1
NAMES = ("김민준", "이서연", "박도윤", "최지우")


@pytest.fixture
def riding(web: Scene) -> tuple[int, ...]:
    """Put four more people on the buses."""
    with web.database.unit() as session:
        rows = [
            MemberRow(
                tour_id="beijing-1", name=name, role=Role.PARTICIPANT, group=f"bus-{number % 2 + 1}",
                phone=f"+82-10-0000-100{number}",
            )
            for number, name in enumerate(NAMES)
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        return tuple(row.id for row in rows)


def _says(web: Scene, member: int, state: AttendanceState, minutes: int | None = None) -> None:
    with web.database.unit() as session:
        note(session, "beijing-1", "d2-xiaomi", member, Word(state, Evidence.SELF, minutes), NOW)


@pytest_asyncio.fixture(loop_scope="session")
async def board(page: Page, web: Scene, url: str, riding: tuple[int, ...]) -> Page:
    """Open the board from the chat's menu."""
    assert riding
    await page.goto(url + web.link(LEADER))
    await page.get_by_role("button", name="시작하기").click()
    await page.locator(".menu summary").click()
    await page.get_by_role("link", name="실시간 인원 현황").click()
    await page.get_by_role("heading", name="샤오미 슈퍼공장 견학").wait_for()
    return page


async def test_the_board_keeps_itself_up_to_date(board: Page, web: Scene, riding: tuple[int, ...]) -> None:
    bus = board.get_by_role("region", name="1호차")
    await expect(bus.locator(".bus-sum")).to_have_text("0/2")
    call = bus.get_by_role("link", name="박도윤 전화")
    assert await call.get_attribute("href") == "tel:+821000001002"
    await call.focus()
    _says(web, riding[0], AttendanceState.HERE)
    _says(web, riding[2], AttendanceState.LATE, 10)
    await expect(bus.locator(".bus-sum")).to_have_text("1/2")
    await expect(bus.locator(".people li")).to_have_count(1)
    await expect(bus.locator(".people small")).to_contain_text("10분 늦어요")
    await expect(call).to_be_focused()
    await expect(board.locator("#spoken")).to_contain_text("1/5")


async def test_the_board_says_when_it_can_not_reach_the_server(board: Page, phone: BrowserContext) -> None:
    await phone.set_offline(True)
    await expect(board.get_by_role("status")).to_have_text("다시 연결하고 있어요…")
    await phone.set_offline(False)
    await expect(board.get_by_role("status")).to_be_empty()


@pytest.mark.parametrize(("width", "columns"), [(320, 1), (390, 1), (1280, 3)])
async def test_the_board_fits_every_screen(
    board: Page, web: Scene, riding: tuple[int, ...], width: int, columns: int
) -> None:
    _says(web, riding[0], AttendanceState.HERE)
    await board.set_viewport_size({"width": width, "height": 900})
    assert await board.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lefts = {round(box["x"]) for one in await board.locator(".bus").all() if (box := await one.bounding_box())}
    assert len(lefts) == columns
    small = [box["height"] for one in await board.locator(".people a").all() if (box := await one.bounding_box())]
    assert min(small) >= 44
