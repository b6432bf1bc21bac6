"""The first row of a roster: which column is which, in English or Korean."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schedule_data.guesses import closest
from schedule_data.roster_file.table import Row

COLUMNS: Mapping[str, str] = {
    "name": "이름",
    "name_en": "영문명",
    "role": "구분",
    "group": "조",
    "company": "회사",
    "phone": "연락처",
    "language": "언어",
    "room": "객실",
    "diet": "식단",
    "emergency_contact": "비상연락처",
    "note": "비고",
}
"""Every column of a roster -> its Korean heading."""


@dataclass(frozen=True, slots=True)
class Headings:
    """Column name -> its position from 0; `nameless` positions have no heading; `width` is how many cells a row has."""

    positions: Mapping[str, int]
    nameless: frozenset[int]
    width: int


def _key(heading: str) -> str:
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(character for character in folded if character.isalnum())


_BY_HEADING = {_key(spelling): column for column, korean in COLUMNS.items() for spelling in (column, korean)}


def read_headings(row: Row) -> tuple[Headings, list[tuple[int, str]]]:
    """Give the columns, and what is wrong: (column from 1, sentence)."""
    positions: dict[str, int] = {}
    wrong = []
    for position, heading in enumerate(row.cells):
        column = _BY_HEADING.get(_key(heading))
        if column is None and heading:
            wrong.append((position + 1, _unknown(heading)))
        elif column in positions:
            wrong.append((position + 1, f"the heading '{heading}' is there twice; keep one of the two columns"))
        elif column:
            positions[column] = position
    if "name" not in positions and not any(_guess(heading) == "name" for heading in _unknown_ones(row)):
        wrong.append((1, "the heading 'name' is missing; name the columns in the first row, at least name (이름)"))
    nameless = frozenset(position for position, heading in enumerate(row.cells) if not heading)
    return Headings(positions, nameless, len(row.cells)), wrong


def _unknown_ones(row: Row) -> Iterator[str]:
    return (heading for heading in row.cells if heading and _key(heading) not in _BY_HEADING)


def _unknown(heading: str) -> str:
    guess = _guess(heading)
    spelling = COLUMNS[guess] if guess and not heading.isascii() else guess
    hint = f" (did you mean '{spelling}'?)" if spelling else f"; known are {', '.join(COLUMNS)}, or in Korean"
    return f"'{heading[:40]}' is an unknown heading{hint}"


def _guess(heading: str) -> str | None:
    found = closest(_key(heading), _BY_HEADING)
    return _BY_HEADING[found] if found else None
