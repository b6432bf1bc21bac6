import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

import bot.web
from tests.bot.web.scene import Scene
from tests.browser.asking import GUIDE, ask, own_words, settled

THEME = (Path(bot.web.__file__).parent / "static" / "theme.css").read_text()
READABLE = 4.5  # WCAG 2.2, 1.4.3, level AA
PAIRS = [
    (ink, ground) for ink in ("ink", "soft", "pine-text", "persimmon-text") for ground in ("paper", "raised", "sunken")
] + [("pine-ink", "pine")]


async def test_everything_is_done_with_the_keyboard(chat: Page, web: Scene) -> None:
    await settled(chat)
    await chat.get_by_label("메시지", exact=True).focus()
    await chat.keyboard.type("다음 일정")
    await chat.keyboard.press("Enter")
    await expect(chat.locator(GUIDE)).to_have_count(2)
    await expect(chat.get_by_label("메시지", exact=True)).to_be_focused()
    seen: list[str] = []
    while "인솔자에게 전화" not in seen:
        await chat.keyboard.press("Shift+Tab")
        seen.append(
            await chat.evaluate("() => document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()")
        )
        assert len(seen) < 20
    assert seen[:6] == ["내 위치 보내기", "사진이나 파일 붙이기", "호텔", "오늘 일정", "집합 장소", "다음 일정"]
    await chat.keyboard.press("Shift+Tab")
    outline = await chat.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    await chat.keyboard.press("Enter")
    await expect(chat.locator(".agenda")).to_have_count(1)
    assert web.inbox.accepted[-1].body == {"action": "agenda.day?date=2025-09-23"}


async def test_enter_while_composing_korean_does_not_send(chat: Page) -> None:
    await settled(chat)
    text = chat.get_by_label("메시지", exact=True)
    await text.fill("일정")
    for composing in ({"isComposing": True, "keyCode": 13}, {"isComposing": False, "keyCode": 229}):
        await text.dispatch_event("keydown", {"key": "Enter", "bubbles": True, "cancelable": True, **composing})
    await expect(text).to_have_value("일정")
    assert await own_words(chat) == []


async def test_shift_and_enter_begin_a_new_line(chat: Page) -> None:
    await settled(chat)
    await chat.get_by_label("메시지", exact=True).focus()
    await chat.keyboard.type("하나")
    await chat.keyboard.press("Shift+Enter")
    await chat.keyboard.type("둘")
    await chat.keyboard.press("Enter")
    await expect(chat.locator(GUIDE)).to_have_count(2)
    assert await own_words(chat) == ["하나\n둘"]


async def test_a_screen_reader_is_told_who_speaks(chat: Page) -> None:
    await ask(chat, "호텔")
    log = chat.get_by_role("log", name="대화")
    assert await log.get_attribute("aria-live") == "polite"
    articles = log.get_by_role("article")
    spoken = [words.splitlines()[0] for words in await articles.all_inner_texts()]
    assert spoken == ["길잡이의 말", "내가 보낸 말", "길잡이의 말"]


async def test_every_control_has_a_name_and_room_for_a_finger(chat: Page) -> None:
    await ask(chat, "호텔")
    controls = chat.locator("button:visible, a:visible, summary:visible, textarea:visible")
    for index in range(await controls.count()):
        control = controls.nth(index)
        name = await control.evaluate("(node) => node.ariaLabel || node.labels?.[0]?.textContent || node.textContent")
        box = await control.bounding_box()
        assert name.strip()
        assert box is not None
        assert box["height"] >= 38
        assert box["width"] >= 38


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_colours_are_readable(scheme: str, ink: str, ground: str) -> None:
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", THEME.split("@media")[0]))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", THEME.split("@media")[1]))
    lighter, darker = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= READABLE


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[start:end], 16) / 255 for start, end in pairwise((1, 3, 5, 7))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
