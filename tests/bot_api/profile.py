"""The methods about the bot itself, about chats, and about taps."""

import json
import re
from typing import Any

from tests.bot_api.entities import utf16_length
from tests.bot_api.errors import bad_request
from tests.bot_api.params import Params, structure, text
from tests.bot_api.world import CALLBACK_LIFETIME, Json, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")  # core.telegram.org/bots/api#botcommand
MAX_COMMANDS = 100  # #setmycommands
MAX_COMMAND_DESCRIPTION = 256  # #botcommand
MAX_CALLBACK_ANSWER = 200  # #answercallbackquery
MAX_DESCRIPTION = 512  # #setmydescription
MAX_SHORT_DESCRIPTION = 120  # #setmyshortdescription
SCOPES = frozenset(
    {
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    }
)


def get_me(world: World, params: Params) -> Json:  # noqa: ARG001  # every method takes the same
    """Answer getMe."""
    return world.bot() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, params: Params) -> Json:
    """Answer getChat."""
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    about = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return world.chat(params).as_json() | about


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer answerCallbackQuery; too late is as bad as never asked."""
    tap = world.taps.get(text(params, "callback_query_id"))
    if tap is None or world.clock() - tap.at > CALLBACK_LIFETIME:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if utf16_length(text(params, "text")) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answer = {key: value for key, value in params.items() if key != "callback_query_id"}
    return True


def commands_key(scope: Any, language: str) -> str:
    """Name one scope and language."""
    return json.dumps([scope or {"type": "default"}, language], sort_keys=True)


def _commands_key(world: World, params: Params) -> str:
    scope, language = structure(params, "scope") or {"type": "default"}, text(params, "language_code")
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if "chat_id" in scope:
        scope = scope | {"chat_id": world.chat(scope).id}
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return commands_key(scope, language)


def set_my_commands(world: World, params: Params) -> bool:
    """Answer setMyCommands."""
    key, commands = _commands_key(world, params), structure(params, "commands") or []
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= utf16_length(str(command.get("description", ""))) <= MAX_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.commands[key] = commands
    return True


def delete_my_commands(world: World, params: Params) -> bool:
    """Answer deleteMyCommands."""
    world.commands.pop(_commands_key(world, params), None)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Answer getMyCommands: what was set for exactly this scope and language."""
    return world.commands.get(_commands_key(world, params), [])


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Answer setChatMenuButton."""
    button = structure(params, "menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: unsupported type specified")
    where = str(world.chat(params).id) if params.get("chat_id") else "default"
    world.profile.setdefault("menu_buttons", {})[where] = button
    return True


def _set_description(world: World, params: Params, name: str, limit: int) -> bool:
    words = text(params, name)
    if utf16_length(words) > limit:
        raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
    world.profile.setdefault(name, {})[text(params, "language_code")] = words
    return True


def set_my_description(world: World, params: Params) -> bool:
    """Answer setMyDescription."""
    return _set_description(world, params, "description", MAX_DESCRIPTION)


def set_my_short_description(world: World, params: Params) -> bool:
    """Answer setMyShortDescription."""
    return _set_description(world, params, "short_description", MAX_SHORT_DESCRIPTION)
