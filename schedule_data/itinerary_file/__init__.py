"""The itinerary file: read and checked with every mistake named at its line, stored as JSON, built into a snapshot."""

from schedule_data.itinerary_file.build import build_itinerary
from schedule_data.itinerary_file.document import TourDocument, document_from_json

__all__ = ["TourDocument", "build_itinerary", "document_from_json"]
