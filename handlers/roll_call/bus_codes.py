"""The QR code that hangs in a bus: who scans it is there, and is counted on that bus.

The code is a secret of its tour and bus, a deep link like an invitation's: `t.me/BOT?start=CODE`, `/j/CODE`, or typed.
It says nothing by itself: only somebody who has joined the tour is checked in by it.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.identity import Caller
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Action, Button, Outcome, Reply
from handlers.tables import BusCodeRow
from schedule_data.inserting import insert_new
from schedule_data.itinerary import Itinerary

PREFIX = "bus-"
CODE_BYTES = 12  # 96 bits: not to be guessed, and short enough for a coarse QR code that scans from a distance


def bus_codes(session: Session, itinerary: Itinerary, at: datetime) -> Mapping[str, str]:
    """Give the code of each bus of a tour (group id -> code); those that have none yet get one."""
    rows = [
        {"tour_id": itinerary.tour, "group": group, "code": PREFIX + secrets.token_urlsafe(CODE_BYTES)}
        | {"created_at": at}
        for group in itinerary.groups
    ]
    insert_new(session, BusCodeRow, rows, [BusCodeRow.code])
    mine = session.execute(select(BusCodeRow.group, BusCodeRow.code).where(BusCodeRow.tour_id == itinerary.tour))
    return {group: code for group, code in mine if group in itinerary.groups}


def bus_of(session: Session, code: str) -> BusCodeRow | None:
    """Give the bus of a code, None where it is none."""
    if not code.startswith(PREFIX):
        return None
    return session.scalar(select(BusCodeRow).where(BusCodeRow.code == code))


def show_code(session: Session, _caller: Caller, question: Question) -> Reply:
    """Give a leader the code of each bus."""
    say, itinerary = phrases(question.language), question.itinerary
    codes = bus_codes(session, itinerary, question.at)
    lines = tuple(f"{itinerary.groups[group].name.to(question.language)}: {code}" for group, code in codes.items())
    if not lines:
        return Reply((say("This tour has no buses."),), outcome=Outcome.UNKNOWN)
    told = say("Who opens the bus's code has checked in there; the printed sheet has it as a QR code.")
    return Reply((told, *lines), buttons=(Button(say("Roll call status"), Action("rollcall.status")),))
