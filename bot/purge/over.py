"""When a tour is over: until then people need what a purge would erase."""

from datetime import date, datetime, timedelta

from schedule_data.agenda import ends_at
from schedule_data.itinerary import Itinerary


def needed_until(itinerary: Itinerary) -> date:
    """Give the last day (UTC) on which a tour may still be under way, in whatever zone it ends."""
    return itinerary.ends + timedelta(days=1)


def is_over(itinerary: Itinerary, at: datetime) -> bool:
    """Tell whether a tour's last day and its last stop lie behind."""
    last = max((ends_at(itinerary, stop) for stop in itinerary.stops), default=None)
    return at.date() > needed_until(itinerary) and (last is None or last < at)
