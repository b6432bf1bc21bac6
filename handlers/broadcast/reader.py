"""Who reads a notice."""

from dataclasses import dataclass

from schedule_data.itinerary import Itinerary


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their tour, group and language."""

    itinerary: Itinerary
    group: str | None
    language: str
