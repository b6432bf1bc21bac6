"""The kinds of question that `giljabi ask` tells of: a list that others rely on.

Inside, an intent may be finer: whoever gives up a place, and whoever asks who has one, both ask about a sign-up. What
belongs to no kind of the list, such as the rating of a visit, is told by its own name.
"""

from collections.abc import Mapping
from typing import Final

_FINER: Final[Mapping[str, str]] = {
    "change.swap": "change.move",
    "change.insert": "change.move",
    "rollcall.reopen": "rollcall.open",
    "rollcall.call_off": "rollcall.close",
    "rollcall.resolve": "rollcall.close",
    "attendance.unseen": "missing",
    "attendance.undo": "attendance.absent",
    "channels.order": "reminder.settings",
    "me.erase": "me",
}
# By the first part of the intent, where all of it belongs to one kind.
_FAMILIES: Final[Mapping[str, str]] = {
    "signup": "signup",
    "notice": "notice.send",
    "rollcall": "rollcall.status",
    "trouble": "emergency",
    "staff": "human",
    "application": "programme",
}
_KINDS: Final = frozenset({"notice.send", "rollcall.open", "rollcall.status", "rollcall.close", "signup"})


def kind_of(intent: str | None) -> str | None:
    """Give the kind of question that an intent belongs to; None for None, and an intent that stands alone as it is."""
    if intent is None or intent in _KINDS:
        return intent
    return _FINER.get(intent) or _FAMILIES.get(intent.partition(".")[0], intent)
