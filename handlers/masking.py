"""Words without who is meant: names, numbers and addresses taken out before they leave the house."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from schedule_data.itinerary import Itinerary
from schedule_data.tables import MemberRow

NAME: Final = "[name]"
_SHORTEST: Final = 2  # letters of a Korean or Chinese name, or part of one; a single one is in too many words
_SHORTEST_LATIN: Final = 3
# Addresses first, as a number may stand in them. Fewer than five digits in a row are hours, rooms and dates.
_PATTERNS: Final = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"@\w+"), NAME),
    (re.compile(r"[A-Za-z]{0,2}\+?\d(?:[\s().-]?\d){4,}"), "[number]"),
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z'-]*")
_GIVEN = re.compile(r"[가-힣]{3,4}|[\u4e00-\u9fff]{3,4}")


def masked(text: str, names: Iterable[str]) -> str:
    """Give `text` with the names, e-mail and web addresses, and long numbers in it replaced by what they are.

    Names are found in any spacing and capitals; of a Korean or Chinese name the given name alone too, of one in Latin
    letters each word.
    """
    text = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    for pattern, what in _PATTERNS:
        text = pattern.sub(what, text)
    forms = {form for name in names for form in _forms(unicodedata.normalize("NFKC", name).strip())}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        text = _as_written(form).sub(NAME, text)
    return text


def names_on(session: Session, itinerary: Itinerary) -> list[str]:
    """Give every name that is not to be told: of people and companies ever on the roster, and of people to call."""
    columns = (MemberRow.name, MemberRow.name_en, MemberRow.company)
    rows = session.execute(select(*columns).where(MemberRow.tour_id == itinerary.tour))
    contacts = (name for contact in itinerary.contacts for name in contact.name.words.values())
    return [*dict.fromkeys(filter(None, (*(name for row in rows for name in row), *contacts)))]


def _forms(name: str) -> Iterable[str]:
    if len(name) >= _SHORTEST:
        yield name
    if _GIVEN.fullmatch(name):
        yield name[1:]
    for word in _LATIN.findall(name):
        if len(word) >= _SHORTEST_LATIN:
            yield word


def _as_written(form: str) -> re.Pattern[str]:
    """Give the pattern of a name: Latin letters as whole words, others wherever they stand."""
    if _LATIN.search(form):
        words = r"\W*".join(map(re.escape, form.split()))
        return re.compile(rf"(?<![A-Za-z]){words}(?![A-Za-z])", re.IGNORECASE)
    return re.compile(r"\s*".join(map(re.escape, form.replace(" ", ""))))
