from playwright.async_api import Page, Route, expect

from tests.bot.web.scene import Scene
from tests.browser.asking import GUIDE, MINE, own_words, settled


async def test_what_is_written_without_a_network_is_sent_when_it_is_back(chat: Page, web: Scene) -> None:
    answers = await settled(chat)
    await chat.context.set_offline(True)
    for words in ("호텔", "다음 일정"):
        await chat.get_by_label("메시지", exact=True).fill(words)
        await chat.keyboard.press("Enter")
    await expect(chat.get_by_role("status")).to_contain_text("인터넷 연결이 끊겼어요")
    await expect(chat.locator(f"{MINE} .note").first).to_contain_text("연결되면 자동으로 보낼게요")
    assert len(web.inbox.accepted) == 1
    await chat.context.set_offline(False)
    await expect(chat.locator(GUIDE)).to_have_count(answers + 2)
    await expect(chat.get_by_role("status")).to_be_hidden()
    assert await own_words(chat) == ["호텔", "다음 일정"]
    assert [update.body["text"] for update in web.inbox.accepted[1:]] == ["호텔", "다음 일정"]


async def test_what_waits_outlives_the_page(chat: Page, web: Scene) -> None:
    answers = await settled(chat)
    await chat.context.set_offline(True)
    await chat.get_by_label("메시지", exact=True).fill("호텔")
    await chat.keyboard.press("Enter")
    await expect(chat.locator(f"{MINE} .note")).to_be_visible()
    address = chat.url
    await chat.goto("about:blank")
    await chat.context.set_offline(False)
    await chat.goto(address)
    await expect(chat.locator(GUIDE)).to_have_count(answers + 1)
    assert await own_words(chat) == ["호텔"]
    assert await chat.evaluate("() => localStorage.length") == 0
    assert len(web.inbox.accepted) == 2


async def test_an_answer_that_was_lost_on_the_way_repeats_nothing(chat: Page, web: Scene) -> None:
    answers = await settled(chat)

    async def deliver_and_lose(route: Route) -> None:
        await route.fetch()
        await route.abort("internetdisconnected")

    await chat.route("**/messages", deliver_and_lose, times=1)
    await chat.get_by_label("메시지", exact=True).fill("호텔")
    async with chat.expect_request_finished(lambda request: request.url.endswith("/messages")):
        await chat.keyboard.press("Enter")  # the first attempt fails, the second finishes
    await expect(chat.locator(GUIDE)).to_have_count(answers + 1)
    assert await own_words(chat) == ["호텔"]
    assert len(web.inbox.accepted) == 2


async def test_a_refused_message_says_why_and_can_be_written_anew(chat: Page) -> None:
    await settled(chat)
    await chat.locator("#text").evaluate("(node) => node.removeAttribute('maxlength')")
    await chat.get_by_label("메시지", exact=True).fill("가" * 4001)
    refusals = []
    chat.on("response", lambda answer: refusals.append(answer.status))
    await chat.keyboard.press("Enter")
    await expect(chat.locator(f"{MINE} .note")).to_contain_text("4,000자까지")
    await chat.get_by_role("button", name="다시 쓰기").click()
    await expect(chat.get_by_label("메시지", exact=True)).to_have_value("가" * 4001)
    assert await own_words(chat) == []
    assert refusals == [413]


async def test_a_chat_that_was_left_elsewhere_says_so(chat: Page) -> None:
    await settled(chat)
    other = await chat.context.new_page()
    await other.goto(chat.url)
    await other.get_by_label("메뉴").click()
    await other.get_by_role("button", name="이 브라우저의 채팅에서 나가기").click()
    await expect(other.get_by_role("heading")).to_have_text("이 브라우저의 채팅에서 나왔어요")
    await expect(chat.get_by_role("status")).to_contain_text("이 브라우저의 채팅이 닫혔어요")
    await expect(chat.get_by_label("메시지", exact=True)).to_be_disabled()
