"""A tour for calendars: each stop an event that rings when the bot reminds, and tells a driver where to go."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from handlers.answers.maps import local_words
from handlers.answers.stop_words import group_names, meeting, preparation, said, site_of, title, where
from handlers.phrases import phrases
from handlers.reply import Document
from handlers.wording import labelled, remarked
from schedule_data.calendar_file import ICS, Entry, Plan, calendar_file
from schedule_data.cancelled import cancelled_stops
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.tables import RevisionRow


def tour_calendar(session: Session, itinerary: Itinerary, language: str, group: str | None = None) -> Document:
    """Give the tour as an .ics file, of everything or of what a group does; cancelled stops are in it as such."""
    plan = Plan(
        itinerary.title.to(language),
        itinerary.timezone,
        itinerary.revision,
        session.get_one(RevisionRow, (itinerary.tour, itinerary.revision)).created_at,
    )
    events = [_event(itinerary, stop, language) for stop in itinerary.stops if stop.is_for(group)]
    events += [
        _event(itinerary, stop, language, cancelled=True)
        for stop in cancelled_stops(session, itinerary)
        if stop.is_for(group)
    ]
    return Document(f"{itinerary.tour}.ics", calendar_file(plan, events), ICS)


def _event(itinerary: Itinerary, stop: Stop, language: str, *, cancelled: bool = False) -> Entry:
    site, end = site_of(itinerary, stop), stop.local_end()
    ahead = stop.start - stop.leaves_at  # reminders count back from the gathering, alarms from the start
    words = title(stop, language)
    return Entry(
        uid=f"{stop.id}@{itinerary.tour}.giljabi",
        title=remarked(words, phrases(language)("cancelled"), language) if cancelled else words,
        start=stop.local_start(),
        end=end if end and end > stop.start else None,
        place=_place(itinerary, stop, language),
        point=(site.location.latitude, site.location.longitude) if site and site.location else None,
        description="\n".join(_description(itinerary, stop, language)),
        alarms=[ahead + timedelta(minutes=minutes) for minutes in stop.remind],
        cancelled=cancelled,
    )


def _place(itinerary: Itinerary, stop: Stop, language: str) -> str:
    """Give where a stop is: in the reader's words, then name and address as people there write them."""
    site = site_of(itinerary, stop)
    parts = [where(itinerary, stop, language) or ""]
    if site:
        parts += [local_words(itinerary, site, site.name, language)]
        parts += [local_words(itinerary, site, site.address, language)] if site.address else []
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _description(itinerary: Itinerary, stop: Stop, language: str) -> Iterator[str]:
    say = phrases(language)
    speaker = said(itinerary, stop, "speaker")
    lines = (
        (say("Gathering"), meeting(itinerary, stop, language) if stop.gather else None),
        (say("Number"), stop.number),
        (say("Speaker"), speaker.to(language) if speaker else None),
        (say("For"), group_names(itinerary, stop, language)),
        *((fact.label, fact.value) for fact in preparation(itinerary, stop, language)),
    )
    yield from (labelled(label, value, language) for label, value in lines if value)
    if itinerary.sample:
        yield say("These are sample values; the real ones may differ.")
