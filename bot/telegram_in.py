"""What an update of Telegram's says: a pure reading of its JSON, which may hold anything.

Works on plain dicts: building PTB's objects costs more than everything else that an update needs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from bot.telegram_commands import asked_by
from bot.telegram_references import reference_of
from handlers.actions import decode
from handlers.reply import Action
from handlers.request import Attachment, Enclosed, Request

CHANNEL: Final = "telegram"
EXPIRED: Final = Action("expired")  # a button of a message older than what its data means now
START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # core.telegram.org/bots/features#deep-linking
LONGEST_NAME: Final = 120  # characters of a document's name, as many as are kept
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+|$)")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # neither UTF-8 nor PostgreSQL takes these
_ATTACHMENTS: Final = {
    "photo": Attachment.PHOTO,
    "sticker": Attachment.STICKER,
    "voice": Attachment.VOICE,
    "location": Attachment.LOCATION,
    "venue": Attachment.LOCATION,
}
_FILES: Final = ("photo", "document", "voice")
_KINDS_OF_CHAT: Final = frozenset({"private", "group", "supergroup"})
# What Telegram itself reports of a chat; everything else that a person sends is answered, kinds yet to be invented too.
_SERVICE: Final = re.compile(
    r"new_chat_|left_chat_|delete_chat_|group_chat_created|supergroup_chat_created|channel_chat_created|migrate_|"
    r"pinned_message|message_auto_delete|successful_payment|refunded_payment|users_shared|chat_shared|write_access|"
    r"connected_website|passport_data|proximity_alert|boost_added|chat_background|forum_topic|general_forum|giveaway|"
    r"video_chat|web_app_data|gift|unique_gift|paid_message_price|direct_message_price|chat_owner_|managed_bot",
)

Json = Mapping[str, Any]


class Membership(StrEnum):
    """What a person did to the bot as such."""

    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


_MEMBERSHIP: Final = {
    "kicked": Membership.BLOCKED,
    "left": Membership.BLOCKED,
    "member": Membership.UNBLOCKED,
    "administrator": Membership.UNBLOCKED,
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update that matters: exactly one of `request` and `membership` is set.

    `chat_id` is where answers go, in a group too. `query_id` is to be answered within seconds; `message_id` is the
    message that was written or whose button was tapped. `language` is the account's, such as 'ko'.
    """

    update_id: int
    chat_id: int
    chat_type: str
    user_id: int | None = None
    request: Request | None = None
    membership: Membership | None = None
    query_id: str | None = None
    message_id: int | None = None
    language: str | None = None


def read_update(body: Any, at: datetime, username: str = "") -> Arrival | None:
    """Read one update that arrived at `at` (aware UTC); None where there is nothing to do.

    `username` is the bot's own: in groups only what is addressed to it is read. Never raises, whatever the JSON.
    """
    if not isinstance(body, dict) or (update_id := _integer(body.get("update_id"))) is None:
        return None
    if message := _object(body, "message"):
        return _message(update_id, message, at, username)
    if query := _object(body, "callback_query"):
        return _tap(update_id, query, at)
    if change := _object(body, "my_chat_member"):
        return _membership(update_id, change)
    return None


def _object(parent: Json, name: str) -> Json:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}


def _integer(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _words(parent: Json, name: str) -> str:
    value = parent.get(name)
    return _UNSTORABLE.sub("�", value).strip() if isinstance(value, str) else ""


def _arrival(update_id: int, chat: Json, sender: Json, message: Json) -> Arrival | None:
    chat_id, kind = _integer(chat.get("id")), chat.get("type")
    if chat_id is None or kind not in _KINDS_OF_CHAT:
        return None
    language = _words(sender, "language_code").partition("-")[0].lower() or None
    message_id, user_id = _integer(message.get("message_id")), _integer(sender.get("id"))
    return Arrival(update_id, chat_id, kind, user_id, message_id=message_id, language=language)


def _asking(arrival: Arrival, at: datetime, content: Json) -> Arrival:
    request = Request(CHANNEL, str(arrival.chat_id), at, language=arrival.language, **content)
    return replace(arrival, request=request)


def _message(update_id: int, message: Json, at: datetime, username: str) -> Arrival | None:
    sender = _object(message, "from")
    arrival = _arrival(update_id, _object(message, "chat"), sender, message)
    if arrival is None or sender.get("is_bot") is True:
        return None
    language = arrival.language or ""
    is_private = arrival.chat_type == "private"
    content = _content(message, language) if is_private else _content_in_group(message, language, username)
    return _asking(arrival, at, content) if content else None


def _content_in_group(message: Json, language: str, username: str) -> Json:
    """Give what of a request a group's message sets: nothing, unless it is for the bot."""
    addressed = _addressed(message, _text(message), username)
    return _said(addressed, language) if addressed else {}


def _content(message: Json, language: str) -> Json:
    """Give what of a request a message sets; nothing, where it is none of a person's."""
    text = _text(message)
    if text:
        return {**_said(text, language), "file": _file(message), "answers": _answers(message)}
    attachment = _attachment(message)
    return {"attachment": attachment, "file": _file(message), "point": _point(message)} if attachment else {}


def _text(message: Json) -> str:
    return _words(message, "text") or _words(message, "caption")


def _file(message: Json) -> Enclosed | None:
    """Give the photo (its largest size), document or voice message by Telegram's own id, which may be sent on."""
    for kind in _FILES:
        if kind in message and (reference := _words(part := _part(message, kind), "file_id")):
            return Enclosed(kind, CHANNEL, reference, _words(part, "file_name")[:LONGEST_NAME])
    return None


def _part(message: Json, kind: str) -> Json:
    if kind != "photo":
        return _object(message, kind)
    sizes = message["photo"]
    return sizes[-1] if isinstance(sizes, list) and sizes and isinstance(sizes[-1], dict) else {}


def _point(message: Json) -> tuple[float, float] | None:
    place = _object(message, "location") or _object(_object(message, "venue"), "location")
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004 - degrees
    return (float(latitude), float(longitude)) if on_earth else None


def _answers(message: Json) -> str | None:
    """Give the message that this one replies to."""
    answered = _object(message, "reply_to_message")
    return None if _integer(answered.get("message_id")) is None else reference_of(answered)


def _addressed(message: Json, text: str, username: str) -> str:
    """Give the words that a group's message has for the bot, without its name; '' where there are none."""
    command = _COMMAND.match(text)
    if command and command[2]:
        return text if command[2].lower() == username.lower() else ""
    mention = re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE) if username else None
    if mention and mention.search(text):
        return mention.sub("", text).strip() or "/help"
    answered = _words(_object(_object(message, "reply_to_message"), "from"), "username")
    return text if command or (username and answered.lower() == username.lower()) else ""


def _said(text: str, language: str) -> Json:
    """Give what of a request some words set: a command means a code, an action or words of its own."""
    command = _COMMAND.match(text)
    if not command:
        return {"text": text}
    name, rest = command[1].lower(), text[command.end() :].strip()
    if name == "start" and START_PAYLOAD.fullmatch(rest):
        return {"code": rest}
    asked = asked_by(name, language) if not rest or name == "start" else None
    if isinstance(asked, Action):
        return {"action": asked}
    return {"text": asked or f"{command[1]} {rest}".strip()}


def _attachment(message: Json) -> Attachment | None:
    for name, attachment in _ATTACHMENTS.items():
        if message.get(name):
            return attachment
    about = {"message_id", "from", "chat", "date", "text", "caption"}
    content = [name for name, value in message.items() if name not in about and isinstance(value, (dict, list))]
    if not content or any(_SERVICE.match(name) for name in content):
        return None
    return Attachment.OTHER


def _tap(update_id: int, query: Json, at: datetime) -> Arrival | None:
    sender, message = _object(query, "from"), _object(query, "message")
    # A message too old to be shown comes without its content, an inline one without its chat: the person is known.
    chat = _object(message, "chat") or {"id": sender.get("id"), "type": "private"}
    arrival = _arrival(update_id, chat, sender, message)
    query_id = _words(query, "id")
    if arrival is None or not query_id:
        return None
    action = decode(_words(query, "data")) or EXPIRED
    return _asking(replace(arrival, query_id=query_id), at, {"action": action})


def _membership(update_id: int, change: Json) -> Arrival | None:
    arrival = _arrival(update_id, _object(change, "chat"), _object(change, "from"), {})
    status = _MEMBERSHIP.get(_words(_object(change, "new_chat_member"), "status"))
    return replace(arrival, membership=status) if arrival and status else None
