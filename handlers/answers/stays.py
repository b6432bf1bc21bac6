"""Which hotel people are at on a date, and which they wake up in."""

from datetime import date

from handlers.answers.site_facts import is_leaving
from handlers.question import Question
from schedule_data.itinerary import Site, Stop, StopKind


def _stays(question: Question) -> list[Stop]:
    group = question.member.group
    hotels = (stop for stop in question.itinerary.stops if stop.kind == StopKind.HOTEL)
    return [stop for stop in hotels if stop.site and stop.is_for(group)]


def is_stayed_at(question: Question, site: Site) -> bool:
    """Tell whether a site is a hotel of the asker's."""
    return any(stop.site == site.id for stop in _stays(question))


def hotel_on(question: Question, day: date) -> Site | None:
    """Give the hotel of that date: of the last hotel stop until then, else of the first; None where none is planned."""
    stays = _stays(question)
    stop = next((stop for stop in reversed(stays) if stop.day <= day), stays[0] if stays else None)
    return question.itinerary.sites.get(stop.site or "") if stop else None


def hotel_before(question: Question, day: date) -> Site | None:
    """Give the hotel that people wake up in on `day`, None before the first night."""
    nights = [stop for stop in _stays(question) if stop.day < day and not is_leaving(stop)]
    return question.itinerary.sites.get(nights[-1].site or "") if nights else None


def has_arrived(question: Question, day: date) -> bool:
    """Tell whether the check-in planned on `day` is over by now."""
    return any(stop.day == day and stop.start <= question.at and not is_leaving(stop) for stop in _stays(question))
