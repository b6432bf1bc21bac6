"""The people whom a bus waits for, as buttons: ticked off with one tap, taken back with another."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.board import heading
from handlers.roll_call.call_meant import call_meant
from handlers.roll_call.noting import Word, note, show
from handlers.roll_call.person_words import names, stands
from handlers.roll_call.roll import Entry, Roll, roll_of
from handlers.roll_call.states import Evidence
from handlers.roll_call.status import shown
from handlers.row_numbers import row_number
from handlers.tables import AttendanceRow, AttendanceState, RollCallRow

PAGE: Final = 7  # with the buttons below a screenful, and KakaoTalk takes ten


def list_names(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give a page of those the bus waits for, each a button that ticks them off."""
    call = call_meant(session, question)
    return call if isinstance(call, Reply) else page(session, question, call)


def tick(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note, on a leader's word, that somebody is there."""
    call, entry = called(session, question)
    if call is None or entry is None:
        return expired(question.language)
    word = Word(AttendanceState.HERE, Evidence.LEADER, by=question.member.id, group=call.group)
    note(session, call.tour_id, call.stop_id, entry.member.id, word, question.at)
    show(session, call.tour_id, call.stop_id, question.at)
    words = phrases(question.language)("{name} is there.", name=names([entry], question.language)[0])
    return page(session, question, call, words, untick=entry)


def untick(session: Session, _caller: Caller, question: Question) -> Reply:
    """Take a leader's word on somebody back: they stand as they did before it."""
    call, entry = called(session, question)
    if call is None or entry is None:
        return expired(question.language)
    note(session, call.tour_id, call.stop_id, entry.member.id, _before(session, call, entry), question.at)
    show(session, call.tour_id, call.stop_id, question.at)
    after = roll_of(session, question.itinerary, call)
    now = after.of(entry.member.id) if after else None
    stood = stands(now or entry, question.language)
    name = names([entry], question.language)[0]
    words = phrases(question.language)("Taken back. {name}: {state}", name=name, state=stood)
    return page(session, question, call, words)


def called(session: Session, question: Question) -> tuple[RollCallRow | None, Entry | None]:
    """Give the open roll call and the person on it that a button names."""
    call = call_meant(session, question)
    if isinstance(call, Reply) or call.closed_at is not None:
        return None, None
    rolled, number = roll_of(session, question.itinerary, call), row_number(question.slots.get("member", ""))
    return call, rolled.of(number) if rolled and number else None


def page(session: Session, question: Question, call: RollCallRow, *words: str, untick: Entry | None = None) -> Reply:
    """Give a page of names; the board where nobody is waited for any more."""
    rolled = roll_of(session, question.itinerary, call)
    if rolled is None or call.closed_at is not None:
        return shown(session, question, call)
    slots = {"call": str(call.id)}
    say = phrases(question.language)
    back = (
        (Button(say("Take it back"), Action("rollcall.untick", slots | {"member": str(untick.member.id)})),)
        if untick
        else ()
    )
    asked = say("Tap who is there.") if rolled.unresolved else say("Everyone is accounted for; you can close it.")
    buttons = (
        *_people(rolled, "rollcall.tick", question, call),
        *back,
        Button(say("Close the roll call"), Action("rollcall.close", slots)),
    )
    lines = (*words, heading(question.itinerary, call, rolled, question.language), asked)
    return Reply(lines, outcome=Outcome.CLARIFY, buttons=buttons)


def _people(rolled: Roll, intent: str, question: Question, call: RollCallRow) -> tuple[Button, ...]:
    return people_buttons(rolled, intent, question, call, "rollcall.names")


def people_buttons(rolled: Roll, intent: str, question: Question, call: RollCallRow, turns: str) -> tuple[Button, ...]:
    """Give a button for each of a page of people, and one that turns it; `turns` is the intent of the list."""
    slots, waited = {"call": str(call.id)}, _own_bus_first(rolled, question.member.group)
    start = (row_number(question.slots.get("page", "")) or 0) * PAGE
    start = start if start < len(waited) else 0
    called = names(waited, question.language)[start : start + PAGE]
    people = tuple(
        Button(name, Action(intent, slots | {"member": str(entry.member.id)}))
        for name, entry in zip(called, waited[start : start + PAGE], strict=True)
    )
    if len(waited) <= PAGE:
        return people
    following = str((start // PAGE + 1) % -(-len(waited) // PAGE))
    more = phrases(question.language)("More names")
    return (*people, Button(more, Action(turns, slots | {"page": following})))


def _own_bus_first(rolled: Roll, group: str | None) -> list[Entry]:
    """Give those who are waited for: the leader's own bus first."""
    return sorted(rolled.unresolved, key=lambda one: bool(group) and one.bus != group)


def _before(session: Session, call: RollCallRow, entry: Entry) -> Word:
    """Give the word that counted before the newest one, as a leader's; none where there was none in this roll call."""
    said = select(AttendanceRow).where(
        AttendanceRow.tour_id == call.tour_id,
        AttendanceRow.stop_id == call.stop_id,
        AttendanceRow.member_id == entry.member.id,
        AttendanceRow.id > call.counts_after,
    )
    earlier = session.scalars(said.order_by(AttendanceRow.id.desc()).offset(1).limit(1)).first()
    if earlier is None:
        return Word(AttendanceState.UNKNOWN, Evidence.LEADER)
    state, evidence = AttendanceState(earlier.state), Evidence(earlier.evidence)
    return Word(state, evidence, earlier.minutes, earlier.by_id, earlier.reason, earlier.group)
