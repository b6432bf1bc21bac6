from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from tests.bot.web.answering import NEXT, WELCOME
from tests.bot.web.scene import Scene
from tests.browser.asking import GUIDE, MINE, ask, own_words, settled


async def test_a_question_is_answered(chat: Page) -> None:
    await ask(chat, "다음 일정")
    answer = chat.locator(GUIDE).last
    await expect(answer.locator(".lead")).to_have_text(NEXT.paragraphs[0])
    await expect(answer.locator("dt")).to_have_text(["집합", "견학", "준비물"])
    await expect(chat.locator(".day")).to_have_text(["9월 23일 화요일"])
    await expect(answer.locator("time")).to_have_text("07:40")  # by the server's clock, where the tour is
    assert await own_words(chat) == ["다음 일정"]


async def test_hours_and_days_are_those_of_where_the_person_was(chat: Page, web: Scene) -> None:
    web.clock.set(datetime(2025, 9, 24, 15, 30, tzinfo=UTC))  # at home again: past midnight there, not in Beijing
    await ask(chat, "다음 일정")
    await expect(chat.locator(GUIDE).last.locator("time")).to_have_text("00:30")
    await expect(chat.locator(".day")).to_have_text(["9월 23일 화요일", "9월 25일 목요일"])


async def test_a_tap_on_a_step_is_said_and_answered(chat: Page, web: Scene) -> None:
    answers = await settled(chat)
    await chat.locator(GUIDE).get_by_role("button", name="다음 일정").click()
    await expect(chat.locator(GUIDE)).to_have_count(answers + 1)
    assert web.inbox.accepted[-1].body == {"action": "agenda.next"}
    assert await own_words(chat) == ["다음 일정"]


async def test_a_line_of_an_agenda_opens_it(chat: Page, web: Scene) -> None:
    await ask(chat, "오늘 일정")
    lines = chat.locator(".agenda li")
    await expect(lines).to_have_count(4)
    assert await chat.locator(".agenda button").count() == 3  # breakfast opens nothing
    await chat.locator(".agenda").get_by_role("button", name="SU7 시승").click()
    await expect(chat.locator(f"{MINE} .words").last).to_have_text("SU7 시승")
    await expect(chat.locator(GUIDE)).to_have_count(3)
    assert web.inbox.accepted[-1].body == {"action": "stop?stop=d2-drive"}


async def test_a_phone_step_calls(chat: Page) -> None:
    await ask(chat, "다음 일정")
    assert await chat.get_by_role("link", name="인솔자에게 전화").get_attribute("href") == "tel:+821000000001"


async def test_an_offered_question_is_sent(chat: Page) -> None:
    answers = await settled(chat)
    await chat.get_by_role("list", name="자주 묻는 질문").get_by_role("button", name="오늘 일정").click()
    await expect(chat.locator(GUIDE)).to_have_count(answers + 1)
    await expect(chat.locator(".agenda h3")).to_have_text("9월 23일 화요일 · 2일차")


async def test_a_place_is_shown_to_the_driver_in_large_chinese(chat: Page) -> None:
    await ask(chat, "호텔")
    place = chat.locator(".place")
    assert await place.locator(".han").get_attribute("lang") == "zh-Hans"
    amap = await place.get_by_role("link", name="고덕지도").get_attribute("href")
    assert amap is not None
    assert amap.startswith("https://uri.amap.com/marker?")
    await place.get_by_role("button", name="기사님께 보여 주기").click()
    dialog = chat.get_by_role("dialog", name="北京大饭店（示例）")
    await expect(dialog).to_contain_text("北京市朝阳区建国路1号")
    await chat.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()


async def test_an_address_is_copied(chat: Page) -> None:
    await chat.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await ask(chat, "호텔")
    await chat.get_by_role("button", name="주소 복사").click()
    await expect(chat.get_by_role("button", name="복사했어요")).to_be_visible()
    assert await chat.evaluate("() => navigator.clipboard.readText()") == "北京大饭店（示例）\n北京市朝阳区建国路1号"


async def test_a_file_is_downloaded(chat: Page) -> None:
    await ask(chat, "명단")
    async with chat.expect_download() as started:
        await chat.get_by_role("link", name="명단 1호차.csv").click()
    download = await started.value
    assert download.suggested_filename == "명단 1호차.csv"


async def test_texts_are_shown_as_they_are(chat: Page) -> None:
    await ask(chat, "<img src=x onerror=alert(1)>")
    await ask(chat, "길게")
    assert await own_words(chat) == ["<img src=x onerror=alert(1)>", "길게"]
    await expect(chat.locator(GUIDE).last).to_contain_text("<b>꾸미지 않아요</b>")
    assert await chat.locator("#log img, #log b").count() == 0


async def test_a_reload_keeps_the_conversation(chat: Page) -> None:
    await ask(chat, "다음 일정")
    await ask(chat, "호텔")
    before = await chat.locator("#log").inner_text()
    await chat.reload()
    await expect(chat.locator(GUIDE)).to_have_count(3)
    assert await chat.locator("#log").inner_text() == before


async def test_the_chat_is_open_on_two_pages_at_once(chat: Page) -> None:
    other = await chat.context.new_page()
    await other.goto(chat.url)
    await settled(other)
    await ask(chat, "호텔")
    await expect(other.locator(".place .han")).to_have_text("北京大饭店（示例）")
    assert await own_words(other) == ["호텔"]


async def test_a_changed_bubble_changes_in_its_place(chat: Page, web: Scene) -> None:
    await settled(chat)
    address = f"member-{web.members[0]}"
    (shown,) = web.channel.write(WELCOME, None)
    number = await web.channel.make(address, shown, "first")
    await expect(chat.locator(GUIDE)).to_have_count(2)
    await ask(chat, "호텔")
    await web.channel.make(address, web.channel.rewrite(NEXT, number)[0], "second")
    await expect(chat.locator(f"#m{number} .lead")).to_have_text(NEXT.paragraphs[0])
    await expect(chat.locator(GUIDE)).to_have_count(3)
    assert await chat.locator(GUIDE).nth(1).get_attribute("id") == f"m{number}"


async def test_a_tall_answer_is_shown_from_its_beginning(chat: Page) -> None:
    await chat.set_viewport_size({"width": 390, "height": 520})
    await ask(chat, "다음 일정")
    await ask(chat, "다음 일정")
    await expect(chat.locator(GUIDE).last.locator(".lead")).to_be_in_viewport(ratio=1)


async def test_reading_back_is_not_disturbed_by_news(chat: Page, web: Scene) -> None:
    for _ in range(3):
        await ask(chat, "다음 일정")
    await chat.locator("#scroller").evaluate("(node) => { node.scrollTop = 0; }")
    await expect(chat.locator(GUIDE).last).not_to_be_in_viewport()
    (shown,) = web.channel.write(WELCOME, None)
    await web.channel.make(f"member-{web.members[0]}", shown, "news")
    await chat.get_by_role("button", name="새 메시지").click()
    await expect(chat.locator(GUIDE).last).to_be_in_viewport()
    await expect(chat.get_by_role("button", name="새 메시지")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_nothing_is_wider_than_the_screen(chat: Page, width: int) -> None:
    await chat.set_viewport_size({"width": width, "height": 700})
    for question in ("다음 일정", "오늘 일정", "호텔", "길게", "가나다라" * 60):
        await ask(chat, question)
    page_width, log_width = await chat.evaluate(
        "() => [document.documentElement.scrollWidth, document.getElementById('scroller').scrollWidth]"
    )
    assert page_width == width
    assert log_width <= width
