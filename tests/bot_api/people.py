"""People and groups of the local Telegram: what they do becomes updates, what the bot did is what they see."""

import re
from dataclasses import dataclass
from typing import Any

from tests.bot_api.entities import utf16_length
from tests.bot_api.updates import Updates
from tests.bot_api.world import BOT_ID, Chat, Json, Tap, World

START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")  # core.telegram.org/bots/features#deep-linking


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands on the screen."""

    raw: Json

    @property
    def id(self) -> int:
        """Its message id."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Its text or caption, without markup; of a venue its title."""
        venue: Json = self.raw.get("venue") or {}
        return str(self.raw.get("text") or self.raw.get("caption") or venue.get("title", ""))

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return "edit_date" in self.raw

    @property
    def rows(self) -> list[list[Json]]:
        """The raw buttons, row by row."""
        rows: list[list[Json]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, read row by row."""
        return [button["text"] for row in self.rows for button in row]

    def marked(self, kind: str) -> list[str]:
        """Give the stretches of text that carry an entity of this kind, such as 'bold'."""
        encoded = self.text.encode("utf-16-le")
        found = self.raw.get("entities") or self.raw.get("caption_entities") or []
        return [
            encoded[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
            for entity in found
            if entity["type"] == kind
        ]


class Group:
    """A group that the bot is in."""

    def __init__(self, chat: Chat) -> None:
        self.chat = chat
        self.id = chat.id

    @property
    def messages(self) -> list[Seen]:
        """What the bot has written and not taken back, oldest first."""
        return [Seen(message) for message in self.chat.messages.values() if message["from"]["id"] == BOT_ID]


class Person(Group):
    """Somebody with a private chat."""

    def __init__(self, world: World, updates: Updates, chat: Chat) -> None:
        super().__init__(chat)
        self._world = world
        self._updates = updates

    @property
    def last(self) -> Seen:
        """The bot's latest message; raises IndexError where there is none."""
        return self.messages[-1]

    async def send(self, text: str, *, group: Group | None = None, reply_to: Seen | None = None) -> Seen:
        """Type a text."""
        content: Json = {"text": text}
        if text.startswith("/"):
            command = text.split(maxsplit=1)[0]
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": utf16_length(command)}]
        if reply_to:
            content["reply_to_message"] = reply_to.raw
        return self.write(content, group)

    async def start(self, code: str | None = None) -> Seen:
        """Open the bot by its link, or press Start; raises ValueError for a payload that no link can carry."""
        if code is not None and not START_PAYLOAD.fullmatch(code):
            raise ValueError(f"no start payload: {code!r}")
        return await self.send(f"/start {code}" if code else "/start")

    async def send_photo(self, caption: str | None = None) -> Seen:
        """Send a picture."""
        photo = {"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90}
        return self.write({"photo": [photo]} | ({"caption": caption} if caption else {}))

    async def send_sticker(self) -> Seen:
        """Send a sticker."""
        size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.write({"sticker": {"file_id": "s", "file_unique_id": "s", "type": "regular", "emoji": "👍"} | size})

    async def send_location(self, latitude: float, longitude: float) -> Seen:
        """Share where one is."""
        return self.write({"location": {"latitude": latitude, "longitude": longitude}})

    async def send_voice(self) -> Seen:
        """Send a voice message."""
        return self.write({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}})

    async def send_file(self, kind: str, content: bytes, caption: str | None = None, name: str = "") -> Seen:
        """Send a photo, document or voice message that the server keeps."""
        file_id = f"sent-{len(self._world.files) + 1}"
        self._world.files[file_id] = content
        about: Json = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
        parts: dict[str, Any] = {
            "photo": [{**about, "width": 90, "height": 90}],
            "document": about | ({"file_name": name} if name else {}),
            "voice": about | {"duration": 3},
        }
        return self.write({kind: parts[kind]} | ({"caption": caption} if caption else {}))

    async def edit(self, message: Seen, text: str) -> None:
        """Correct what one has typed."""
        message.raw.update(text=text, edit_date=int(self._world.clock()))
        self._updates.push({"edited_message": message.raw})

    async def tap(self, message: Seen, button: str) -> str:
        """Tap the button of this label or data; gives the query's id. Raises LookupError if there is none to tap."""
        found = [each for row in message.rows for each in row if button in (each["text"], each.get("callback_data"))]
        if not found or "callback_data" not in found[0]:
            raise LookupError(f"no button {button!r} among {message.buttons}")
        return self.tap_data(message, found[0]["callback_data"])

    def tap_data(self, message: Seen, data: str) -> str:
        """Send callback data whether or not the message still shows it (an old screen does that)."""
        query = str(4_000_000_000 + next(self._world.numbers))
        self._world.taps[query] = Tap(self._world.clock(), message.raw["chat"]["id"])
        self._updates.push(
            {
                "callback_query": {
                    "id": query,
                    "from": self.chat.as_user(),
                    "message": message.raw,
                    "chat_instance": str(message.raw["chat"]["id"]),
                    "data": data,
                }
            }
        )
        return query

    def answer(self, query: str) -> Json | None:
        """Give what the bot answered to a tap; None while it hasn't (the button shows a spinner)."""
        return self._world.taps[query].answer

    async def block(self) -> None:
        """Stop the bot."""
        self.set_blocked(blocked=True)

    async def unblock(self) -> None:
        """Let the bot in again without writing."""
        self.set_blocked(blocked=False)

    def set_blocked(self, *, blocked: bool) -> None:
        """Block or unblock, and have the bot told so."""
        self.chat.blocked = blocked
        self._membership(*(("member", "kicked") if blocked else ("kicked", "member")))

    def deactivate(self) -> None:
        """Delete the account."""
        self.chat.deactivated = True

    def write(self, content: Json, group: Group | None = None) -> Seen:
        """Send any message content; in groups bots read only what is addressed to them (privacy mode)."""
        if group is None and self.chat.blocked:
            self.set_blocked(blocked=False)
        chat = group.chat if group else self.chat
        self.chat.started = self.chat.started or group is None
        message = self._world.stamp(chat, self.chat.as_user(), content)
        if group is None or self._addressed(content):
            self._updates.push({"message": message})
        return Seen(message)

    def _addressed(self, content: Json) -> bool:
        text = str(content.get("text", ""))
        answered: Any = content.get("reply_to_message", {}).get("from", {}).get("id")
        return text.startswith("/") or f"@{self._world.username}" in text or answered == BOT_ID

    def _membership(self, old: str, new: str) -> None:
        def member(status: str) -> Json:
            return {"user": self._world.bot(), "status": status} | ({"until_date": 0} if status == "kicked" else {})

        self._updates.push(
            {
                "my_chat_member": {
                    "chat": self.chat.as_json(),
                    "from": self.chat.as_user(),
                    "date": int(self._world.clock()),
                    "old_chat_member": member(old),
                    "new_chat_member": member(new),
                }
            }
        )
