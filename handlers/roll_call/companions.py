"""Whom a word of attendance is about: the writer, or a companion that they name ('민준이 여기 있어요')."""

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import Session

from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.row_numbers import row_number
from schedule_data.members import member_of
from schedule_data.people import Member, Role
from schedule_data.tables import MemberRow

MOST_NAMESAKES: Final = 6
# 'X is here': of staff and leaders, who also ask so, only what can't be a question
_IS_HERE: Final = re.compile(r"여기|옆에|같이 있|함께 있|is here|is with me|在这|跟我在一起", re.IGNORECASE)
_CAME: Final = re.compile(r"왔|탔|도착|has arrived|is on the bus|到了|来了|上车了", re.IGNORECASE)
# '최지우 안 왔어요', '아직 안 보여요', 'hasn't arrived' say the opposite
_NOT_SO: Final = re.compile(r"(?:안|못|아직|덜)\s|안[왔탔보]|못\s?[왔탔]|않|없|\bnot\b|n['’]t\b|没|还未", re.IGNORECASE)
# who is with somebody is where they are
_TOGETHER: Final = re.compile(
    r"같이|함께|옆에|옆자리|together|with me|i['’]?m with|beside me|next to me|一起|在我旁边", re.IGNORECASE
)
_AFTER_A_NAME: Final = r"(?=이|가|은|는|도|씨|님|랑|하고|[^가-힣A-Za-z]|$|在|到|来|已)"
_TITLE: Final = r"(?:\s*(?:님|씨|대표님?|사장님?|부장님?|과장님?|차장님?|이사님?))?"
_HANGUL_NAME: Final = re.compile(r"[가-힣]{3}")


def seen_in(session: Session, question: Question) -> Action | None:
    """Give what a message does that says of a companion that they are there; None where it is about something else."""
    text = question.text or ""
    told = _IS_HERE.search(text) or (question.member.role is Role.PARTICIPANT and _CAME.search(text))
    if not told or _NOT_SO.search(text) or text.rstrip().endswith(("?", "？", "냐", "나요", "吗")):
        return None
    found = _named(session, question, text)
    mine = question.member in found and question.member.role is Role.PARTICIPANT
    found = [one for one in found if one.id != question.member.id] if mine else found
    if not found or question.member.id in {one.id for one in found}:
        return None
    told_apart = len({one.name for one in found}) == len(found)
    slots = {"person": ",".join(str(one.id) for one in found) if told_apart else text}
    both = mine or (question.member.role is Role.PARTICIPANT and _TOGETHER.search(text))
    return Action("attendance.here", slots | ({"me": "too"} if both else {}))


def called_by(session: Session, question: Question, words: str) -> Sequence[Member]:
    """Give the participants whom `words` name, and nothing beside them but a particle or a title."""
    people = [one for one in _named(session, question, words) if one.role is Role.PARTICIPANT]
    return [one for one in people if any(_is_called(words, name) for name in (one.name, one.name[1:], one.name_en))]


def _is_called(words: str, name: str) -> bool:
    """Tell whether `words` are a name, in the company of its title and particle only: '이서연님이', '서연씨'."""
    return (
        len(name) > 1
        and re.fullmatch(rf"{re.escape(name)}(?:이)?{_TITLE}(?:이|가|은|는|도|께서)?", words.strip(), re.IGNORECASE)
        is not None
    )


def all_of(session: Session, question: Question) -> Sequence[Member] | Reply:
    """Give everybody whom the word is about: named by numbers in a row, else `whom`; the writer where `me` says so."""
    numbers = question.slots.get("person", "").split(",")
    me = [question.member] if question.slots.get("me") else []
    if len(numbers) == 1:
        person = whom(session, question)
        return person if isinstance(person, Reply) else [*me, person]
    found = [_numbered(session, question, number) for one in numbers if (number := row_number(one))]
    people = [one for one in found if one]
    return [*me, *people] if people else _nobody(question)


def whom(session: Session, question: Question) -> Member | Reply:
    """Give whom the word is about; a question back where several share the name or nobody has it."""
    person = question.slots.get("person", "")
    if person.isdecimal():
        number = row_number(person)
        return (_numbered(session, question, number) if number else None) or _nobody(question)
    found = _named(session, question, person or question.text or "")
    if question.member.id in {one.id for one in found} or (not found and not person):
        return question.member
    if not found:
        return _nobody(question)
    return found[0] if len(found) == 1 else _which(question, found)


def _numbered(session: Session, question: Question, number: int) -> Member | None:
    row = session.get(MemberRow, number)
    mine = row is not None and row.tour_id == question.itinerary.tour and row.left_at is None
    return member_of(row) if row is not None and mine else None


def _named(session: Session, question: Question, text: str) -> Sequence[Member]:
    """Give the participants, and the writer, whose name the text has: in full, or a Korean's given name."""
    if not text:
        return []
    said = literal(text)
    rows = session.scalars(
        select(MemberRow)
        .where(MemberRow.tour_id == question.itinerary.tour, MemberRow.left_at.is_(None))
        .where(or_(MemberRow.role == Role.PARTICIPANT, MemberRow.id == question.member.id))
        .where(
            or_(
                said.contains(MemberRow.name),
                said.contains(func.substr(MemberRow.name, 2)),
                (MemberRow.name_en != "") & func.lower(said).contains(func.lower(MemberRow.name_en)),
            )
        )
        .order_by(MemberRow.id)
    )
    people = [member_of(row) for row in rows]
    in_full = [one for one in people if _says(text, one.name) or (one.name_en and _says(text, one.name_en))]
    return in_full or [one for one in people if _HANGUL_NAME.fullmatch(one.name) and _says(text, one.name[1:])]


def _says(text: str, name: str) -> bool:
    return re.search(rf"(?<![가-힣A-Za-z]){re.escape(name)}{_AFTER_A_NAME}", text, re.IGNORECASE) is not None


def _nobody(question: Question) -> Reply:
    say = phrases(question.language)
    words = say("I find nobody of that name on this tour. Please tell your tour leader.")
    button = Button(say("Leader's number"), Action("people", {"role": "leader"}))
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=(button,))


def _which(question: Question, found: Sequence[Member]) -> Reply:
    words = phrases(question.language)("Several people have that name. Whom do you mean?")
    buttons = tuple(
        Button(f"{one.name} ({one.company})", Action(question.intent, {**question.slots, "person": str(one.id)}))
        for one in found[:MOST_NAMESAKES]
    )
    return Reply((words,), outcome=Outcome.CLARIFY, buttons=buttons)
