"""What a person does on the chat page, and what they see there."""

from collections.abc import Sequence

from playwright.async_api import Page, expect

GUIDE = ".guide"
MINE = ".mine"


async def ask(page: Page, text: str) -> None:
    """Type a question and press Enter; wait for one more answer."""
    answers = await settled(page)
    await page.get_by_label("메시지", exact=True).fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(GUIDE)).to_have_count(answers + 1)


async def settled(page: Page) -> int:
    """Wait until the bot has spoken first; give how many answers there are."""
    await page.locator(GUIDE).first.wait_for()
    return await page.locator(GUIDE).count()


async def own_words(page: Page) -> Sequence[str]:
    """Give what the person's bubbles say."""
    return await page.locator(f"{MINE} .words").all_inner_texts()
