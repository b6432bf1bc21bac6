"""Who reads a notice."""

from dataclasses import dataclass

from schedule_data.itinerary import Itinerary


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their tour, group, language and channel ('' where that doesn't matter)."""

    itinerary: Itinerary
    group: str | None
    language: str
    channel: str = ""
