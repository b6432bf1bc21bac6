"""Sharing a location: only after a tap, with a clear word where the browser doesn't give it."""

from playwright.async_api import BrowserContext, Page, expect

from tests.bot.web.scene import Scene
from tests.browser.asking import GUIDE, ask, own_words, settled

PLACE = {"latitude": 39.9087123, "longitude": 116.3974567}
SENT = {"point": (39.908712, 116.397457)}


async def _is_at(phone: BrowserContext) -> None:
    await phone.grant_permissions(["geolocation"])
    await phone.set_geolocation(PLACE)  # type: ignore[arg-type]


async def test_a_tap_shares_where_the_person_is(chat: Page, phone: BrowserContext, web: Scene) -> None:
    await _is_at(phone)
    answers = await settled(chat)
    await chat.get_by_role("button", name="내 위치 보내기").click()
    await expect(chat.locator(GUIDE)).to_have_count(answers + 1)
    assert web.inbox.accepted[-1].body == SENT
    assert await own_words(chat) == ["📍 내 위치"]
    await expect(chat.locator("#hint")).to_be_hidden()


async def test_the_button_of_an_answer_does_the_same(chat: Page, phone: BrowserContext, web: Scene) -> None:
    await _is_at(phone)
    await ask(chat, "도와주세요")
    await chat.locator(GUIDE).last.get_by_role("button", name="내 위치 보내기").click()
    await expect(chat.locator(GUIDE)).to_have_count(3)
    assert web.inbox.accepted[-1].body == SENT


async def test_it_works_with_the_keyboard(chat: Page, phone: BrowserContext, web: Scene) -> None:
    await _is_at(phone)
    answers = await settled(chat)
    await chat.get_by_label("메시지", exact=True).focus()
    await chat.keyboard.press("Shift+Tab")
    await chat.keyboard.press("Enter")
    await expect(chat.locator(GUIDE)).to_have_count(answers + 1)
    assert web.inbox.accepted[-1].body == SENT


async def test_nobody_is_asked_before_a_tap(chat: Page) -> None:
    await chat.add_init_script(
        "navigator.geolocation.getCurrentPosition = () => { document.title = 'asked without a tap'; };"
    )
    await chat.reload()
    await ask(chat, "도와주세요")
    assert "asked" not in await chat.title()


async def test_a_refusal_is_told_with_what_to_do_instead(chat: Page, web: Scene) -> None:
    await settled(chat)
    before = len(web.inbox.accepted)
    await chat.get_by_role("button", name="내 위치 보내기").click()  # the permission is not granted
    hint = chat.locator("#hint")
    await expect(hint).to_contain_text("브라우저가 위치를 알려 주지 않아요.")
    await expect(hint).to_contain_text("주변에 보이는 것을 글로 적어 주세요.")
    assert await hint.get_attribute("role") == "status"
    await expect(chat.get_by_role("button", name="내 위치 보내기")).to_be_enabled()
    assert len(web.inbox.accepted) == before
    await ask(chat, "왕푸징 서점 앞이에요")
    await expect(hint).to_be_hidden()


async def test_a_place_that_is_not_found_is_told(chat: Page, phone: BrowserContext) -> None:
    await phone.grant_permissions(["geolocation"])
    await phone.set_geolocation(None)
    await settled(chat)
    await chat.get_by_role("button", name="내 위치 보내기").click()
    await expect(chat.locator("#hint")).to_contain_text("지금은 위치를 찾을 수 없어요.")
