"""The itinerary file: read and checked with every mistake named at its line, stored as JSON, built into a snapshot."""

from typing import TYPE_CHECKING, Any

from schedule_data.itinerary_file.build import build_itinerary
from schedule_data.itinerary_file.document import TourDocument, document_from_json

if TYPE_CHECKING:
    from schedule_data.itinerary_file.problems import Problem
    from schedule_data.itinerary_file.read import ItineraryFile, itinerary_problems, read_itinerary

__all__ = [
    "ItineraryFile",
    "Problem",
    "TourDocument",
    "build_itinerary",
    "document_from_json",
    "itinerary_problems",
    "read_itinerary",
]


def __getattr__(name: str) -> Any:
    """Load the reader when it is first asked for: a running bot builds snapshots, but reads no files."""
    if name not in __all__:
        raise AttributeError(name)
    from schedule_data.itinerary_file import problems, read  # noqa: PLC0415

    return getattr(problems if name == "Problem" else read, name)
