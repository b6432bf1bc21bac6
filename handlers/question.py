"""A question understood: what an answer is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.request import Enclosed
from schedule_data.itinerary import Itinerary
from schedule_data.people import Member


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one member: the snapshot to answer from, who asks, when (UTC), and what was understood.

    `language` is the one to answer in. `text` holds the words, None for a tap; `file` is what came with them, or alone.
    """

    itinerary: Itinerary
    member: Member
    at: datetime
    language: str
    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    file: Enclosed | None = None
