"""Reading a whole sentence as filters: every word is a filter, what is asked, or of no weight; else it is not read.

So nothing that a sentence says of the people can be dropped in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from handlers.changes.said import time_in
from handlers.headcount.people_words import COUNT, DAYS, FILE, HOUR, LIST, ROOM, WHERE, WORDS
from handlers.question import Question
from handlers.roll_call.states import Standing
from handlers.understanding.group_names import group_forms
from schedule_data.agenda import local_zone
from schedule_data.itinerary import Group
from schedule_data.tables import MemberRow

LONGEST: Final = 60  # letters: a longer text is about something else
_MARKS: Final = re.compile(r"[\s,.·:?!~？。，、]+")
_ASKED: Final = frozenset({COUNT, LIST, WHERE, FILE})
_SHORTEST: Final = 2  # letters of a name that is looked for in a text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence asks of which people; `where` tells that it asks where somebody is."""

    intent: str
    slots: dict[str, str]
    where: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    slot: str
    value: str
    ends: int


def read(session: Session, question: Question) -> Reading | None:
    """Read a text as filters and what is asked; None where a word is left over, or two differ on one filter."""
    text = (question.text or "").lower()
    if not text.strip() or len(text) > LONGEST:
        return None
    names = [*_groups(question), *_of_roster(session, question, text)]
    slots: dict[str, str] = {}
    asked: set[str] = set()
    place = _skipped(text, 0)
    while place < len(text):
        word = max(_words_at(text, place, names, question), key=lambda one: one.ends, default=None)
        if word is None or slots.get(word.slot, word.value) != word.value:
            return None
        if word.slot in _ASKED:
            asked.add(word.slot)
        elif word.slot:
            slots[word.slot] = word.value
        place = _skipped(text, word.ends)
    return _reading(slots, asked)


def _skipped(text: str, place: int) -> int:
    marks = _MARKS.match(text, place)
    return marks.end() if marks else place


def _words_at(text: str, place: int, names: list[tuple[str, str, str]], question: Question) -> Iterator[_Word]:
    yield from (_Word(slot, value, place + len(form)) for slot, value, form in names if text.startswith(form, place))
    for slot, value, words in WORDS:
        if match := words.match(text, place):
            yield _Word(slot, value, match.end())
    if match := ROOM.match(text, place):
        yield _Word("room", next(filter(None, match.groups())), match.end())
    if (match := HOUR.match(text, place)) and (hour := time_in(match[0])):
        yield _Word("time", f"{hour:%H:%M}", match.end())
    for days, words in DAYS:
        if match := words.match(text, place):
            yield _Word("date", _day(question, days), match.end())


def _day(question: Question, days: int) -> str:
    today = question.at.astimezone(local_zone(question.itinerary, question.at)).date()
    return (today + timedelta(days=days)).isoformat()


def _groups(question: Question) -> Iterator[tuple[str, str, str]]:
    for group in question.itinerary.groups.values():
        yield from (("group", group.id, form) for form in _forms(group))


def _forms(group: Group) -> set[str]:
    return {form.lower() for name in (*group.name.words.values(), group.id) for form in group_forms(name)}


def _of_roster(session: Session, question: Question, text: str) -> Iterator[tuple[str, str, str]]:
    """Give what the text has of the roster's companies, names and diets."""
    for slot, column in (
        ("company", MemberRow.company),
        ("person", MemberRow.name),
        ("person", MemberRow.name_en),
        ("diet", MemberRow.diet),
    ):
        mine = select(column).where(MemberRow.tour_id == question.itinerary.tour, MemberRow.left_at.is_(None))
        said = mine.where(column != "", literal(text).contains(func.lower(column), autoescape=False)).distinct()
        yield from ((slot, one, one.lower()) for one in session.scalars(said) if len(one) >= _SHORTEST)


def _reading(slots: dict[str, str], asked: set[str]) -> Reading | None:
    """Say what is asked: where somebody is, who is missing, how many, or who they are."""
    if FILE in asked:
        return Reading("export", slots)
    if {"person", "room"} & set(slots) and COUNT not in asked:
        return Reading("members.list", _without_state(slots), WHERE in asked)
    chosen = len(slots) - ("time" in slots) - ("date" in slots)
    if WHERE in asked or not chosen or (chosen == 1 and not asked and "state" not in slots):
        return None
    if COUNT in asked:
        return Reading("headcount", slots)
    if slots.get("state") == Standing.UNKNOWN:
        return Reading("missing", _without_state(slots))
    lists = LIST in asked or "state" not in slots
    return Reading("members.list" if lists else "headcount", slots)


def _without_state(slots: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in slots.items() if name != "state"}
