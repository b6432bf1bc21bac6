"""What we remember a message of Telegram by: its number, and where its words stand, which says how they are edited."""

from typing import Any, Final

from bot.channel import FILES, WORDLESS_REFERENCE

CAPTION: Final = "c:"  # the words are a file's caption
EDIT_CAPTION: Final = "editMessageCaption"


def reference_of(message: Any) -> str:
    """Give the reference to a message as the Bot API tells it; '' where it tells of none."""
    if not isinstance(message, dict) or "message_id" not in message:
        return ""
    number = str(message["message_id"])
    if "caption" in message:
        return f"{CAPTION}{number}"
    return f"{WORDLESS_REFERENCE}{number}" if FILES & message.keys() else number


def edited_reference(method: str, number: object) -> str:
    """Give the reference to a message that `method` was to change."""
    return f"{CAPTION if method == EDIT_CAPTION else ''}{number}"


def number_in(reference: str) -> int:
    """Give the number of a message with words."""
    return int(reference.removeprefix(CAPTION))


def is_caption(reference: str) -> bool:
    """Tell whether the words of the message are a file's caption."""
    return reference.startswith(CAPTION)
