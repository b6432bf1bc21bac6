"""A channel at the edge for tests of the inbox: bodies hold words, calls show them."""

from collections.abc import Sequence
from typing import Any

from bot.channel import Call, Update
from handlers.reply import Reply
from handlers.request import Request


class Paper:
    """Implements `bot.channel.Channel`; words may say what goes wrong with them."""

    name = "paper"

    def read(self, update: Update) -> Request | None:
        """Take the words, none where there are none."""
        if update.body["words"] == "unreadable":
            raise ValueError("unreadable")
        return Request(self.name, update.sender, update.at, text=update.body["words"]) if update.body["words"] else None

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Show the first paragraph, in one case with what no table can hold."""
        del update
        params: dict[str, Any] = {"words": reply.paragraphs[0]}
        return [Call("show", params | ({"odd": {1, 2}} if reply.paragraphs[0] == "no JSON" else {}))]

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Is not asked for."""
        raise NotImplementedError

    async def make(self, address: str, call: Call, key: str) -> str:
        """Is not asked for."""
        raise NotImplementedError
