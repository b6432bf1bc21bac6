"""A question understood: what an answer is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schedule_data.itinerary import Itinerary
from schedule_data.people import Member, Role


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is writing. `account` is the stored account's id, None before the first message is kept.

    `member` is None for a stranger: they learn only what is public. `language` is one of the project's: ko, en, zh.
    """

    channel: str
    sender: str
    language: str
    account: int | None = None
    member: Member | None = None

    @property
    def role(self) -> Role | None:
        """The caller's role on the tour, None for a stranger."""
        return self.member.role if self.member else None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one member: the snapshot to answer from, who asks, when (UTC), and what was understood.

    `language` is the one to answer in. `text` holds the words, None for a tap.
    """

    itinerary: Itinerary
    member: Member
    at: datetime
    language: str
    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
