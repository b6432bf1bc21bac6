"""The demo's Telegram: a Bot that shows its calls on a screen, and the updates that a phone would cause."""

from collections.abc import Mapping
from itertools import count
from typing import Any, cast

from bot.channel import Update
from bot.clock import Clock
from bot.telegram_bot import TelegramBot
from bot.telegram_channel import TelegramChannel
from bot.telegram_files import KEPT, METHODS, kept_in
from bot.telegram_in import CHANNEL
from bot.telegram_references import EDIT_CAPTION
from bot.web.demo_screens import Screen, Screens, shown_again

SHOWN = frozenset({"sendMessage", "sendVenue", "sendLocation", *METHODS.values()})
EDITS = frozenset({"editMessageText", EDIT_CAPTION})


class DemoTelegramBot:
    """Takes the calls that Telegram would get. What shows nothing, such as the menu, is passed over."""

    known_name = "giljabi_demo_bot"

    def __init__(self, screens: Screens, clock: Clock) -> None:
        self._screens = screens
        self._clock = clock

    async def call(self, method: str, params: Mapping[str, Any]) -> Any:
        """Show a call on the phone that it is for; gives the message's id as Telegram does."""
        screen = self._screens.of(str(params.get("chat_id", "")))
        shown = {name: part for name, part in params.items() if name != "chat_id"}
        if file := kept_in(params):
            shown[file.kind] = {KEPT: file.written(), "name": file.name}
        content = {"method": method, "params": shown}
        if method in EDITS:
            shown_again(screen, int(params["message_id"]), _edited(screen, content))
            return shown
        if method not in SHOWN:
            return True
        return {**shown, "message_id": screen.add(CHANNEL, self._clock.now().isoformat(), content)}


def _edited(screen: Screen, edit: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what a message shows after an edit: of a caption the file is left as it was."""
    if edit["method"] != EDIT_CAPTION:
        return edit
    before = screen.content(int(edit["params"]["message_id"])) or edit
    kept = {name: part for name, part in before["params"].items() if name in METHODS}
    return {"method": before["method"], "params": {**edit["params"], **kept}}


class DemoTelegram(TelegramChannel):
    """Telegram's channel with a screen at its end: files of ours are shown from where they are kept, not uploaded."""

    async def _make(self, method: str, params: Mapping[str, Any]) -> Any:
        return await self._bot.call(method, params)


def demo_telegram(screens: Screens, clock: Clock) -> TelegramChannel:
    """Give Telegram's channel with both its translators, and a screen at its end."""
    return DemoTelegram(cast("TelegramBot", DemoTelegramBot(screens, clock)))


_NUMBERS = count(1)


def typed(chat: int, words: str, clock: Clock) -> Update:
    """Give the update of words that were typed."""
    message = {"message_id": 0, "chat": _chat(chat), "from": _person(chat), "text": words}
    return _update(chat, {"message": message}, clock)


def tapped(chat: int, data: str, clock: Clock) -> Update:
    """Give the update of a button that was tapped."""
    query = {"id": "0", "from": _person(chat), "message": {"message_id": 0, "chat": _chat(chat)}, "data": data}
    return _update(chat, {"callback_query": query}, clock)


def _update(chat: int, body: Mapping[str, Any], clock: Clock) -> Update:
    at = clock.now()
    key = f"demo:{at.timestamp()}:{next(_NUMBERS)}"
    return Update(CHANNEL, key, str(chat), {"update_id": next(_NUMBERS), **body}, at)


def _chat(chat: int) -> Mapping[str, Any]:
    return {"id": chat, "type": "private"}


def _person(chat: int) -> Mapping[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "demo"}
