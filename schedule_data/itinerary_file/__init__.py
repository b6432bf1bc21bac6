"""The itinerary file: read and checked with every mistake named at its line, stored as JSON, built into a snapshot."""

from schedule_data.itinerary_file.build import build_itinerary
from schedule_data.itinerary_file.document import TourDocument, document_from_json
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
