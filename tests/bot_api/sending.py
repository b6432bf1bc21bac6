"""The methods that put messages into chats, change them and take them away."""

from typing import Any

from tests.bot_api.entities import parse_html, trimmed, utf16_length
from tests.bot_api.errors import RefusedError, bad_request
from tests.bot_api.keyboards import read_keyboard
from tests.bot_api.params import Params, integer, number, structure, text
from tests.bot_api.world import BOT_ID, Chat, Json, World

MAX_TEXT = 4096  # UTF-16 units after entities; core.telegram.org/bots/api#sendmessage
MAX_CAPTION = 1024  # likewise; #sendphoto
CAPTIONED = frozenset({"photo", "document", "voice"})  # of what is sent here; #editmessagecaption
MAX_FETCHED_BYTES = 20 * 1024 * 1024  # #getfile
MAX_FILE_BYTES = 50 * 1024 * 1024  # #senddocument


def _formatted(params: Params, name: str, limit: int, too_long: str) -> Json:
    source, mode = text(params, name), text(params, "parse_mode").lower()
    entities: list[Json] = structure(params, "caption_entities" if name == "caption" else "entities") or []
    if mode == "html":
        source, entities = parse_html(source)
    elif mode:
        raise bad_request("unsupported parse_mode")
    words, entities = trimmed(source, entities)
    if utf16_length(words) > limit:
        raise bad_request(too_long)
    key = "caption_entities" if name == "caption" else "entities"
    return {name: words} | ({key: entities} if entities else {})


def _text_content(params: Params) -> Json:
    content = _formatted(params, "text", MAX_TEXT, "message is too long")
    if not content["text"]:
        raise bad_request("message text is empty")
    return content


def _caption(params: Params) -> Json:
    content = _formatted(params, "caption", MAX_CAPTION, "message caption is too long")
    return content if content["caption"] else {}


def _send(world: World, params: Params, content: Json) -> Json:
    chat = world.writable_chat(params)
    extra: Json = {}
    if keyboard := read_keyboard(params):
        extra["reply_markup"] = keyboard
    if reply := structure(params, "reply_parameters"):
        original = chat.messages.get(int(reply.get("message_id", 0)))
        if original is None and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        if original is not None:
            extra["reply_to_message"] = {key: value for key, value in original.items() if key != "reply_to_message"}
    return world.stamp(chat, world.bot(), content | extra)


def send_message(world: World, params: Params) -> Json:
    """Answer sendMessage."""
    return _send(world, params, _text_content(params))


def _location(params: Params) -> Json:
    latitude, longitude = number(params, "latitude"), number(params, "longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude specified")
    return {"latitude": latitude, "longitude": longitude}


def send_location(world: World, params: Params) -> Json:
    """Answer sendLocation."""
    return _send(world, params, {"location": _location(params)})


def send_venue(world: World, params: Params) -> Json:
    """Answer sendVenue."""
    location = _location(params)
    for name in ("title", "address"):
        if not text(params, name).strip():
            raise bad_request(f"venue {name} must be non-empty")
    venue = {"location": location, "title": text(params, "title"), "address": text(params, "address")}
    return _send(world, params, {"venue": venue, "location": location})


def _file(world: World, params: Params, name: str) -> Json:
    given = params.get(name)
    if isinstance(given, str) and given.startswith("attach://"):
        given = params.get(given.removeprefix("attach://"))
    if isinstance(given, str) and given:  # an id or a URL
        return {"file_id": given, "file_unique_id": given[-16:]}
    if not isinstance(given, dict):
        raise bad_request(f"there is no {name} in the request")
    content: bytes = given["content"]
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > MAX_FILE_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    file_id = f"file-{len(world.files) + 1}"
    world.files[file_id] = content
    about = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
    return about | {"file_name": given["filename"], "mime_type": given["media_type"]}


def get_file(world: World, params: Params) -> Json:
    """Answer getFile: where a file is fetched from, unless it is too large for bots."""
    file_id = text(params, "file_id")
    content = world.files.get(file_id)
    if content is None:
        raise bad_request("invalid file_id")
    if len(content) > MAX_FETCHED_BYTES:
        raise bad_request("file is too big")
    return {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content), "file_path": f"files/{file_id}"}


def send_document(world: World, params: Params) -> Json:
    """Answer sendDocument."""
    return _send(world, params, {"document": _file(world, params, "document")} | _caption(params))


def send_photo(world: World, params: Params) -> Json:
    """Answer sendPhoto."""
    photo = _file(world, params, "photo") | {"width": 90, "height": 90}
    return _send(world, params, {"photo": [photo]} | _caption(params))


def send_voice(world: World, params: Params) -> Json:
    """Answer sendVoice."""
    voice = _file(world, params, "voice") | {"duration": integer(params, "duration")}
    return _send(world, params, {"voice": voice} | _caption(params))


def _own_message(world: World, params: Params, verb: str) -> tuple[Chat, Json]:
    chat = world.writable_chat(params)
    message = chat.messages.get(integer(params, "message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if message["from"]["id"] != BOT_ID and (verb == "edit" or chat.id < 0):
        raise bad_request(f"message can't be {'edited' if verb == 'edit' else 'deleted'}")
    return chat, message


def _replace(world: World, message: Json, content: Json, dropped: tuple[str, ...]) -> Json:
    kept = {key: value for key, value in message.items() if key not in dropped} | content
    if {**kept, "edit_date": 0} == {**message, "edit_date": 0}:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    message.clear()
    message.update(kept, edit_date=int(world.clock()))
    return message


def _keyboard_content(params: Params) -> Json:
    keyboard = read_keyboard(params)
    return {"reply_markup": keyboard} if keyboard else {}


def edit_message_text(world: World, params: Params) -> Json:
    """Answer editMessageText; a call without a keyboard takes the old one away."""
    content = _text_content(params)
    _, message = _own_message(world, params, "edit")
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, message, content | _keyboard_content(params), ("text", "entities", "reply_markup"))


def edit_message_caption(world: World, params: Params) -> Json:
    """Answer editMessageCaption; a call without a caption takes the old one away, one without a keyboard that."""
    content = _caption(params)
    _, message = _own_message(world, params, "edit")
    if not CAPTIONED & message.keys():
        raise bad_request("there is no caption in the message to edit")
    dropped = ("caption", "caption_entities", "reply_markup")
    return _replace(world, message, content | _keyboard_content(params), dropped)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Answer editMessageReplyMarkup."""
    _, message = _own_message(world, params, "edit")
    return _replace(world, message, _keyboard_content(params), ("reply_markup",))


def delete_message(world: World, params: Params) -> bool:
    """Answer deleteMessage."""
    chat, message = _own_message(world, params, "delete")
    del chat.messages[message["message_id"]]
    return True


def send_chat_action(world: World, params: Params) -> Any:
    """Answer sendChatAction."""
    world.writable_chat(params)
    if not text(params, "action"):
        raise bad_request("wrong parameter action in request")
    return True
