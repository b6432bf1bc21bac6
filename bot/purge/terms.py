"""What to look for when asked whether anything is left of the people of a tour: names, numbers, addresses."""

import re
from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.own_data.erasing import NOBODY
from handlers.tables import ApplicationRow
from schedule_data.tables import MemberRow

SHORTEST: Final = 2  # a single letter is found anywhere
DIGITS: Final = 7  # what has fewer is no telephone number


def terms_of(session: Session, tour: str) -> frozenset[str]:
    """Give the names and telephone numbers of everybody who is or was on a tour, or applied for it."""
    columns = (MemberRow.name, MemberRow.name_en, MemberRow.phone, MemberRow.emergency_contact)
    members = session.execute(select(*columns).where(MemberRow.tour_id == tour)).all()
    applied = session.execute(
        select(ApplicationRow.name, ApplicationRow.phone).where(ApplicationRow.tour_id == tour)
    ).all()
    words = {word.strip() for row in (*members, *applied) for word in row}
    return frozenset(word for word in words if len(word) >= SHORTEST and not re.fullmatch(rf"{NOBODY}\d+", word))


def finder(terms: Iterable[str]) -> "re.Pattern[str] | None":
    """Give a pattern that finds any of the terms, numbers however they are spaced; None where there are none."""
    patterns = sorted({_pattern(term) for term in terms}, key=len, reverse=True)
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _pattern(term: str) -> str:
    digits = re.sub(r"\D", "", term)
    if len(digits) >= DIGITS and not re.search(r"[^\W\d_]", term):
        return r"[\s().-]*".join(digits)
    return re.escape(term)
