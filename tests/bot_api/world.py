"""What the local Telegram knows: chats, their messages, taps, and what the bot has told about itself."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.errors import bad_request, forbidden, migrated
from tests.bot_api.params import Params

CALLBACK_LIFETIME = 15.0  # seconds; later answers fail, as reported by those who were late
BOT_ID = 7_000_000_001

Json = dict[str, Any]


@dataclass(slots=True)
class Chat:
    """A private chat (positive id: the person) or a group (negative id)."""

    id: int
    kind: str
    name: str
    language_code: str | None = None
    started: bool = False  # the person has written; before that a bot may not
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    members: set[int] = field(default_factory=set)
    messages: dict[int, Json] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Give the Bot API's Chat."""
        label = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, label: self.name}

    def as_user(self) -> Json:
        """Give the Bot API's User of a private chat."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        return user | {"language_code": self.language_code} if self.language_code else user


@dataclass(slots=True)
class Tap:
    """A callback query: when it was made and how the bot answered."""

    at: float
    chat: int
    answer: Json | None = None


@dataclass(slots=True)
class World:
    """Everything that lasts from call to call. `clock` gives seconds since 1970."""

    clock: Callable[[], float] = time.time
    username: str = "giljabi_test_bot"
    chats: dict[int, Chat] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    profile: Json = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def bot(self) -> Json:
        """Give the bot as a User."""
        return {"id": BOT_ID, "is_bot": True, "first_name": "Giljabi", "username": self.username}

    def stamp(self, chat: Chat, sender: Json, content: Json) -> Json:
        """Store a message and give it."""
        message: Json = {
            "message_id": next(self.numbers),
            "from": sender,
            "chat": chat.as_json(),
            "date": int(self.clock()),
        } | content
        chat.messages[message["message_id"]] = message
        return message

    def chat(self, params: Params) -> Chat:
        """Find the chat that a call names; raises 'chat not found'."""
        if params.get("chat_id") in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            chat = self.chats.get(int(params["chat_id"]))
        except (TypeError, ValueError):
            chat = None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self, params: Params) -> Chat:
        """Find the chat that a call names and that the bot may write to; raises RefusedError."""
        chat = self.chat(params)
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user" if chat.id > 0 else "bot was kicked from the group chat")
        if chat.id > 0 and not chat.started:
            self._refuse_stranger(chat)
        return chat

    def _refuse_stranger(self, chat: Chat) -> None:
        # The bot can know of a person only through a group that both are in.
        if any(chat.id in other.members for other in self.chats.values()):
            raise forbidden("bot can't initiate conversation with a user")
        raise bad_request("chat not found")
