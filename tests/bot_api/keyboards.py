"""What Telegram accepts as an inline keyboard."""

from typing import Any
from urllib.parse import urlsplit

from tests.bot_api.entities import utf16_length
from tests.bot_api.errors import bad_request
from tests.bot_api.params import Params, structure

MAX_CALLBACK_DATA_BYTES = 64  # core.telegram.org/bots/api#inlinekeyboardbutton
MAX_BUTTONS_PER_ROW = 8  # telegram.constants.InlineKeyboardMarkupLimit
MAX_BUTTONS = 100  # likewise
MAX_COPY_TEXT = 256  # core.telegram.org/bots/api#copytextbutton
ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)
URL_SCHEMES = frozenset({"", "http", "https", "tg", "ton"})


def read_keyboard(params: Params) -> dict[str, Any] | None:
    """Give the checked inline keyboard, None where the call carries none; raises RefusedError."""
    markup = structure(params, "reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array')
    return _checked(rows)


def _checked(rows: list[list[Any]]) -> dict[str, Any] | None:
    # What the real server says about too long a row is not documented (it may show fewer): here it is a refusal.
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_PER_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)
    filled = [row for row in rows if row]
    return {"inline_keyboard": filled} if filled else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise bad_request("can't parse inline keyboard button: button text must be non-empty")
    actions = [action for action in ACTIONS if action in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= MAX_CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        _check_url(str(button["url"]))
    if "copy_text" in button and not 1 <= utf16_length(str(button["copy_text"].get("text", ""))) <= MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_url(url: str) -> None:
    scheme, _, rest = url.partition(":")
    if not rest or "/" in scheme or "." in scheme:
        scheme = ""
    try:
        host = urlsplit(url if scheme else f"http://{url}").netloc
    except ValueError:
        host = ""
    if scheme.lower() not in URL_SCHEMES:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    if scheme.lower() != "tg" and "." not in host and not host.startswith("localhost"):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
