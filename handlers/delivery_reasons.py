"""Why a message did not arrive: as kept in rows and metrics, and in words a leader understands."""

from enum import StrEnum
from typing import Final

from handlers.phrases import mark, phrases

CHANNEL_NAMES: Final = {
    "telegram": mark("Telegram"),
    "kakao": mark("KakaoTalk"),
    "web": mark("the web chat"),
    "alimtalk": mark("AlimTalk"),
}


class Reason(StrEnum):
    """Why a delivery failed, is tried again, or went on to another channel."""

    NO_ACCOUNT = "no_account"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    UNAVAILABLE = "unavailable"
    OUTCOME_UNKNOWN = "outcome_unknown"
    INTERRUPTED = "interrupted"
    PAUSED = "paused"
    UNCONFIRMED = "unconfirmed"
    NO_WORDS = "no_words"  # making them failed, through our fault
    MOVED = "moved"


_BLOCKED = mark("blocked the bot on {channel}")
_UNREACHABLE: Final = (  # parts of what messengers say (github.com/tdlib/telegram-bot-api, Client.cpp)
    ("deactivated", mark("deleted the account on {channel}")),
    ("not found", mark("has not started a chat with the bot on {channel}")),
    ("initiate", mark("has not started a chat with the bot on {channel}")),
    ("open any more", mark("left {channel}")),
    ("friend", mark("has not added our channel on {channel}")),
    ("moved", mark("the chat on {channel} has moved; the bot follows at the next message")),
    ("blocked", _BLOCKED),
    ("kicked", _BLOCKED),
)
_REASONS: Final = {
    Reason.NO_ACCOUNT: mark("is not connected on any channel yet"),
    Reason.UNREACHABLE: mark("can't be reached on {channel}"),
    Reason.REJECTED: mark("{channel} refused the message"),
    Reason.UNAVAILABLE: mark("{channel} could not be reached"),
    Reason.OUTCOME_UNKNOWN: mark("{channel} gave no answer, so it may or may not have arrived"),
    Reason.INTERRUPTED: mark("sending was interrupted and is repeated"),
    Reason.PAUSED: mark("{channel} asked the bot to wait"),
    Reason.UNCONFIRMED: mark("did not confirm on {channel}"),
    Reason.NO_WORDS: mark("the bot could not put the message into words"),
    Reason.MOVED: mark("the chat on {channel} has moved; the bot follows at the next message"),
}


def channel_name(channel: str, language: str) -> str:
    """Give a channel's name as people know it."""
    known = CHANNEL_NAMES.get(channel)
    return phrases(language)(known) if known else channel


def reason_words(reason: str, channel: str, refusal: str, language: str) -> str:
    """Say why; `refusal` is what the messenger said of an unreachable account. '' for no reason."""
    if reason not in _REASONS:
        return ""
    words = _REASONS[Reason(reason)]
    if reason == Reason.UNREACHABLE:
        said = refusal.lower()
        words = next((meaning for part, meaning in _UNREACHABLE if part in said), words)
    values = {"channel": channel_name(channel, language)} if "{channel}" in words else {}
    return phrases(language)(words, **values)
