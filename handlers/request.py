"""What reaches a conversation: who writes, over which channel, what, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.reply import Action


class Attachment(StrEnum):
    """What came instead of words."""

    PHOTO = "photo"
    STICKER = "sticker"
    VOICE = "voice"
    LOCATION = "location"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a message: a photo, document or voice; `reference` is `channel`'s own name for it.

    `name` is what people call it, '' where it has none.
    """

    kind: str
    channel: str
    reference: str
    name: str = ""

    def written(self) -> str:
        """Give it as one string, for a slot."""
        return f"{self.kind}|{self.channel}|{self.reference}|{self.name}"

    @staticmethod
    def read(written: str) -> "Enclosed | None":
        """Read what `written` gave; None where it is something else."""
        kind, channel, reference, name = (*written.split("|", 3), "", "", "", "")[:4]
        return Enclosed(kind, channel, reference, name) if kind and channel and reference else None


@dataclass(frozen=True, slots=True)
class Guessing:
    """That a language model helps to guess what unclear words ask: about `daily` questions of one person a day.

    Once it was `asked` about this message, `chosen` is what it chose, unchecked; None where it chose nothing.
    """

    daily: int
    asked: bool = False
    chosen: Action | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One message or tap.

    `channel` and `sender` name the account (a Telegram chat id, a web account, a Kakao user key). Exactly one of
    `text`, `action`, `code` (an invitation opened), `attachment` and `reachable` (the messenger says whether this
    account takes messages from now on) is set. `at` is aware UTC. `language` is the
    messenger's hint. `file` came with the attachment, or beside the text that is its caption; `point` is the latitude
    and longitude of a location; `answers` is the messenger's reference to the message that this one replies to.
    Without `guessing`, an unclear question is only answered with that.
    """

    channel: str
    sender: str
    at: datetime
    text: str | None = None
    action: Action | None = None
    code: str | None = None
    attachment: Attachment | None = None
    reachable: bool | None = None
    language: str | None = None
    file: Enclosed | None = None
    point: tuple[float, float] | None = None
    answers: str | None = None
    guessing: Guessing | None = None
