"""The commands behind the menu button."""

from bot.telegram_bot import TelegramBot
from bot.telegram_menu import menu_call, publish_menus
from schedule_data.people import Role
from tests.bot_api import BotApiServer


async def test_strangers_menu_is_set_in_every_language() -> None:
    async with BotApiServer() as server, TelegramBot(server.token, server.url) as bot:
        await publish_menus(bot)
        calls = [call.params for call in server.calls.of("setMyCommands", status=200)]
    assert [params.get("language_code") for params in calls] == [None, "ko", "en", "zh"]
    assert {tuple(command["command"] for command in params["commands"]) for params in calls} == {
        ("about", "language", "help")
    }


def test_each_role_has_its_menu() -> None:
    menus = {role: menu_call(role, "ko", 5).params for role in Role}
    assert all(params["scope"] == {"type": "chat", "chat_id": 5} for params in menus.values())
    names = {role: [command["command"] for command in params["commands"]] for role, params in menus.items()}
    assert "rollcall" in names[Role.LEADER]
    assert "export" in names[Role.STAFF]
    assert not {"rollcall", "export", "headcount"} & set(names[Role.PARTICIPANT])
