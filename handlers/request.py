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
    """A file that came with a message: a photo, document or voice; `reference` is `channel`'s own name for it."""

    kind: str
    channel: str
    reference: str

    def written(self) -> str:
        """Give it as one string, for a slot."""
        return f"{self.kind}|{self.channel}|{self.reference}"

    @staticmethod
    def read(written: str) -> "Enclosed | None":
        """Read what `written` gave; None where it is something else."""
        parts = written.split("|", 2)
        return Enclosed(*parts) if len(parts) == len(("kind", "channel", "reference")) and all(parts) else None


@dataclass(frozen=True, slots=True)
class Request:
    """One message or tap.

    `channel` and `sender` name the account (a Telegram chat id, a web account, a Kakao user key). Exactly one of
    `text`, `action`, `code` (an invitation opened), `attachment` and `reachable` (the messenger says whether this
    account takes messages from now on) is set. `at` is aware UTC. `language` is the
    messenger's hint. `file` came with the attachment, or beside the text that is its caption; `point` is the latitude
    and longitude of a location; `answers` is the messenger's reference to the message that this one replies to.
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
