"""The menu behind Telegram's button: the strangers' one for everybody, a member's own in their chat."""

from bot.channel import Call
from bot.telegram_bot import TelegramBot
from bot.telegram_commands import commands_for
from handlers.phrases import LANGUAGES
from schedule_data.people import Role


async def publish_menus(bot: TelegramBot) -> None:
    """Set what people see before they have joined, in each language; Korean where theirs is none of ours."""
    await bot.call("setMyCommands", {"commands": _commands(None, LANGUAGES[0])})
    for language in LANGUAGES:
        await bot.call("setMyCommands", {"commands": _commands(None, language), "language_code": language})


def menu_call(role: Role, language: str, chat_id: int) -> Call:
    """Give the call that sets the menu of one chat."""
    scope = {"type": "chat", "chat_id": chat_id}
    return Call("setMyCommands", {"commands": _commands(role, language), "scope": scope})


def _commands(role: Role | None, language: str) -> list[dict[str, str]]:
    return [{"command": name, "description": words} for name, words in commands_for(role, language)]
