"""The people that filters choose as a file: a spreadsheet, or comma-separated text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.next_steps import NEXT, offer
from handlers.context import context_of, unanswered
from handlers.headcount.answering import listed
from handlers.headcount.filters import PACKED, Filters, filters_of, with_filters
from handlers.headcount.selection import Scope, chosen, scope_of
from handlers.headcount.wording import as_of, chosen_by, standing_asked
from handlers.identity import Caller
from handlers.phrases import Phrases, mark, phrases
from handlers.question import Question
from handlers.reply import Button, Document, Reply
from handlers.roll_call.roll import Entry, entries
from handlers.roll_call.states import EVIDENCE_WORDS, REASON_WORDS, STANDING_WORDS, Reason
from handlers.tables import SignUpRow, SignUpState
from schedule_data.agenda import local_zone
from schedule_data.spreadsheets import CSV, XLSX, Cell, Sheet, comma_separated, workbook

_HEADINGS: Final = (
    mark("Name"), mark("Name in English"), mark("Company"), mark("Bus or group"), mark("Room"), mark("Diet"),
    mark("Phone"), mark("Language"), mark("Reachable"), mark("Presence"), mark("Minutes late"), mark("Reason"),
    mark("Known from"), mark("Noted at"),
)  # fmt: skip
_SIGNED: Final[Mapping[str, str]] = {
    SignUpState.HELD: mark("has a place"),
    SignUpState.OFFERED: mark("is offered a place"),
    SignUpState.WAITING: mark("waits"),
}
_ALL: Final = re.compile(r"전체|모두|모든|전원|\ball\b|everyone|全部|所有", re.IGNORECASE)
_CSV: Final = re.compile(r"csv|씨에스브이", re.IGNORECASE)
_OF_PEOPLE: Final = frozenset({"headcount", "missing", "members.list", "export"})


def export(session: Session, caller: Caller, question: Question) -> Reply:
    """Give the people as a file: those of the button, else of the last answer, else everybody."""
    question = _after_the_last_answer(caller, question)
    filters = filters_of(session, question)
    scope = scope_of(session, question.itinerary, filters, question.at)
    people = entries(session, listed(question, filters, scope))
    signed = _signed_up(session, filters)
    say = phrases(question.language)
    if not people:
        return Reply((say("Nobody on the roster fits that, so there is no file."),), buttons=offer(question, NEXT))
    sheet = _sheet(question, filters, scope, people, signed)
    wants_csv = question.slots.get("format") == "csv" or bool(_CSV.search(question.text or ""))
    document = _document(question, sheet, as_csv=wants_csv)
    words = say.plural("Here is the file: one person.", "Here is the file: {count} people.", len(people))
    by = " · ".join(
        filter(None, (chosen_by(question, filters), standing_asked(question, filters), as_of(question, scope)))
    )
    other = (
        Button(say("As .xlsx"), with_filters("export", filters))
        if wants_csv
        else Button(say("As .csv"), with_filters("export", filters, format="csv"))
    )
    return Reply((words, by), document=document, buttons=(other,))


def _after_the_last_answer(caller: Caller, question: Question) -> Question:
    """Take the filters of the last answer where the words say only that a file is wanted."""
    if set(question.slots) - {"format"} or question.text is None or _ALL.search(question.text):
        return question
    context = context_of(caller, question)
    if context is not None and context.intent == "signup.list" and (stop := _list_of(question, context.slots)):
        return replace(question, slots={**question.slots, "stop": stop, "signup": "yes"})
    if context is None or context.intent not in _OF_PEOPLE or unanswered(caller, question):
        return question
    slots = {name: value for name, value in context.slots.items() if name != "format"} | dict(question.slots)
    if context.intent == "missing" and PACKED not in slots:
        slots["state"] = "unknown"
    return replace(question, slots=slots)


def _list_of(question: Question, slots: Mapping[str, str]) -> str:
    """Give the stop whose sign-ups were listed: the one named, else the only one."""
    stops = [stop.id for stop in question.itinerary.stops if stop.signup]
    return slots.get("stop", stops[0] if len(stops) == 1 else "")


def people_sheet(
    session: Session, question: Question, filters: Filters, scope: Scope, *, all_roles: bool = False
) -> Sheet:
    """Give the people whom the filters choose as a table; with `all_roles` leaders and staff among them."""
    chosen_people = chosen(question.itinerary, filters, scope, all_roles=all_roles)
    people = entries(session, select(chosen_people).order_by(chosen_people.c.id))
    return _sheet(question, filters, scope, people)


def _sheet(
    question: Question, filters: Filters, scope: Scope, people: Sequence[Entry], signed: Mapping[int, str] | None = None
) -> Sheet:
    """Give the table; with `signed` how each person's sign-up stands, in a column of its own."""
    say = phrases(question.language)
    zone = local_zone(question.itinerary, scope.until or question.at)
    title = chosen_by(question, filters) or say("Participants")
    headings, rows = [say(one) for one in _HEADINGS], [_row(question, say, zone, entry) for entry in people]
    if signed:
        headings.append(say("Sign-up"))
        rows = [
            [*row, say(_SIGNED.get(signed.get(entry.member.id, ""), ""))]
            for row, entry in zip(rows, people, strict=True)
        ]
    return Sheet(title, headings, rows)


def _signed_up(session: Session, filters: Filters) -> Mapping[int, str]:
    if not (filters.signup and filters.stop):
        return {}
    rows = select(SignUpRow.member_id, SignUpRow.state).where(SignUpRow.stop_id == filters.stop)
    return {row.member_id: row.state for row in session.execute(rows)}


def _row(question: Question, say: Phrases, zone: ZoneInfo, entry: Entry) -> list[Cell]:
    member, group = entry.member, question.itinerary.groups.get(entry.bus)
    return [
        member.name,
        member.name_en,
        member.company,
        group.name.to(question.language) if group else entry.bus,
        ", ".join(dict.fromkeys(member.room.values())),
        member.diet,
        member.phone,
        member.language,
        say("yes") if entry.reachable else say("no"),
        say(STANDING_WORDS[entry.standing]),
        entry.minutes,
        say(REASON_WORDS[Reason(entry.reason)]) if entry.reason in set(Reason) else "",
        say(EVIDENCE_WORDS[entry.evidence]) if entry.evidence else "",
        _local(entry.said_at, zone),
    ]


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0) if moment else None


def _document(question: Question, sheet: Sheet, *, as_csv: bool) -> Document:
    zone = local_zone(question.itinerary, question.at)
    name = f"{question.itinerary.tour}-{question.at.astimezone(zone):%m%d-%H%M}"
    if as_csv:
        return Document(f"{name}.csv", comma_separated(sheet), CSV)
    return Document(f"{name}.xlsx", workbook([sheet]), XLSX)
