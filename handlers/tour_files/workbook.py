"""A tour as a workbook for the staff: the schedule, everybody on the roster, and how many there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from handlers.answers.maps import local_words
from handlers.answers.stop_words import group_names, leaves, meeting_place, preparation, said, site_of, title, where
from handlers.headcount.export import people_sheet
from handlers.headcount.filters import Filters
from handlers.headcount.selection import scope_of
from handlers.phrases import Phrases, mark, phrases
from handlers.question import Question
from handlers.reply import Document
from handlers.wording import clock, day_words, labelled, listing
from schedule_data.itinerary import Itinerary, Stop
from schedule_data.members import members_of
from schedule_data.people import Member, Role
from schedule_data.spreadsheets import XLSX, Cell, Sheet, workbook

_SCHEDULE: Final = (
    mark("Date"), mark("Begins"), mark("Ends"), mark("Zone"), mark("Stop"), mark("Be there at"), mark("Meeting point"),
    mark("Place"), mark("Address"), mark("For"), mark("Speaker"), mark("Number"), mark("To mind"),
    mark("Reminders (minutes before)"),
)  # fmt: skip
_ROLES: Final = {Role.PARTICIPANT: mark("participants"), Role.LEADER: mark("leaders"), Role.STAFF: mark("staff")}


def tour_workbook(session: Session, itinerary: Itinerary, language: str, at: datetime) -> Document:
    """Give the tour as an .xlsx file, with the people as they stand `at` a moment."""
    people = members_of(session, itinerary.tour)
    sheets = [_schedule(itinerary, language)]
    if people:
        sheets += [_roster(session, itinerary, language, at), _headcount(itinerary, people, language)]
    return Document(f"{itinerary.tour}.xlsx", workbook(sheets), XLSX)


def _schedule(itinerary: Itinerary, language: str) -> Sheet:
    say = phrases(language)
    rows = [_stop(itinerary, stop, language) for stop in itinerary.stops]
    if itinerary.sample:
        rows.append([say("These are sample values; the real ones may differ."), *[None] * (len(_SCHEDULE) - 1)])
    return Sheet(say("Whole tour"), [say(one) for one in _SCHEDULE], rows)


def _stop(itinerary: Itinerary, stop: Stop, language: str) -> list[Cell]:
    site, speaker = site_of(itinerary, stop), said(itinerary, stop, "speaker")
    zones = dict.fromkeys((stop.timezone, stop.arrive_timezone if stop.end else stop.timezone))
    mind = (labelled(fact.label, fact.value, language) for fact in preparation(itinerary, stop, language))
    return [
        day_words(stop.local_start().date(), language),
        clock(stop.start, stop.timezone),
        clock(stop.end, stop.arrive_timezone) if stop.end else None,
        " → ".join(zones),
        title(stop, language),
        leaves(itinerary, stop, language),
        meeting_place(itinerary, stop, language),
        where(itinerary, stop, language),
        local_words(itinerary, site, site.address, language) if site and site.address else None,
        group_names(itinerary, stop, language),
        speaker.to(language) if speaker else None,
        stop.number,
        " · ".join(mind),
        listing(map(str, stop.remind), language),
    ]


def _roster(session: Session, itinerary: Itinerary, language: str, at: datetime) -> Sheet:
    """Give everybody, as the staff get them in the chat."""
    asker = Member(0, itinerary.tour, "", Role.STAFF)  # nobody in particular: the sheet is the same for all of them
    question = Question(itinerary, asker, at, language, "export")
    return people_sheet(session, question, Filters(), scope_of(session, itinerary, Filters(), at), all_roles=True)


def _headcount(itinerary: Itinerary, people: Sequence[Member], language: str) -> Sheet:
    say = phrases(language)
    rows = list(_counts(itinerary, people, say))
    return Sheet(say("Headcount"), [say("Of whom"), say("How many")], rows)


def _counts(itinerary: Itinerary, people: Sequence[Member], say: Phrases) -> Iterator[list[Cell]]:
    for role, number in Counter(one.role for one in people).items():
        yield [say(_ROLES[role]), number]
    participants = [one for one in people if one.role is Role.PARTICIPANT]
    riding = Counter(one.group or "" for one in participants)
    for group in [*itinerary.groups, *(riding.keys() - itinerary.groups.keys())]:
        named = itinerary.groups.get(group)
        if riding[group]:
            yield [named.name.to(say.language) if named else group or say("no bus"), riding[group]]
    diets = Counter(one.diet for one in participants if one.diet)
    for diet, number in diets.most_common():
        yield [labelled(say("Diet"), diet, say.language), number]
