"""'곽동현 빼고 다 왔어요', '1호차 전원 탑승': everybody a roll call waits for is there, but those who are named."""

import re
from typing import Final

from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.roll_call.aboard import bus_named
from handlers.roll_call.call_meant import call_meant
from handlers.roll_call.calls import open_calls
from handlers.roll_call.closing import CAME, note_all
from handlers.roll_call.person_words import names
from handlers.roll_call.roll import Entry, Roll, roll_of
from handlers.roll_call.status import shown, told_with
from handlers.roll_call.vouched import people_in
from handlers.row_numbers import row_number
from handlers.tables import RollCallRow
from handlers.wording import listing
from schedule_data.people import Role

LONGEST: Final = 60  # letters
MOST_BESIDES: Final = 4  # people whom a button has room to leave out
_SIGN: Final = re.compile(
    r"다\s?(?:왔|탔|도착|모였|탑승)|전원|전부|모두|everyone|everybody|all (?:here|aboard)|都(?:到|来|上)|到齐"
)
_ALL: Final = re.compile(
    r"^(?:(?P<who>.+?)\s*(?:빼고|제외하고|제외|말고|외에는?)\s*)?(?:이제\s*)?(?P<bus>\d{1,2}\s*호차?)?(?:은|는)?\s*"
    r"(?:나머지(?:는|\s*분들?은?)?\s*)?(?:(?:다|모두|전부|전원)\s*(?:다\s*)?(?:왔|탔|도착|모였|탑승|승차)(?:했)?"
    r"(?:어요|습니다|음|네요|\s*완료|다|요|함)?(?:했어요|했습니다|입니다|이에요|요|함)?)[\s.!~]*$|"
    r"^every(?:one|body)(?:'s| is)? (?:here|on board|aboard|on the bus)(?: (?:but|except) (?P<but>.+?))?[.! ]*$|"
    r"^(?:除了(?P<chu>.+?)(?:以外)?)?(?:大家)?都(?:到了|来了|上车了|到齐了)[。!！]*$",
    re.IGNORECASE,
)


def rest_in(session: Session, question: Question) -> Action | None:
    """Give what a leader's words note of everybody but a few; None where no roll call is open, or they ask."""
    text = " ".join((question.text or "").split())
    leads = question.member.role is Role.LEADER
    match = _ALL.match(text) if leads and len(text) <= LONGEST and _SIGN.search(text) else None
    if match is None or not open_calls(session, question.itinerary.tour):
        return None
    besides = match["who"] or match["but"] or match["chu"] or ""
    found = people_in(session, question, besides) if besides else {"person": ""}
    numbers = found["person"] if found else "?"
    if not all(one.isdecimal() for one in numbers.split(",") if one) or numbers.count(",") >= MOST_BESIDES:
        return None
    bus = bus_named(question.itinerary, match["bus"].replace(" ", "")) if match["bus"] else None
    slots = ({"but": numbers} if numbers else {}) | ({"bus": bus[0]} if bus else {})
    return Action("rollcall.rest", slots)


def rest(session: Session, _caller: Caller, question: Question) -> Reply:
    """Ask whether they are all there; noted once that is confirmed, since many are counted by one word."""
    call = call_meant(session, question, lock=True)
    rolled = None if isinstance(call, Reply) else roll_of(session, question.itinerary, call)
    if isinstance(call, Reply) or rolled is None or call.closed_at is not None:
        return call if isinstance(call, Reply) else shown(session, question, call)
    chosen = _chosen(rolled, question)
    if "sure" not in question.slots:
        return _asked(question, call, rolled, chosen)
    note_all(session, question, call, chosen, CAME)
    words = phrases(question.language).plural("One person is noted as there.",
                                              "{count} people are noted as there.", len(chosen))  # fmt: skip
    return told_with(session, question, call, words)


def _chosen(rolled: Roll, question: Question) -> list[Entry]:
    but, bus = _besides(question), question.slots.get("bus", "")
    return [one for one in rolled.unresolved if one.member.id not in but and bus in {"", one.bus}]


def _besides(question: Question) -> set[int]:
    return {number for one in question.slots.get("but", "").split(",") if (number := row_number(one))}


def _asked(question: Question, call: RollCallRow, rolled: Roll, chosen: list[Entry]) -> Reply:
    say, but = phrases(question.language), _besides(question)
    asked = say.plural("Note that one more person is there?",
                       "Note that {count} more people are there?", len(chosen))  # fmt: skip
    left = [one for one in rolled.entries if one.member.id in but]
    named = say("Not counted: {names}", names=listing(names(left, question.language), question.language))
    kept = {slot: question.slots[slot] for slot in ("but", "bus") if slot in question.slots}
    note = Button(say("Note that they are there"), Action("rollcall.rest", {"call": str(call.id), **kept, "sure": "1"}))
    status = Button(say("Roll call status"), Action("rollcall.status", {"call": str(call.id)}))
    buttons = (note, status) if chosen else (status,)
    return Reply((asked, *((named,) if left else ())), outcome=Outcome.CLARIFY, buttons=buttons)
