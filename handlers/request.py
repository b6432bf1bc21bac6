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
class Request:
    """One message or tap.

    `channel` and `sender` name the account (a Telegram chat id, a web account, a Kakao user key). Exactly one of
    `text`, `action`, `code` (an invitation opened), `attachment` and `reachable` (the messenger says whether this
    account takes messages from now on) is set. `at` is aware UTC. `language` is the
    messenger's hint.
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
