"""The asker's own room."""

from handlers.question import Question
from schedule_data.itinerary import Site


def room_in(question: Question, site: Site | None) -> str:
    """Give the asker's room in a hotel, '' where it isn't known. A room without a hotel's name is in the only one."""
    rooms = question.member.room
    return (rooms.get(site.id) if site else None) or rooms.get("", "")
