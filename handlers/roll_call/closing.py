"""Closing a roll call: only once everybody is resolved, each with a reason; called off, or opened again."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from handlers.answers.not_understood import expired
from handlers.identity import Caller
from handlers.live import refresh
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.board import heading, list_button, others, waited_for
from handlers.roll_call.call_meant import call_meant, last_closed
from handlers.roll_call.calls import HEARD_AFTER, open_calls
from handlers.roll_call.names import people_buttons
from handlers.roll_call.noting import Word, note, show
from handlers.roll_call.person_words import names, stands
from handlers.roll_call.roll import Entry, Roll, roll_of
from handlers.roll_call.states import REASON_WORDS, STATE_OF_REASON, Evidence, Reason, Standing
from handlers.roll_call.status import shown, told_with
from handlers.row_numbers import row_number
from handlers.tables import AttendanceState, DeliveryRow, DeliveryState, NoticeKind, NoticeRow, RollCallRow

REST = "rest"  # in a button's `member`: everybody of whom there is no word; who said that they come late is no such
LATE = "late"  # in a button's `member`: everybody who said that they come late
CAME = "came"  # in a button's `why`: they are there by now


def close(session: Session, _caller: Caller, question: Question) -> Reply:
    """Close the roll call; where somebody is unresolved, ask why instead."""
    call = call_meant(session, question, lock=True)
    if isinstance(call, Reply):
        last = last_closed(session, question) if call.outcome is not Outcome.CLARIFY else None
        if last is None or last.closed_at is None or question.at - last.closed_at > HEARD_AFTER:
            return call
        call = last
    rolled = roll_of(session, question.itinerary, call)
    if rolled is None:
        return shown(session, question, call)
    if call.closed_at is not None:
        return told_with(session, question, call, phrases(question.language)("It was closed already."))
    if rolled.unresolved:
        return _unresolved(question, call, rolled)
    _end(session, question, call)
    say = phrases(question.language)
    again = Button(say("Open it again"), Action("rollcall.reopen", {"call": str(call.id)}))
    sheet = Button(say("Spreadsheet"), Action("export", {"stop": call.stop_id}))
    lines = (say("The roll call is closed."), heading(question.itinerary, call, rolled, question.language))
    return Reply((*lines, *filter(None, (others(rolled, question.language),))), buttons=(sheet, again))


def resolve(session: Session, _caller: Caller, question: Question) -> Reply:
    """Note why somebody doesn't come with the others; asks why where the button doesn't say."""
    call = call_meant(session, question)
    rolled = None if isinstance(call, Reply) else roll_of(session, question.itinerary, call)
    if isinstance(call, Reply) or rolled is None or call.closed_at is not None:
        return expired(question.language)
    chosen = _chosen(rolled, question.slots.get("member", ""))
    if not chosen:
        return _unresolved(question, call, rolled) if rolled.unresolved else shown(session, question, call)
    why = question.slots.get("why", "")
    if why not in {*Reason, CAME}:
        return _why(question, call, chosen)
    note_all(session, question, call, chosen, why)
    after = roll_of(session, question.itinerary, call)
    if after is not None and after.unresolved:
        return _unresolved(question, call, after)
    return shown(session, question, call)


def call_off(session: Session, _caller: Caller, question: Question) -> Reply:
    """End a roll call that was opened by mistake; what was said stays on record."""
    call = call_meant(session, question, lock=True)
    if isinstance(call, Reply):
        return call
    if call.closed_at is None:
        call.called_off = True
        _end(session, question, call)
    return shown(session, question, call)


def reopen(session: Session, _caller: Caller, question: Question) -> Reply:
    """Open a closed roll call again, unless its scope has been opened anew since."""
    last = None if "call" in question.slots else last_closed(session, question)
    call = last or call_meant(session, question, lock=True)
    if isinstance(call, Reply):
        return call
    running = [one for one in open_calls(session, call.tour_id, call.stop_id) if one.group == call.group]
    if call.closed_at is None or running:
        return shown(session, question, running[0] if running else call)
    call.closed_at, call.closed_by, call.called_off = None, None, False
    session.flush()
    _show(session, question, call)
    return told_with(session, question, call, phrases(question.language)("The roll call is open again."))


def _end(session: Session, question: Question, call: RollCallRow) -> None:
    """Close the row; questions that haven't gone out don't go."""
    call.closed_at, call.closed_by, call.next_step_at = question.at, question.member.id, None
    session.flush()
    about = NoticeRow.payload["call"].as_integer() == call.id
    asked = NoticeRow.kind.in_((NoticeKind.ROLL_CALL, NoticeKind.BUDDY))
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.notice_id == NoticeRow.id, NoticeRow.tour_id == call.tour_id, asked, about)
        .where(DeliveryRow.state == DeliveryState.QUEUED)
        .values(state=DeliveryState.SUPERSEDED)
        .execution_options(synchronize_session=False)
    )
    _show(session, question, call)


def _show(session: Session, question: Question, call: RollCallRow) -> None:
    if call.board_id is not None:
        refresh(session, call.board_id, question.at)


def _unresolved(question: Question, call: RollCallRow, rolled: Roll) -> Reply:
    """Say who is still open, by name and number, and let each be resolved; the late at once where they have come."""
    if len(rolled.unresolved) == len(rolled.late) == 1:
        return _why(question, call, list(rolled.late))
    say, slots = phrases(question.language), {"call": str(call.id)}
    count = len(rolled.unresolved)
    words = say.plural("One person is still open. Tap the name to say why.",
                       "{count} people are still open. Tap a name to say why.", count)  # fmt: skip
    rest = Button(say("Same for all of them"), Action("rollcall.resolve", slots | {"member": REST}))
    came = Button(say("Everyone late is here now"), Action("rollcall.resolve", slots | {"member": LATE, "why": CAME}))
    buttons = (
        *people_buttons(rolled, "rollcall.resolve", question, call, "rollcall.close"),
        *((came,) if rolled.late else ()),
        *((rest,) if count > 1 else ()),
        *list_button(call, rolled, question.language),
        Button(say("Tick off by name"), Action("rollcall.names", slots)),
        Button(say("Call the roll call off"), Action("rollcall.call_off", slots)),
    )
    lines = (words, heading(question.itinerary, call, rolled, question.language))
    cards = waited_for(question.itinerary, rolled, question.language)
    return Reply(lines, outcome=Outcome.CLARIFY, cards=cards, buttons=buttons)


def _why(question: Question, call: RollCallRow, chosen: list[Entry]) -> Reply:
    say, language = phrases(question.language), question.language
    first, called = chosen[0], names(chosen, language)
    slots = {"call": str(call.id), "member": str(first.member.id) if len(chosen) == 1 else REST}
    if len(chosen) > 1:
        asked = say("Why are these not with the others? {names}", names=", ".join(called))
    elif first.standing is Standing.LATE:
        asked = say("{name} ({state}): wait, or leave first?", name=called[0], state=stands(first, language))
    else:
        asked = say("{name} ({state}): why not with the others?", name=called[0], state=stands(first, language))
    reasons = tuple(
        Button(say(words), Action("rollcall.resolve", slots | {"why": reason.value}))
        for reason, words in REASON_WORDS.items()
    )
    ways = _ways(question, call, first) if len(chosen) == 1 else ((), ())
    return Reply((asked,), outcome=Outcome.CLARIFY, buttons=(*ways[0], *reasons, *ways[1]))


def _ways(question: Question, call: RollCallRow, entry: Entry) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Give what may be done about one person before the reasons, and after them."""
    say, member = phrases(question.language), entry.member
    here = Button(say("Is there"), Action("rollcall.tick", {"call": str(call.id), "member": str(member.id)}))
    ring = (Button(say("Call: {name}", name=member.name), phone=member.phone),) if member.phone else ()
    if entry.standing is not Standing.LATE:
        return (), (here, *ring)
    wait = Button(say("Wait for them"), Action("rollcall.status", {"call": str(call.id), "waits": str(member.id)}))
    return (here, wait, *ring), ()


def _chosen(rolled: Roll, member: str) -> list[Entry]:
    if member in {REST, LATE}:
        return list(rolled.late if member == LATE else rolled.silent or rolled.unresolved)
    number = row_number(member)
    entry = rolled.of(number) if number else None
    return [entry] if entry else []


def note_all(session: Session, question: Question, call: RollCallRow, chosen: list[Entry], why: str) -> None:
    """Note of each why they don't come, or that they are there."""
    for entry in chosen:
        by = question.member.id
        if why == CAME:
            elsewhere = entry.bus if entry.bus != (entry.member.group or "") else ""
            word = Word(AttendanceState.HERE, Evidence.LEADER, by=by, group=elsewhere)
        else:
            word = Word(STATE_OF_REASON[Reason(why)], Evidence.LEADER, by=by, reason=why)
        note(session, call.tour_id, call.stop_id, entry.member.id, word, question.at)
    show(session, call.tour_id, call.stop_id, question.at)
