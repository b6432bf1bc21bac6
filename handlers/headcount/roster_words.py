"""Names that only the roster knows: a company, a person, and how people can be reached.

Understanding knows the plan, not the people on it: what it asks back, leaders and staff are answered from the roster,
but only where the roster explains every word that was not understood.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from handlers.headcount.emergency_contacts import is_asked_for
from handlers.headcount.filters import REACH_WORDS
from handlers.headcount.reading import read
from handlers.question import Question
from handlers.reply import Outcome
from handlers.understanding import Understood
from schedule_data.people import Role
from schedule_data.tables import MemberRow

_OF_PEOPLE: Final = frozenset({"headcount", "missing", "members.list"})
_SHORTEST: Final = 2  # letters of a name that is looked for in a text
_ASKS_FOR_ONE: Final = re.compile(
    r"어디|누구|연락처|전화|번호|정보|where|who|phone|number|哪|谁|电话|号码", re.IGNORECASE
)
_ASKS_FOR_STAFF: Final = re.compile(
    r"(?:스태프|스[탭텝]|운영진)\S*\s*(?:누구|명단|목록|이름|몇\s*명)|(?:list of|who are) (?:the )?staff|"
    r"工作人员(?:名单|有谁|是谁)",
    re.IGNORECASE,
)
LONGEST: Final = 40  # letters: a longer text is about something else


def on_roster(session: Session, question: Question, part: Understood) -> Understood:
    """Give a part that was asked back or not known as one that the roster answers, where it does."""
    text = question.text or ""
    part = _read_whole(session, question, _counted(session, question, part, text))
    asks = question.member.role is not Role.PARTICIPANT and part.outcome in {Outcome.CLARIFY, Outcome.UNKNOWN}
    if not asks or not text or len(text) > LONGEST:
        return part
    if part.intent in _OF_PEOPLE:
        return _filtered(session, question, part, text)
    if part.intent is None and _ASKS_FOR_ONE.search(text):
        return _person(session, question, part, text)
    return part


def _read_whole(session: Session, question: Question, part: Understood) -> Understood:
    """Give a part with all that the sentence says of the people, where the roster explains every word of it."""
    known = part.outcome is Outcome.ANSWER
    counted = part.intent in {*_OF_PEOPLE, "export"}
    if question.member.role is Role.PARTICIPANT or not (counted or (part.intent is None and not known)):
        return part
    reading = read(session, question)
    if reading is None:
        return part
    if not known or reading.where:
        answered = replace(part, outcome=Outcome.ANSWER, choices=(), unresolved=())
        return replace(answered, intent=reading.intent, slots=reading.slots)
    return replace(part, slots={**reading.slots, **part.slots})


def _counted(session: Session, question: Question, part: Understood, text: str) -> Understood:
    """Give 'is everybody here?' as a count for staff, who call no roll, and for leaders where a company is named.

    Who can't be reached is asked of the roster too, not of the contacts.
    """
    if question.member.role is Role.PARTICIPANT or part.outcome is not Outcome.ANSWER or not text:
        return part
    if part.intent == "people" and part.slots.get("role") == "participants" and REACH_WORDS["no"].search(text):
        return replace(part, intent="members.list", slots={})
    if (other := _rather(session, question, part, text)) is not None:
        return other
    if part.intent != "rollcall.status":
        return part
    company = _said(session, question, MemberRow.company, text)
    if not company and question.member.role is Role.LEADER:
        return part
    return replace(part, intent="headcount", slots={**part.slots, **({"company": company} if company else {})})


def _rather(session: Session, question: Question, part: Understood, text: str) -> Understood | None:
    """Give what is asked rather: who signed up for a stop that expects those only, people by name or diet."""
    stop = question.itinerary.stop_by_id.get(part.slots.get("stop", ""))
    if part.intent == "headcount" and stop is not None and stop.signup and set(part.slots) == {"stop"}:
        return replace(part, intent="signup.list", slots={})
    if part.intent == "people" and part.slots.get("role") == "office" and _ASKS_FOR_STAFF.search(text):
        return replace(part, intent="members.list", slots={"role": Role.STAFF.value})
    if part.intent == "people" and part.slots.get("role") == "participants":
        return replace(part, intent="members.list", slots={})
    if part.intent == "meal" and {"group", "diet"} <= set(part.slots) <= {"group", "diet", "date"}:
        return replace(part, intent="headcount", slots={slot: part.slots[slot] for slot in ("group", "diet")})
    if part.intent == "emergency" and is_asked_for(text):
        named = _said(session, question, MemberRow.name, text)
        return replace(part, intent="members.list", slots={"person": named}) if named else None
    return None


def _filtered(session: Session, question: Question, part: Understood, text: str) -> Understood:
    slots = {name: value for name, value in part.slots.items() if name != "company"}
    explained: list[str] = []
    for slot, column in (("company", MemberRow.company), ("person", MemberRow.name), ("diet", MemberRow.diet)):
        found = _said(session, question, column, text)
        if found and slot not in slots:
            slots[slot] = found
            explained.append(found)
    explained += [words[0] for words in (one.search(text) for one in REACH_WORDS.values()) if words]
    return _answered(part, part.intent, slots, explained)


def _person(session: Session, question: Question, part: Understood, text: str) -> Understood:
    found = _said(session, question, MemberRow.name, text)
    return _answered(part, "members.list", {"person": found}, [found]) if found else part


def _said(session: Session, question: Question, column: InstrumentedAttribute[str], text: str) -> str:
    """Give the longest value of a column of the roster that the text has; '' where it has none."""
    mine = select(column).where(MemberRow.tour_id == question.itinerary.tour, MemberRow.left_at.is_(None))
    said = mine.where(column != "", func.lower(literal(text)).contains(func.lower(column))).distinct()
    return max((one for one in session.scalars(said) if len(one) >= _SHORTEST), key=len, default="")


def _answered(part: Understood, intent: str | None, slots: dict[str, str], explained: Sequence[str]) -> Understood:
    """Take the part as answered where each word that was left over belongs to something the roster has."""
    known = [_plain(one) for one in explained]
    left = [word for word in map(_plain, part.unresolved) if not any(word in one or one in word for one in known)]
    if left or not known:
        return part
    return replace(part, outcome=Outcome.ANSWER, intent=intent, slots=slots, choices=(), unresolved=())


def _plain(text: str) -> str:
    return "".join(text.lower().split())
