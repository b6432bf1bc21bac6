"""A new stop: asked for piece by piece, or said in one go ('15:00 로비에서 커피 추가')."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from handlers import proposals
from handlers.answers.dates import asked_date, is_outside, outside_the_tour, today
from handlers.changes.old_new import day_beside
from handlers.changes.preview import Change, document_of, refuse, show, telling_of
from handlers.changes.said import moment_of, name_in, place_words, span_in
from handlers.changes.stops_meant import discarding
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Awaited, Button, Outcome, Reply
from handlers.tables import ProposalRow
from schedule_data.agenda import local_zone
from schedule_data.changes import inserted
from schedule_data.itinerary import StopKind

NOWHERE: Final = "-"  # the value of the place slot where the new stop has none
DRAFT: Final = "change.draft"  # what was said so far, kept for a button that can't carry it

_KINDS: Final = (
    (StopKind.MEAL, re.compile(r"아침|점심|저녁|식사|조식|만찬|breakfast|lunch|dinner|meal|餐|饭")),
    (StopKind.GATHERING, re.compile(r"집합|gather|集合")),
    (StopKind.TRANSFER, re.compile(r"이동|transfer|转场|前往")),
    (StopKind.LECTURE, re.compile(r"특강|강의|강연|lecture|talk|讲座")),
    (StopKind.FREE, re.compile(r"자유|휴식|free|break|rest|休息|自由")),
    (StopKind.VISIT, re.compile(r"방문|견학|관람|visit|tour|参观|访问")),
)


def insert(session: Session, _caller: Caller, question: Question) -> Reply:
    """Ask for what isn't known yet of a new stop (title, time, place), then preview it."""
    question = _with_draft(session, question)
    say, slots = phrases(question.language), question.slots
    name, span, day = name_in(slots.get("title", "")), span_in(slots.get("time", "")), asked_date(question)
    if name is None:
        return _ask(question, say("What is the new stop called?"), "title")
    if day is not None and is_outside(question, day):
        return outside_the_tour(question, day)
    if span is None:
        return _ask(question, say("When is it? For example 15:00, or 15:00-16:00."), "time")
    if "place" not in slots:
        draft = proposals.propose(session, replace(question, intent=DRAFT), {"slots": dict(slots)})
        button = Button(say("No place"), Action(question.intent, {"draft": str(draft), "place": NOWHERE}))
        return _ask(question, say("Where is it?"), "place", button)
    return _preview(session, question, name, span)


def _with_draft(session: Session, question: Question) -> Question:
    """Give the question with what was said before, where it refers to that."""
    given = question.slots.get("draft", "")
    row = session.get(ProposalRow, int(given)) if given.isdecimal() else None
    kept: Mapping[str, str] = {}
    if row is not None and row.member_id == question.member.id and row.intent == DRAFT:
        kept = row.payload["slots"]
    own = {slot: value for slot, value in question.slots.items() if slot != "draft"}
    return replace(question, slots={**kept, **own})


def _ask(question: Question, words: str, slot: str, *buttons: Button) -> Reply:
    known = {name: value for name, value in question.slots.items() if name != slot}
    awaits = Awaited(question.intent, slot, known)
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(*buttons, discarding(question)), awaits=awaits)


def _preview(session: Session, question: Question, name: str, span: tuple[time, time | None]) -> Reply:
    start = _start(question, span[0])
    if start is None:
        words = phrases(question.language)("That time is over already. Please choose a later one.")
        return refuse(question, words)
    headline = phrases(question.language)(
        "New stop: {title}, {time}.",
        title=name,
        time=day_beside(telling_of(question), start, str(start.tzinfo)),
    )
    slots = {**question.slots, "date": start.date().isoformat()}
    document = inserted(document_of(session, question), start.date(), _entry(question, name, start, span[1]))
    return show(session, question, Change(headline, slots, document))


def _start(question: Question, clock: time) -> datetime | None:
    """Give when the stop starts: on the date that was said, else at the next such hour; None where that is over."""
    itinerary = question.itinerary
    named = asked_date(question)
    first = named or max(today(question), itinerary.starts)
    last = named or itinerary.ends
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    moments = (_local(question, day, clock) for day in days)
    return next((moment for moment in moments if moment > question.at), None)


def _local(question: Question, day: date, clock: time) -> datetime:
    """Give the moment that watches show this hour where the tour is then."""
    itinerary = question.itinerary
    zone = local_zone(itinerary, moment_of(day, clock, itinerary.timezone), question.member.group)
    return moment_of(day, clock, zone.key)


def _entry(question: Question, name: str, start: datetime, end: time | None) -> dict[str, Any]:
    itinerary, slots = question.itinerary, question.slots
    place, zone = name_in(slots["place"]), str(start.tzinfo)
    entry: dict[str, Any] = {
        "id": f"added-{itinerary.revision + 1}",
        "kind": (slots["kind"] if slots.get("kind") in set(StopKind) else _kind(name)),
        "time": _written(start.time(), end),
        "title": {question.language: name},
    }
    if place and place != NOWHERE:
        entry["place"] = place_words(itinerary, place, question.language)
    if zone != itinerary.timezone:
        entry["timezone"] = zone
    if slots.get("group") in itinerary.groups:
        entry["groups"] = [slots["group"]]
    return entry


def _written(start: time, end: time | None) -> str:
    if end is None:
        return f"{start:%H:%M}"
    return f"{start:%H:%M}-{end:%H:%M}" + ("+1" if end <= start else "")


def _kind(name: str) -> str:
    return next((kind for kind, words in _KINDS if words.search(name.lower())), StopKind.ACTIVITY).value
