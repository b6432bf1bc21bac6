"""What a channel is: two pure translators, and a way to make the calls that the second one writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from handlers.reply import Reply
from handlers.request import Request

WORDLESS_REFERENCE: Final = "-"  # a reference that begins so is to what holds no words, such as a file ahead of them
FILES: Final = frozenset({"photo", "document", "voice"})  # the parameters that are a file to show


@dataclass(frozen=True, slots=True)
class Update:
    """One update as the inbox keeps it.

    `key` is unique in its channel, `sender` the address that an answer goes to, `at` when it arrived (aware UTC): what
    'today' and 'now' mean in it, however long it waited.
    """

    channel: str
    key: str
    sender: str
    body: Mapping[str, Any]
    at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make to a messenger, as data that can be stored: a method and its parameters (JSON)."""

    method: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_wordless(self) -> bool:
        """Whether it shows a file without words, which goes ahead of them."""
        return bool(FILES & self.params.keys()) and "caption" not in self.params


class Channel(Protocol):
    """A messenger.

    `read`, `write` and `rewrite` are pure. `make` does one call and gives the messenger's reference to what it showed
    ('' where there is none); that to a file without words begins with `WORDLESS_REFERENCE`.
    `key` names the call, so that a channel that can tell does nothing twice.

    Raises (make):
        bot.outcomes.Refused and its kin: what became of the call; see there.
    """

    name: str

    def read(self, update: Update) -> Request | None:
        """Say what a person wants; None where there is nothing to answer."""
        ...

    def write(self, reply: Reply, update: Update | None) -> Sequence[Call]:
        """Give the calls that show `reply`, in order; `update` is what it answers, None for a message of our own."""
        ...

    def rewrite(self, reply: Reply, reference: str) -> Sequence[Call]:
        """Give the calls that put `reply` in the place of what `make` gave `reference` for; none where it stays."""
        ...

    async def make(self, address: str, call: Call, key: str) -> str:
        """Make one call for the chat at `address`."""
        ...
