"""The code that hangs in a bus, as a QR code and in letters: who scans or types it is counted on that bus.

It is a deep link like an invitation's (`t.me/BOT?start=CODE`, `/j/CODE`), and short enough to type where no link can
carry one, as on KakaoTalk. It lets nobody in and says nothing by itself: only somebody who has joined the tour is
checked in by it, and they could have said so in words. So it is no secret like an invitation, and may be told again.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.membership.tour_codes import HALF, letters_of, new_letters
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.tables import BusCodeRow
from handlers.wording import labelled
from schedule_data.inserting import insert_new
from schedule_data.itinerary import Itinerary

PREFIX: Final = "bus-"  # tells it from an invitation before anything is looked up
LONGEST: Final = 20  # characters of what is taken for a mistyped one: an invitation, which may begin alike, has 22
_SHAPE: Final = re.compile(rf"{PREFIX}[A-Za-z0-9_-]+", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"(?:\d{1,2}\s*호차\s*)?(?:(?:(?:탑승|승차|버스|출석)\s*(?:확인\s*)?코드|(?:boarding|bus|check-?in) code|"
    rf"(?:上车|乘车|签到|车)码)\s*[:：]?\s*(?:{PREFIX})?|{PREFIX})"
    r"(?=.*\d)(?P<code>[A-Z0-9]{4}[ -][A-Z0-9]{4}|[A-Z0-9-]{6,12})\s*[.!~。！]*",  # right, or mistyped
    re.IGNORECASE,
)


def bus_codes(session: Session, itinerary: Itinerary, at: datetime) -> Mapping[str, str]:
    """Give the code of each bus of a tour (group id -> code), in the itinerary's order; a bus without one gets one."""
    rows = [
        {"tour_id": itinerary.tour, "group": group, "code": PREFIX + new_letters(), "created_at": at}
        for group in itinerary.groups
    ]
    insert_new(session, BusCodeRow, rows, [BusCodeRow.code])
    mine = session.execute(select(BusCodeRow.group, BusCodeRow.code).where(BusCodeRow.tour_id == itinerary.tour))
    known = {group: code for group, code in mine}  # noqa: C416 - rows, which mypy doesn't take for pairs
    return {group: known[group] for group in itinerary.groups}


def bus_code(written: str) -> str | None:
    """Give what is written like a bus's code as it is kept, whatever its case; None where it can't be one."""
    letters = letters_of(written[len(PREFIX) :] if names_a_bus(written) else written)
    return PREFIX + letters if letters else None


def bus_code_in(text: str) -> str | None:
    """Give the code that a message consists of and calls a bus's; None where it is something else."""
    match = _NAMED.fullmatch(text.strip())
    return PREFIX + match["code"].replace(" ", "-") if match else None


def names_a_bus(written: str) -> bool:
    """Tell whether a code says of itself that it is a bus's, be it right or wrong."""
    return len(written) <= LONGEST and bool(_SHAPE.fullmatch(written))


def spelt(code: str) -> str:
    """Give a bus's code as it is printed and typed: two halves of four letters."""
    letters = code.removeprefix(PREFIX)
    return f"{letters[:HALF]}-{letters[HALF:]}"


def typed(code: str, language: str) -> str:
    """Give the words that check in when they are sent in a chat."""
    return phrases(language)("boarding code {code}", code=spelt(code))


def bus_of(session: Session, written: str) -> BusCodeRow | None:
    """Give the bus of a code, None where it is none."""
    code = bus_code(written)
    return session.scalar(select(BusCodeRow).where(BusCodeRow.code == code)) if code else None


def show_code(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give a leader the code of each bus."""
    say, itinerary = phrases(question.language), question.itinerary
    codes = bus_codes(session, itinerary, question.at)
    lines = tuple(
        labelled(itinerary.groups[group].name.to(question.language), typed(code, question.language), question.language)
        for group, code in codes.items()
    )
    if not lines:
        return Reply((say("This tour has no buses."),), outcome=Outcome.UNKNOWN)
    told = say(
        "Anyone who scans the code in a bus, or sends it here, is counted on it. The printed page has it as a QR code."
    )
    return Reply((told, *lines), buttons=(Button(say("Roll call status"), Action("rollcall.status")),))
