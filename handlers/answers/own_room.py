"""The asker's own room."""

from handlers.question import Question
from schedule_data.itinerary import Site


def room_in(question: Question, site: Site | None) -> str:
    """Give the asker's room in a hotel, '' where it isn't known. A room without a hotel's name is in the only one."""
    rooms = question.member.room
    return room_words((rooms.get(site.id) if site else None) or rooms.get("", ""), question.language)


def room_words(room: str, language: str) -> str:
    """Give a room's number as it is said: in Korean 801호, be it written 801 or 801호."""
    return f"{room}호" if language == "ko" and room[-1:].isdigit() else room
