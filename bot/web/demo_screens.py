"""What the demo's Telegram and KakaoTalk phones show, in memory: a page opened again reads it from the start."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram.error import BadRequest

MOST_SHOWN = 400
MINE = "mine"  # the kind of an entry that the phone's owner wrote

Entry = dict[str, Any]


@dataclass
class Screen:
    """The entries of one phone. Each has a number `n` that grows with every change, and an `id` that stays."""

    entries: list[Entry] = field(default_factory=list)
    changes: int = 0

    def add(self, kind: str, at: str, content: Any) -> int:
        """Show something at the end; give its id."""
        self.changes += 1
        self.entries.append({"n": self.changes, "id": self.changes, "kind": kind, "at": at, "content": content})
        del self.entries[:-MOST_SHOWN]
        return self.changes

    def change(self, number: int, content: Any) -> bool:
        """Put something in the place of an entry; False where that is gone."""
        for entry in self.entries:
            if entry["id"] == number:
                self.changes += 1
                entry |= {"n": self.changes, "content": content}
                return True
        return False

    def content(self, number: int) -> Any:
        """Give what an entry shows; None where that is gone, or somebody's own words."""
        return next(
            (entry["content"] for entry in self.entries if entry["id"] == number and entry["kind"] != MINE), None
        )

    def since(self, number: int) -> Sequence[Entry]:
        """Give what changed after the change of that number."""
        return [entry for entry in self.entries if entry["n"] > number]


class Screens:
    """The screens of one messenger by the chat's address, made when first used."""

    def __init__(self) -> None:
        self._screens: dict[str, Screen] = {}

    def of(self, address: str) -> Screen:
        """Give the screen of a chat."""
        return self._screens.setdefault(address, Screen())


def shown_again(screen: Screen, number: int, content: Any) -> None:
    """Change what a message shows, as Telegram does.

    Raises:
        telegram.error.BadRequest: it isn't there any more.
    """
    if not screen.change(number, content):
        raise BadRequest("message to edit not found")
