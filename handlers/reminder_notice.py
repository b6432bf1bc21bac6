"""What a reminder says: how long is left, when and where to be, what to bring."""

from datetime import datetime, timedelta

from handlers.answers.labels import label
from handlers.answers.maps import meeting_point, place_of
from handlers.answers.sample import sampled
from handlers.answers.stop_words import hours, is_ride, leaves, meeting_place, meets, preparation, site_of, title, where
from handlers.phrases import phrases
from handlers.reply import Action, Button, Card, Fact, Place, Reply
from handlers.wording import SOON, day_words, duration, minutes_between
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.people import Member


def reminder(itinerary: Itinerary, stop: Stop, member: Member, language: str, at: datetime) -> Reply:
    """Give the reminder of `stop` as it reads at the moment `at`, whatever offset it was due for.

    The minutes are those really left until the gathering, else the start; beyond twelve hours the date is told instead.
    """
    reply = Reply(
        (_first_line(itinerary, stop, language, at),),
        cards=(_card(itinerary, stop, member, language),),
        place=_place(itinerary, stop, language),
        buttons=_buttons(stop, language),
    )
    return sampled(itinerary, language, reply)


def _first_line(itinerary: Itinerary, stop: Stop, language: str, at: datetime) -> str:
    say = phrases(language)
    left = stop.leaves_at - at
    be_there = _time_and_place(itinerary, stop, language)
    if left > SOON:
        day = day_words(stop.local_leaves_at().date(), language)
        return say("{title} · {day} {meeting}", title=title(stop, language), day=day, meeting=be_there)
    values = {"title": title(stop, language), "meeting": be_there}
    if left <= timedelta(0):
        return say("Time to be there: {title} · {meeting}", **values)
    values["left"] = duration(minutes_between(at, stop.leaves_at), language)
    if meets(stop):
        return say("Gathering in {left}: {title} · {meeting}", **values)
    if is_ride(stop):
        return say("Leaving in {left}: {title} · {meeting}", **values)
    return say("Starting in {left}: {title} · {meeting}", **values)


def _time_and_place(itinerary: Itinerary, stop: Stop, language: str) -> str:
    place = meeting_place(itinerary, stop, language) if meets(stop) else where(itinerary, stop, language)
    return " ".join(filter(None, (leaves(itinerary, stop, language), place)))


def _card(itinerary: Itinerary, stop: Stop, member: Member, language: str) -> Card:
    say = phrases(language)
    group = itinerary.groups.get(member.group or "")
    site = site_of(itinerary, stop)
    lines = (
        (say("Time"), hours(itinerary, stop, language)),
        (say("Going to"), site.name.to(language) if site and stop.gather else None),
        (say("Number"), stop.number),
        (say("Bus"), f"{group.name.to(language)} {group.plate or ''}".rstrip() if group and stop.gather else None),
    )
    facts = tuple(Fact(name, value) for name, value in lines if value)
    return Card(title(stop, language), preparation(itinerary, stop, language) + facts)


def _place(itinerary: Itinerary, stop: Stop, language: str) -> Place | None:
    """Give the meeting point on the map where it is known, else where the stop is."""
    site = site_of(itinerary, stop)
    return meeting_point(itinerary, stop, language) or (place_of(itinerary, site, language) if site else None)


def _buttons(stop: Stop, language: str) -> tuple[Button, ...]:
    slots = {"stop": stop.id}
    here, late = Action("attendance.here", slots), Action("attendance.late", slots)
    return tuple(Button(label(None, language, action), action=action) for action in (here, late))
