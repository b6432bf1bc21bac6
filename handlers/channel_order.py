"""Which of a person's accounts is written to first: as they chose, else the usual order of channels."""

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from handlers.membership.bindings import accounts_of

CHANNEL_ORDER = ("telegram", "kakao", "web")
_NAMES = (
    ("telegram", re.compile(r"텔레(?:그램)?|telegram", re.IGNORECASE)),
    ("kakao", re.compile(r"카카오|카톡|kakao", re.IGNORECASE)),
    ("web", re.compile(r"웹|\bweb\b|网页", re.IGNORECASE)),
)
_PLACES = {name: place for place, name in enumerate(CHANNEL_ORDER)}


def place_of(channel: str, preference: int | None) -> tuple[int, int]:
    """Give what accounts are sorted by: the first choice first, those without a chosen place last."""
    usual = _PLACES.get(channel, len(CHANNEL_ORDER))
    return (len(CHANNEL_ORDER), usual) if preference is None else (preference, usual)


def channel_named(text: str) -> str:
    """Give the channel that a text names; '' where it names none, or several."""
    named = [channel for channel, words in _NAMES if words.search(text)]
    return named[0] if len(named) == 1 else ""


def prefer(session: Session, member: int, channels: Sequence[str]) -> None:
    """Keep the order in which a person wants to be reached; no channel named is the usual order."""
    for account in accounts_of(session, member):
        account.preference = channels.index(account.channel) if account.channel in channels else None
    session.flush()


def channels_of(session: Session, member: int, *, takes: bool = False) -> Sequence[str]:
    """Give the channels that a person has, in the order they are written to; with `takes` those that take messages."""
    rows = [row for row in accounts_of(session, member) if not (takes and row.unreachable)]
    return [row.channel for row in sorted(rows, key=lambda row: place_of(row.channel, row.preference))]
