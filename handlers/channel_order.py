"""Which of a person's accounts is written to first: as they chose, else the usual order of channels."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from handlers.membership.bindings import accounts_of

CHANNEL_ORDER = ("telegram", "kakao", "web")
_PLACES = {name: place for place, name in enumerate(CHANNEL_ORDER)}


def place_of(channel: str, preference: int | None) -> tuple[int, int]:
    """Give what accounts are sorted by: the first choice first, those without a chosen place last."""
    usual = _PLACES.get(channel, len(CHANNEL_ORDER))
    return (len(CHANNEL_ORDER), usual) if preference is None else (preference, usual)


def prefer(session: Session, member: int, channels: Sequence[str]) -> None:
    """Keep the order in which a person wants to be reached; no channel named is the usual order."""
    for account in accounts_of(session, member):
        account.preference = channels.index(account.channel) if account.channel in channels else None
    session.flush()


def channels_of(session: Session, member: int) -> Sequence[str]:
    """Give the channels that a person has, in the order they are written to."""
    rows = accounts_of(session, member)
    return [row.channel for row in sorted(rows, key=lambda row: place_of(row.channel, row.preference))]
