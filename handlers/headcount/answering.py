"""How many people there are, who is missing, and who they are: text that fits a phone, with the file a tap away."""

from dataclasses import replace
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from handlers.answers.diets import diet_words
from handlers.answers.next_steps import NEXT, TODAY, offer
from handlers.headcount import wording
from handlers.headcount.counts import Counts, count
from handlers.headcount.emergency_contacts import contact_of
from handlers.headcount.filters import Filters, filters_of, role_of, with_filters
from handlers.headcount.selection import Scope, chosen, scope_of
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Card, Fact, Reply
from handlers.roll_call.person_words import known_from, names, stands, to_call
from handlers.roll_call.roll import Entry, entries
from handlers.roll_call.states import Standing
from handlers.row_numbers import row_number
from handlers.wording import labelled, remarked
from schedule_data.people import Role

PAGE: Final = 20  # names on a screen or two


def headcount(session: Session, _caller: Caller, question: Question) -> Reply:
    """Tell how many there are of those that the filters choose."""
    filters, scope = _asked(session, question)
    state = Standing(filters.state) if filters.state in set(Standing) else None
    counts = count(session, question.itinerary, replace(filters, state=None), scope)
    say, language = phrases(question.language), question.language
    role, by = role_of(filters), wording.chosen_by(question, filters)
    total = wording.people(counts.on_roll if state else counts.total, role, language)
    first = total
    if state:
        number = wording.standing_in(counts.standing, state)
        told = wording.standing_words(state, language)
        first = say("{state}: {count} of {all}", state=told, count=number, all=counts.on_roll)
    presence = _presence(question, counts, scope, asked=bool(state or filters.time or filters.date or filters.stop))
    by_bus = state or (Standing.PRESENT if presence and counts.on_roll else None)
    lines = (
        remarked(first, by, language) if by else first,
        _ahead(question, scope),
        presence,
        "" if filters.group else wording.buses(question, counts, by_bus),
        wording.others(counts, language) if role is Role.PARTICIPANT else "",
    )
    return Reply(tuple(_begun(line) for line in lines if line), buttons=_steps(question, filters, counts))


def missing(session: Session, _caller: Caller, question: Question) -> Reply:
    """Tell who isn't there yet, by name and number."""
    filters, scope = _asked(session, question)
    filters = replace(filters, state=Standing.UNKNOWN.value)
    people = _entries(session, question, filters, scope)
    counts = count(session, question.itinerary, replace(filters, state=None), scope)
    say, language = phrases(question.language), question.language
    by = wording.chosen_by(question, filters)
    first = say("{state}: {count} of {all}", state=say("still missing"), count=len(people), all=counts.on_roll)
    if not people and counts.on_roll:
        first = say("Nobody is missing, of {count} in all.", count=counts.on_roll)
    lines = (
        remarked(first, by, language) if by else first,
        _ahead(question, scope),
        _presence(question, counts, scope, asked=True),
    )
    shown, more = _page(question, people, filters)
    cards = (Card(say("Still missing"), to_call(question.itinerary, shown, language)),) if shown else ()
    sheet = (_sheet(question, filters),) if people else ()
    return Reply(
        tuple(_begun(line) for line in lines if line),
        cards=cards,
        buttons=(*more, *sheet, _count_button(question, filters), *_call(question)),
    )


def members_list(session: Session, _caller: Caller, question: Question) -> Reply:
    """List the people that the filters choose, with bus, room, diet and number."""
    filters, scope = _asked(session, question)
    people = _entries(session, question, filters, scope)
    say, language = phrases(question.language), question.language
    by = wording.chosen_by(question, filters)
    by = " · ".join(filter(None, (by, wording.standing_asked(question, filters))))
    if not people:
        words = say("Nobody on the roster fits that: {filters}", filters=by) if by else say("Nobody is on the roster.")
        return Reply((words,), buttons=(_count_button(question, Filters()), *offer(question, TODAY)))
    total = wording.people(len(people), role_of(filters), language) if not filters.person else ""
    first = remarked(total, by, language) if by and total else total or by
    shown, more = _page(question, people, filters)
    facts = tuple(
        Fact(name, _details(question, entry)) for name, entry in zip(names(shown, language), shown, strict=True)
    )
    card = Card(say("Participant list"), facts)
    buttons = (*more, _sheet(question, filters), _count_button(question, filters))
    at_a_stop = filters.state or filters.time or filters.date or filters.stop
    lines = (
        first or say("Participant list"),
        _ahead(question, scope),
        wording.as_of(question, scope) if at_a_stop else "",
    )
    return Reply(tuple(filter(None, lines)), cards=(card,), buttons=buttons)


def _asked(session: Session, question: Question) -> tuple[Filters, Scope]:
    filters = filters_of(session, question)
    return filters, scope_of(session, question.itinerary, filters, question.at)


def _entries(session: Session, question: Question, filters: Filters, scope: Scope) -> list[Entry]:
    return list(entries(session, listed(question, filters, scope)))


def listed(question: Question, filters: Filters, scope: Scope) -> Select[tuple[object, ...]]:
    """Select the people that the filters choose, in the order of the roster."""
    people = chosen(question.itinerary, filters, scope)
    return select(people).order_by(people.c.id)


def _ahead(question: Question, scope: Scope) -> str:
    return phrases(question.language)("That hour is still to come; this is how it stands now.") if scope.ahead else ""


def _begun(line: str) -> str:
    """Give a line as it begins a paragraph: with a capital where its script has them."""
    return line[:1].upper() + line[1:]


def _presence(question: Question, counts: Counts, scope: Scope, *, asked: bool) -> str:
    """Tell how people stand at the stop, where that was asked or anything is known."""
    if scope.stop is None or not counts.on_roll or not (asked or counts.heard):
        return wording.as_of(question, scope) if scope.until else ""
    return labelled(wording.as_of(question, scope), wording.standings(counts, question.language), question.language)


def _page(question: Question, people: list[Entry], filters: Filters) -> tuple[list[Entry], tuple[Button, ...]]:
    start = (row_number(question.slots.get("page", "")) or 0) * PAGE
    start = start if start < len(people) else 0
    if len(people) <= PAGE:
        return people, ()
    following = str((start // PAGE + 1) % -(-len(people) // PAGE))
    intent = "missing" if filters.state == Standing.UNKNOWN else "members.list"
    label = phrases(question.language)("More names")
    return people[start : start + PAGE], (Button(label, with_filters(intent, filters, page=following)),)


def _details(question: Question, entry: Entry) -> str:
    """Give what a leader looks for beside a name: bus, room, diet, presence, number."""
    say, language, member = phrases(question.language), question.language, entry.member
    group = question.itinerary.groups.get(entry.bus)
    parts = (
        group.name.to(language) if group else "",
        member.company,
        *(say("room {room}", room=room) for room in dict.fromkeys(member.room.values())),
        diet_words(member.diet, question.language),
        stands(entry, language) if entry.standing is not Standing.UNKNOWN else "",
        known_from(entry, language, question.at),
        contact_of(question, member),
        member.phone,
    )
    return " · ".join(filter(None, parts))


def _steps(question: Question, filters: Filters, counts: Counts) -> tuple[Button, ...]:
    if not counts.total:
        return (_count_button(question, Filters()), *offer(question, NEXT))
    say = phrases(question.language)
    listing = Button(say("Names"), with_filters("members.list", filters))
    missing_ = (Button(say("Who is missing?"), with_filters("missing", replace(filters, state=None))),)
    return (listing, *(missing_ if counts.on_roll else ()), _sheet(question, filters))


def _sheet(question: Question, filters: Filters) -> Button:
    return Button(phrases(question.language)("Spreadsheet"), with_filters("export", filters))


def _count_button(question: Question, filters: Filters) -> Button:
    return Button(phrases(question.language)("Headcount"), with_filters("headcount", replace(filters, state=None)))


def _call(question: Question) -> tuple[Button, ...]:
    if question.member.role is not Role.LEADER:
        return ()
    return (Button(phrases(question.language)("Roll call status"), Action("rollcall.status")),)
