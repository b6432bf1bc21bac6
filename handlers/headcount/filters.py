"""What a headcount is of: filters from the words, carried on buttons in few letters.

A button holds 64 bytes, so filters travel as one slot, `q`: a letter for the filter, then its value, joined by ','.
Long values stand as digests, which the tour's own records turn back.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Final
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.actions import DIGEST_MARK, SHORT_ENOUGH, decode, digest, encode
from handlers.question import Question
from handlers.reply import Action
from schedule_data.itinerary import Itinerary
from schedule_data.people import Role
from schedule_data.tables import MemberRow

PACKED: Final = "q"
_LETTERS: Final = {
    "group": "g",
    "company": "c",
    "diet": "d",
    "role": "r",
    "state": "s",
    "stop": "t",
    "room": "m",
    "time": "h",
    "date": "y",
    "language": "l",
    "reach": "a",
    "person": "p",
    "signup": "n",
}
_NAMES: Final = {letter: name for name, letter in _LETTERS.items()}
REACH_WORDS: Final = {
    "no": re.compile(
        r"연락\s?(?:이|도)?\s?(?:안\s?되\w*|안\s?닿\w*|불가\w*|두절\w*)|미가입|미연결|"
        r"unreachable|not joined|联系不上|未加入",
        re.IGNORECASE,
    ),
    "telegram": re.compile(r"텔레그램|telegram", re.IGNORECASE),
    "kakao": re.compile(r"카카오톡?|카톡|kakao(?:talk)?", re.IGNORECASE),
    "web": re.compile(r"웹\s?(채팅|페이지|으로)|web chat|网页", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What to count. None stands for all, as `role` for participants.

    `time` is HH:MM of the day, `date` an ISO date, today where none is set; `reach` is no,
    yes, or the channel by which people can be reached; `signup`, whatever it says, chooses who signed up for
    the stop.
    """

    group: str | None = None
    company: str | None = None
    diet: str | None = None
    role: str | None = None
    state: str | None = None
    stop: str | None = None
    room: str | None = None
    time: str | None = None
    date: str | None = None
    language: str | None = None
    reach: str | None = None
    person: str | None = None
    signup: str | None = None

    def given(self) -> Mapping[str, str]:
        """Give those that are set."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def filters_of(session: Session, question: Question) -> Filters:
    """Give the filters of a question: its slots, and what its words say about how people can be reached."""
    names = {field.name for field in fields(Filters)}
    slots = unpacked(session, question.itinerary, question.slots.get(PACKED, ""))
    slots |= {name: value for name, value in question.slots.items() if name in names and value}
    if "reach" not in slots and (reach := _reach(question.text or "")):
        slots["reach"] = reach
    return Filters(**slots)


def with_filters(intent: str, filters: Filters, **more: str) -> Action:
    """Give the action that asks `intent` of the same people; without the filters where they don't fit a button."""
    parts = [_LETTERS[name] + _short(value) for name, value in sorted(filters.given().items())]
    action = Action(intent, {PACKED: ",".join(parts), **more} if parts else more)
    return action if decode(encode(action)) == action else Action(intent, more)


def unpacked(session: Session, itinerary: Itinerary, packed: str) -> dict[str, str]:
    """Give the filters that a button carries."""
    found = {_NAMES[part[0]]: part[1:] for part in packed.split(",") if part and part[0] in _NAMES}
    if not any(value.startswith(DIGEST_MARK) for value in found.values()):
        return found
    known = {digest(value): value for value in _known(session, itinerary)}
    return {name: known.get(value, value) for name, value in found.items()}


def _known(session: Session, itinerary: Itinerary) -> Iterable[str]:
    yield from (*itinerary.stop_by_id, *itinerary.groups)
    columns = (MemberRow.name, MemberRow.company, MemberRow.diet)
    for row in session.execute(select(*columns).where(MemberRow.tour_id == itinerary.tour).distinct()):
        yield from row


def _short(value: str) -> str:
    long = len(quote(value)) > SHORT_ENOUGH or "," in value
    return digest(value) if long else value


def _reach(text: str) -> str | None:
    return next((reach for reach, words in REACH_WORDS.items() if words.search(text)), None)


def role_of(filters: Filters) -> Role:
    """Give the role that is counted."""
    return Role(filters.role) if filters.role in set(Role) else Role.PARTICIPANT
